import { sha256 } from '../hash'
import { withoutMarks } from '../text/isolate'

/**
 * The verification code of a letter (letters.md), of a receipt (C5) or of a label (D2): compact, readable by any phone, verifiable offline by any copy that
 * knows the office's keys. `DW2|number|date|sender|frozen hash|pages|key id|check|signature`; the signature is over what stands before
 * `check`, which tells a code that was read badly from one that was changed.
 */
export type LetterCode = {
  /** What bears the code; a letter, where nothing is said. */
  paper?: Paper
  number: string
  date: string
  sender: string
  /** The beginning of the frozen hash (96 bits): what was signed, and what this page must say. */
  frozen: string
  /** Of a receipt: which copy it is, 0 the first. */
  pages: number
  keyId: string
}

const PREFIXES = { letter: 'DW2', receipt: 'DR1', label: 'DL1' } as const
export type Paper = keyof typeof PREFIXES
const papers = Object.keys(PREFIXES) as Paper[]
const HASH = 24
const CHECK = 6
const SENDER = 24

/** A key is named by the end of its device's id: random there, and short enough for a code that a scanner reads at 150 dpi. */
export const keyIdOf = (deviceId: string): string => deviceId.slice(-12)
export const frozenPart = (frozenHash: string): string => frozenHash.slice(0, HASH)

const clean = (text: string): string =>
  withoutMarks(text)
    .normalize('NFC')
    .replace(/[|\s]+/g, ' ')
    .trim()

export const codeText = (c: LetterCode): string =>
  [
    PREFIXES[c.paper ?? 'letter'],
    clean(c.number),
    c.date,
    clean([...clean(c.sender)].slice(0, SENDER).join('')),
    frozenPart(c.frozen),
    c.pages,
    c.keyId,
  ].join('|')

export function printLetterCode(c: LetterCode, sign: (text: string) => string): string {
  const text = codeText(c)
  return `${text}|${sha256(text).slice(0, CHECK)}|${sign(text)}`
}

export type ReadCode = { code: LetterCode; text: string; signature: string }

/**
 * What a scanner or a phone gave back. It may have put marks around it, broken it over lines, or read UTF-8 as Latin-1: none of
 * that changes what was printed. `misread` when it is one of ours and some of it is missing or wrong; null when it is not ours.
 */
export function readLetterCode(payload: string): ReadCode | 'misread' | null {
  const readings = [payload, latin1(payload)].map(tidied)
  const ours = readings.filter((text) => /^D[WRL]\d\|/.test(text))
  for (const text of ours) {
    const read = parse(text)
    if (read) return read
  }
  return ours.length > 0 || readings.some((text) => /^D[WRL]\d/.test(text)) ? 'misread' : null
}

/** Lines broken at any place, marks anywhere. The number and the sender may hold a space; nothing else does. */
function tidied(payload: string): string {
  const parts = withoutMarks(payload)
    .replace(/[\r\n\t\u0085\u2028\u2029]+\s*/g, '\n')
    .normalize('NFC')
    .trim()
    .split('|')
  return parts.map((part, index) => (index === 1 || index === 3 ? part : part.replace(/\s+/g, ''))).join('|')
}

/** The text whose UTF-8 bytes somebody read as Latin-1 (or Windows-1252); itself when it is not that. */
function latin1(payload: string): string {
  const bytes = [...payload].map((c) => WINDOWS_1252.get(c) ?? c.charCodeAt(0))
  if (bytes.some((b) => b > 255)) return payload
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return payload
  }
}
const WINDOWS_1252 = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((c, index) => [c, 0x80 + index] as const),
)

/** A line broken inside number or sender took a space's place or stood inside a word: the check says which. */
function parse(text: string): ReadCode | null {
  for (const joined of [text.replaceAll('\n', ''), text.replaceAll('\n', ' ').replace(/ +/g, ' ')]) {
    const parts = joined.split('|').map((part) => part.trim())
    const [version, number, date, sender, frozen, pages, keyId, check, signature] = parts
    const signed = parts.slice(0, 7).join('|')
    const paper = papers.find((one) => PREFIXES[one] === version)
    if (!paper || parts.length !== 9 || sha256(signed).slice(0, CHECK) !== check) continue
    if (
      !number ||
      !/^\d{4}-\d{2}-\d{2}$/.test(date ?? '') ||
      !frozen ||
      !/^\d+$/.test(pages ?? '') ||
      !keyId ||
      !signature
    )
      continue
    return {
      code: { paper, number, date: date ?? '', sender: sender ?? '', frozen, pages: Number(pages), keyId },
      text: signed,
      signature,
    }
  }
  return null
}
