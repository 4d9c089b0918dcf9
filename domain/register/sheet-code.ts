import { sha256 } from '../hash'
import { forms } from '../../contract/values'
import { withoutMarks } from '../text/isolate'

/**
 * The code of a closing sheet: which book, how far its chain came, and its head there, signed by the PC that keeps the book. An
 * earlier sheet is an anchor outside every database (I5). `DS1|book|date|position|head|key id|check|signature`: no letters but Latin ones,
 * so that any scanner gives it back.
 */
export type SheetCode = { bookId: string; date: string; position: number; head: string; keyId: string }

const VERSION = 'DS1'
const CHECK = 6

export const sheetText = (c: SheetCode): string => [VERSION, c.bookId, c.date, c.position, c.head, c.keyId].join('|')

export function printSheetCode(c: SheetCode, sign: (text: string) => string): string {
  const text = sheetText(c)
  return `${text}|${sha256(text).slice(0, CHECK)}|${sign(text)}`
}

export type ReadSheet = { code: SheetCode; text: string; signature: string }

/** What a scanner gave back, or somebody pasted. `misread`: ours, and some of it is missing or wrong; null: not such a code. */
export function readSheetCode(payload: string): ReadSheet | 'misread' | null {
  const parts = withoutMarks(payload).replace(/\s+/g, '').split('|')
  const [version, bookId = '', date = '', position = '', head = '', keyId = '', check, signature] = parts
  if (version !== VERSION) return null
  const text = parts.slice(0, 6).join('|')
  const fits =
    parts.length === 8 &&
    forms.id.test(bookId) &&
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    /^[1-9]\d{0,9}$/.test(position) &&
    forms.sha256.test(head) &&
    sha256(text).slice(0, CHECK) === check
  if (!fits || !signature) return 'misread'
  return { code: { bookId, date, position: Number(position), head, keyId }, text, signature }
}

/** Eight groups of eight: what is read aloud and typed. */
export const groupedHead = (head: string): string => (head.match(/.{1,8}/g) ?? []).join(' ')

/** A head as somebody types it from a sheet: at least its first two groups. Null when it is none. */
export function typedHead(text: string): string | null {
  const head = withoutMarks(text)
    .replace(/[\s-]+/g, '')
    .toLowerCase()
  return /^[0-9a-f]{16,64}$/.test(head) ? head : null
}
