import { letterFields, type LetterField } from '../../contract/letters'

/** A paragraph as it is edited: text, and fields whose values are drawn as chips (`{{letterDate}}` in what is stored). */
export type Piece = { kind: 'text'; text: string } | { kind: 'field'; field: LetterField }

const TOKEN = /\{\{(\w+)\}\}/g
export const isField = (name: string): name is LetterField => letterFields.some((field) => field === name)

/** A name that is no field of ours stays text: nothing a person typed disappears. */
export function parse(stored: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of stored.matchAll(TOKEN)) {
    const [token, name = ''] = match
    if (!isField(name)) continue
    if (match.index > from) pieces.push({ kind: 'text', text: stored.slice(from, match.index) })
    pieces.push({ kind: 'field', field: name })
    from = match.index + token.length
  }
  if (from < stored.length) pieces.push({ kind: 'text', text: stored.slice(from) })
  return pieces
}

export const serialise = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : `{{${piece.field}}}`)).join('')

/** Stands after a chip at the end of a line, so that the caret can stand there; never stored. */
export const CARET_PLACE = '\u200b'

/** What stands in the editor as it is stored: chips become tokens again, line breaks stay. */
export function readEditor(root: Node): string {
  let text = ''
  for (const node of root.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      text += node.textContent ?? ''
    } else if (node instanceof HTMLElement) {
      const field = node.dataset['field']
      if (field && isField(field)) text += `{{${field}}}`
      else if (node.tagName === 'BR') text += '\n'
      else text += (/^(DIV|P)$/.test(node.tagName) && text && !text.endsWith('\n') ? '\n' : '') + readEditor(node)
    }
  }
  return text.replaceAll(CARET_PLACE, '').replaceAll('\u00a0', ' ')
}
