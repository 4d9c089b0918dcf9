import { AppError } from '../../contract/errors'
import { letterFields, type LetterContent, type LetterField } from '../../contract/letters'

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
 * What stands in double braces must be a field, and a field must have a value: else the page would say it as typed, or leave a
 * hole in the sentence. @throws letter-field-unknown { token } · letter-field-empty { letterField }
 */
export function checkFields(content: LetterContent, original: Original): void {
  for (const text of content.paragraphs.flatMap((p) => [p.ar, p.other])) {
    for (const [, name = ''] of text.matchAll(TOKEN)) {
      if (!isField(name)) throw new AppError('letter-field-unknown', { token: name })
      if (!hasValue(name, original)) throw new AppError('letter-field-empty', { letterField: name })
    }
  }
}

function hasValue(field: LetterField, original: Original): boolean {
  if (field === 'today') return true
  if (original === null) return false
  return (
    (field !== 'letterDate' || original.letterDate !== null) && (field !== 'reference' || original.reference !== null)
  )
}
