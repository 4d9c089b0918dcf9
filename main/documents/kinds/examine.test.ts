import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../contract/errors'
import { encryptedPdf, packedPdf, pages, pdf, png, stream, tiff } from '../../../tests/fixtures/scans'
import { examine } from './examine'

const folder = resolve('../shared/cases/files')
const here = existsSync(folder)
if (!here) console.log(`skipped: no files in ${folder}`)

const kindOf = (bytes: Buffer, name = 'x', keep = false): string => {
  try {
    return examine(bytes, name, keep)
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe.skipIf(!here)('files people have sent', () => {
  it.each([
    ['plain.pdf', 'application/pdf'],
    ['plain.jpg', 'image/jpeg'],
    ['encrypted-user-1234.pdf', 'file-protected'],
    ['trailing-nul-4096.pdf', 'application/pdf'],
    ['leading-junk-600.pdf', 'application/pdf'],
    ['motion-photo-short-trailer.jpg', 'image/jpeg'],
    ['cut-in-the-middle.pdf', 'file-unreadable'],
    ['cut-in-the-middle.jpg', 'file-unreadable'],
    ['three-pages.tif', 'image/tiff'],
    ['phone-photo-really-heic.jpg', 'file-heic'],
    ['login-page.pdf', 'file-web-page'],
    ['empty.pdf', 'file-empty'],
    ['letter.docx', 'file-office'],
    ['signed.p7m', 'file-signed'],
    ['jpeg-named.pdf', 'image/jpeg'],
    ['mixed-orientation.pdf', 'application/pdf'],
    ['bomb-30000x30000.png', 'picture-too-large'],
    ['scan-200-pages.pdf', 'application/pdf'],
    ['xfa-dynamic.pdf', 'application/pdf'],
    ['script-and-links.pdf', 'application/pdf'],
    ['exif-orientation-6.jpg', 'image/jpeg'],
  ])('%s: %s', (name, kind) => expect(kindOf(readFileSync(resolve(folder, name)), name)).toBe(kind))

  it('a protected one is kept when the clerk wants it', () =>
    expect(kindOf(readFileSync(resolve(folder, 'encrypted-user-1234.pdf')), 'x', true)).toBe('application/pdf'))

  it('a picture cut anywhere before its end is refused', () => {
    const bytes = readFileSync(resolve(folder, 'plain.jpg'))
    fc.assert(
      fc.property(fc.integer({ min: 12, max: bytes.length - 2 }), (at) => {
        expect(kindOf(bytes.subarray(0, at))).toBe('file-unreadable')
        // Laid out in full before the download was cut.
        expect(kindOf(Buffer.concat([bytes.subarray(0, at), Buffer.alloc(5000)]))).toBe('file-unreadable')
      }),
    )
  })
})

describe('PDFs', () => {
  const three = pdf(pages(3))
  const body = pdf(pages(3), '', { table: false })
  it.each<[string, Buffer, string]>([
    ['in order', three, 'application/pdf'],
    [
      'mail headers before it, farther than a kilobyte',
      Buffer.concat([Buffer.from('X-Mail: 1\r\n'.repeat(900)), three]),
      'application/pdf',
    ],
    [
      'a warning of a web server before it',
      Buffer.concat([Buffer.from('<br />\n<b>Warning</b>: x\n'), three]),
      'application/pdf',
    ],
    ['a web page behind it', Buffer.concat([three, Buffer.from('<html>bye</html>'.repeat(500))]), 'application/pdf'],
    ['megabytes of NUL behind it', Buffer.concat([three, Buffer.alloc(3_000_000)]), 'application/pdf'],
    ['without table and end, all objects whole', body, 'application/pdf'],
    [
      'with a table that points nowhere',
      Buffer.from(three.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1'),
      'application/pdf',
    ],
    ['objects packed in a stream', packedPdf(), 'application/pdf'],
    ['without %%EOF', three.subarray(0, three.lastIndexOf('%%EOF')), 'application/pdf'],
    ['encrypted, to be read without a password', encryptedPdf(''), 'application/pdf'],
    ['encrypted with a password', encryptedPdf('سر'), 'file-protected'],
    [
      'a page that is not in the file',
      pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>']),
      'file-unreadable',
    ],
    ['no pages', pdf(['<< /Type /Catalog >>']), 'file-unreadable'],
    [
      'a tree of pages that bites its tail',
      pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] >>']),
      'file-unreadable',
    ],
    ['nested without end', Buffer.from(`%PDF-1.4\n1 0 obj\n${'['.repeat(100_000)}`), 'file-unreadable'],
  ])('%s', (_, bytes, kind) => expect(kindOf(bytes)).toBe(kind))

  it('one cut anywhere before its last object ends is refused, also when the rest is filled with NUL', () => {
    const last = body.lastIndexOf('endstream') + 'endstream'.length
    fc.assert(
      fc.property(fc.integer({ min: 12, max: last - 1 }), (at) => {
        expect(kindOf(three.subarray(0, at))).toBe('file-unreadable')
        expect(kindOf(Buffer.concat([three.subarray(0, at), Buffer.alloc(2000)]))).toBe('file-unreadable')
      }),
    )
  })

  it('one whose pages are there and whose pictures, behind them, are not, is refused', () => {
    const picture = stream(
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
      'x',
    )
    const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /I 4 0 R /J 5 0 R >> >> >>'
    const tree = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', page]
    const all = pdf([...tree, picture, picture], '', { table: false })
    expect(kindOf(all)).toBe('application/pdf')
    for (let at = 12; at < all.lastIndexOf('endstream') + 9; at++)
      expect(kindOf(all.subarray(0, at))).toBe('file-unreadable')
  })

  it('a PDF inside a PDF is not taken for part of it', () => {
    const inner = stream('/Type /EmbeddedFile', pdf(['<< /Type /Catalog >>', '(inside)', '(inside)', '(inside)']))
    expect(kindOf(pdf([...pages(1), inner]))).toBe('application/pdf')
  })

  it('a stream that unpacks to more than a memory is not unpacked', async () => {
    const { deflateSync } = await import('node:zlib')
    const bomb = stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.alloc(100_000_000)))
    expect(kindOf(pdf([...pages(1), bomb]))).toBe('application/pdf')
  })
})

