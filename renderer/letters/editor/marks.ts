import type { LetterField } from '../../../contract/letters'
import type { Style } from '../../../domain/letters/marks/model'
import type { TableStep } from '../../../domain/letters/marks/table'

/** What a key or a button does to the text the caret is in. */
export const lineMarks = ['heading', 'number', 'bullet'] as const
export type Mark = Style | (typeof lineMarks)[number] | 'table' | TableStep

/** What is so where the caret is. */
export type MarksState = { on: ReadonlySet<Mark>; inTable: boolean }

/** A text somebody is in, as whoever offers buttons for it knows it. */
export type Hands = {
  /** A field where the caret is; nothing, only to come back to the text. */
  insert: (field: LetterField | null) => void
  mark: (mark: Mark) => void
}

/** On all keyboards of these offices; heard by the text itself. */
export const MARK_KEYS = {
  'Ctrl+b': 'bold',
  'Ctrl+i': 'italic',
  'Ctrl+u': 'underline',
  'Ctrl+6': 'heading',
  'Ctrl+7': 'number',
  'Ctrl+8': 'bullet',
  'Ctrl+9': 'table',
} as const satisfies Record<string, Mark>
