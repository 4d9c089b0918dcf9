import type { LetterModel } from '../letters/pdf/model'
import type { ListPrintModel } from '../register/pdf/list-model'
import type { FormModel } from './form-model'
import type { EntryPrintModel } from '../register/pdf/model'
import type { PaperModel } from '../register/pdf/paper-model'
import type { LabelModel, SeparatorModel } from '../labels/label-model'

/** Pages of a document, from 0. */
export type PagesAsked = { bytes: Uint8Array; mediaType: string; pages: number[] }

/** What the worker is asked, and what it answers. */
export type PdfJob =
  | { kind: 'letter'; model: LetterModel }
  | { kind: 'entry-print'; model: EntryPrintModel }
  | { kind: 'list-print'; model: ListPrintModel }
  | { kind: 'paper'; model: PaperModel }
  | { kind: 'form'; model: FormModel }
  | { kind: 'labels'; model: LabelModel }
  | { kind: 'separators'; model: SeparatorModel }
  | { kind: 'extract'; model: PagesAsked }
  | { kind: 'proof'; model: unknown }

export type PdfRequest = PdfJob & { id: number; fontsDir: string }

export interface PdfResult {
  bytes: Uint8Array
  pages: number
  /** Characters that none of its fonts can draw. */
  missing: string[]
}

export type PdfAnswer = ({ id: number; ok: true } & PdfResult) | { id: number; ok: false; message: string }