describe('pictures', () => {
  const strip = { width: 16, height: 2, data: Buffer.alloc(4) }
  const webp = Buffer.from('RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x0f\xc0\x03\0\0\0\0\0\0', 'latin1')
  it.each<[string, Buffer, string]>([
    ['PNG', png(100, 100), 'image/png'],
    ['PNG with something behind it', Buffer.concat([png(100, 100), Buffer.from('more')]), 'image/png'],
    ['PNG without its end', png(100, 100, false), 'file-unreadable'],
    ['PNG of 50,000 × 20,000', png(50_000, 20_000), 'picture-too-large'],
    ['PNG of an A0 sheet at 300 dpi', png(9933, 14043), 'image/png'],
    ['WebP', webp, 'image/webp'],
    ['WebP, cut', webp.subarray(0, 28), 'file-unreadable'],
    ['TIFF of two pages', tiff([strip, strip]), 'image/tiff'],
    ['TIFF of the other order', tiff([strip, strip], { order: 'MM' }), 'image/tiff'],
    ['TIFF whose second page is cut', tiff([strip, strip]).subarray(0, -10), 'file-unreadable'],
    ['TIFF of a form nobody can show', tiff([strip], { compression: 34712 }), 'file-tiff'],
    ['TIFF of 40,000 × 40,000', tiff([{ width: 40_000, height: 40_000, data: Buffer.alloc(9) }]), 'picture-too-large'],
  ])('%s', (_, bytes, kind) => expect(kindOf(bytes)).toBe(kind))
})

describe('what is no scan is named', () => {
  const padded = (head: string): Buffer => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(2000, 32)])
  it.each<[string, Buffer, string]>([
    ['a.pdf', Buffer.alloc(0), 'file-empty'],
    ['a.pdf', Buffer.alloc(5000), 'file-empty'],
    ['a.pdf', padded('\xef\xbb\xbf\r\n<HTML><head>'), 'file-web-page'],
    ['a.pdf', Buffer.from('\ufeff<!DOCTYPE html><p>%PDF-', 'utf16le'), 'file-web-page'],
    ['a.pdf', padded('<html>see %PDF-1.4 there'), 'file-web-page'],
    ['a.docx', padded('PK\x03\x04'), 'file-office'],
    ['a.pdf', padded('PK\x03\x04....[Content_Types].xml'), 'file-office'],
    ['a.zip', padded('PK\x03\x04'), 'file-archive'],
    ['a.doc', padded('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'file-office'],
    ['a.msg', padded('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'file-message'],
    ['a.rtf', padded('{\\rtf1'), 'file-office'],
    ['a.pdf.p7m', padded('0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80 %PDF-1.4'), 'file-signed'],
    [
      'a.p7m',
      Buffer.from(padded('0\x82\x10\0\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02').toString('base64')),
      'file-signed',
    ],
    ['a.jpg', padded('\0\0\0\x1cftypmif1\0\0\0\0mif1heic'), 'file-heic'],
    ['a.mp4', padded('\0\0\0\x1cftypisom\0\0\0\0isom'), 'file-kind-unknown'],
    ['a.eml', padded('Return-Path: <a@b>\r\nFrom: a\r\nTo: b\r\nMIME-Version: 1.0\r\n\r\nbonjour'), 'file-message'],
    ['a.txt', padded('bonjour'), 'file-kind-unknown'],
  ])('%s %#: %s', (name, bytes, kind) => expect(kindOf(bytes, name)).toBe(kind))

  it('no bytes bring the examination down', () => {
    const heads = [
      '%PDF-1.7\n',
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'II*\0',
      'MM\0*',
      'RIFF....WEBP',
      'PK\x03\x04',
      '',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => {
        kindOf(Buffer.concat([Buffer.from(head, 'latin1'), rest]))
      }),
      { numRuns: 500 },
    )
  })
})
