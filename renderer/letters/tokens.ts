import { letterFields, type LetterField } from '../../contract/letters'
import { pieces } from '../../domain/letters/fields'

/** A paragraph as it is edited: text, and fields whose values are drawn as chips (`{{letterDate}}` in what is stored). */
export type Piece = { kind: 'text'; text: string } | { kind: 'field'; field: LetterField }

export const isField = (name: string): name is LetterField => letterFields.some((field) => field === name)

/** A name that is no field of ours stays text: nothing a person typed disappears. */
export const parse = (stored: string): Piece[] =>
  pieces(stored).map((piece) =>
    'text' in piece ? { kind: 'text', text: piece.text } : { kind: 'field', field: piece.field },
  )

export const serialise = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : `{{${piece.field}}}`)).join('')

/** Stands after a chip at the end of a line, so that the caret can stand there; never stored. */
export const CARET_PLACE = '\u200b'
