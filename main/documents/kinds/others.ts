import type { ErrorCode } from '../../../contract/errors'

type Named = { code: ErrorCode; certain: boolean }

const OFFICE_NAME = /\.(docx?|docm|dotx?|xlsx?|xlsm|pptx?|ppsx?|odt|ods|odp|rtf|pages|numbers)$/i
const MOVING = /^(qt {2}|isom|iso2|mp4|avc1|3gp|M4[AV])/
const STILL = /^(hei|hev|mif1|msf1|avif|avis)/

/**
 * What else comes from e-mail and telephones, named as what it is.
 * `certain`: by its first bytes; otherwise only if it is no PDF with something in front.
 */
export function namedAs(bytes: Buffer, name: string): Named | null {
  const head = bytes.toString('latin1', 0, 4096)
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) {
    const office =
      OFFICE_NAME.test(name) || /\[Content_Types\]\.xml|mimetypeapplication\/vnd\.oasis|word\/|xl\//.test(head)
    return { code: office ? 'file-office' : 'file-archive', certain: true }
  }
  // Word, Excel and PowerPoint before 2007, and Outlook's messages.
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return { code: /\.msg$/i.test(name) ? 'file-message' : 'file-office', certain: true }
  if (head.startsWith('{\\rtf')) return { code: 'file-office', certain: true }
  if (/^(Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ)/.test(head)) return { code: 'file-archive', certain: true }
  if (head.slice(4, 8) === 'ftyp') {
    const brands = head.slice(8, 12) + head.slice(16, 64)
    if (STILL.test(head.slice(8, 12)) || /heic|heix|mif1|avif/.test(brands)) return { code: 'file-heic', certain: true }
    return { code: 'file-kind-unknown', certain: MOVING.test(head.slice(8, 12)) }
  }
  if (isSigned(head)) return { code: 'file-signed', certain: true }
  const text = decoded(bytes)
  if (/^\s*(<!doctype html|<html|<head|<body|<meta|<script|<!--|<\?xml[^>]*>\s*<(!doctype )?html)/i.test(text))
    return { code: 'file-web-page', certain: false }
  if (
    /^((Return-Path|Received|Delivered-To|MIME-Version|From|To|Subject|Date|Message-ID|X-[\w-]+): [^\n]*\r?\n){3}/i.test(
      text,
    )
  )
    return {
      code: 'file-message',
      certain: /\r?\n(Content-Type: |MIME-Version: )/i.test(text) && !text.includes('\n%PDF-'),
    }
  return null
}

/** A CMS envelope (RFC 5652), as DER or BER, or the same in base64 with or without its frame. */
function isSigned(head: string): boolean {
  const OID = '\x2a\x86\x48\x86\xf7\x0d\x01\x07'
  if (head.startsWith('0') && head.slice(0, 32).includes(OID)) return true
  if (/^-----BEGIN (PKCS7|CMS)-----/.test(head)) return true
  return /^MI[A-Za-z0-9+/]{2}/.test(head) && Buffer.from(head.slice(0, 48), 'base64').toString('latin1').includes(OID)
}

/** The first page of a text, whatever editor or server wrote it: a mark of order tells UTF-16. */
function decoded(bytes: Buffer): string {
  const head = bytes.subarray(0, 4096)
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le').slice(1)
  if (head[0] === 0xfe && head[1] === 0xff)
    return Buffer.from(head.subarray(0, head.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1)
  return head.toString('utf8').replace(/^\ufeff/, '')
}
