import { letterFields, type LetterField } from '../../contract/letters'

export type Piece = { text: string } | { field: LetterField }

const TOKEN = /\{\{(\w+)\}\}/g
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
