import { AppError } from '../../contract/errors'
import { letterFields, type LetterContent, type LetterField } from '../../contract/letters'
import { sidesOf } from './layout'

export type Piece = { text: string } | { field: LetterField }

/** Spaces inside are forgiven: `{{ number }}`. */
const TOKEN = /\{\{\s*([^{}\n]{1,60}?)\s*\}\}/gu
const isField = (name: string): name is LetterField => (letterFields as readonly string[]).includes(name)

/** A paragraph as typed → its texts and fields. An unknown `{{word}}` stays text: it is what somebody typed. */
export function pieces(paragraph: string): Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of paragraph.matchAll(TOKEN)) {
    const name = match[1] ?? ''
    if (!isField(name)) continue
    if (match.index > from) found.push({ text: paragraph.slice(from, match.index) })
    found.push({ field: name })
    from = match.index + match[0].length
  }
  if (from < paragraph.length) found.push({ text: paragraph.slice(from) })
  return found
}

type Original = { letterDate: string | null; reference: string | null } | null

/**
 * What stands in double braces must be a field, whole, where fields are filled in, and a field must have a value: else the page
 * would say it as typed, or leave a hole in the sentence. @throws letter-field-unknown { token } · letter-field-empty { letterField } · letter-blank
 */
export function checkFields(content: LetterContent, original: Original): void {
  const both = (text: { ar: string; other: string }): string[] => sidesOf(content).map((side) => text[side])
  for (const text of [content.subject, ...content.paragraphs].flatMap(both)) {
    for (const piece of pieces(text)) {
      if ('text' in piece) checkPlain(piece.text)
      else if (!hasValue(piece.field, original)) throw new AppError('letter-field-empty', { letterField: piece.field })
    }
  }
  const plain = [content.addressee, ...(content.alsoTo ?? []), ...content.enclosures, ...(content.copies ?? [])]
  for (const text of plain.flatMap(both)) checkPlain(text)
}

/** What a template leaves for a person to write: it is said while it stands. */
export const BLANK = '………'

/** Half a token too: `{{letterDate}` was meant as one. */
function checkPlain(text: string): void {
  if (text.includes(BLANK)) throw new AppError('letter-blank')
  const token = /\{\{([^{}\n]*)\}?\}?|([^{}\s]*)\}\}/u.exec(text)
  if (token) throw new AppError('letter-field-unknown', { token: (token[1] ?? token[2] ?? '').trim() || '{{ }}' })
}

function hasValue(field: LetterField, original: Original): boolean {
  if (field === 'today' || field === 'todayHijri') return true
  if (original === null) return false
  if (field === 'reference') return original.reference !== null
  return !field.startsWith('letterDate') || original.letterDate !== null
}
