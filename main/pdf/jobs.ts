import type { LetterModel } from '../letters/pdf/model'
import type { ListPrintModel } from '../register/pdf/list-model'
import type { FormModel } from './form-model'
import type { EntryPrintModel } from '../register/pdf/model'
import type { MarkAsked } from './mark-page'
import type { PaperModel } from '../register/pdf/paper-model'
import type { StampCorner } from '../../contract/labels'
import type { LabelModel, SeparatorModel, StampModel } from '../labels/label-model'

import type { AddressLabelModel, EnvelopeModel } from '../runs/post-model'

/** Pages of a document, from 0. */
export type PagesAsked = { bytes: Uint8Array; mediaType: string; pages: number[] }

export type StampAsked = { bytes: Uint8Array; mediaType: string; stamp: StampModel; corner: StampCorner }

/** What the worker is asked, and what it answers. */
export type PdfJob =
  | { kind: 'letter'; model: LetterModel }
  | { kind: 'entry-print'; model: EntryPrintModel }
  | { kind: 'list-print'; model: ListPrintModel }
  | { kind: 'paper'; model: PaperModel }
  | { kind: 'form'; model: FormModel }
  | { kind: 'labels'; model: LabelModel }
  | { kind: 'envelopes'; model: EnvelopeModel }
  | { kind: 'addressLabels'; model: AddressLabelModel }
  | { kind: 'separators'; model: SeparatorModel }
  | { kind: 'extract'; model: PagesAsked }
  | { kind: 'stamp'; model: StampAsked }
  | { kind: 'mark'; model: MarkAsked }
  | { kind: 'proof'; model: unknown }
  /** Nothing is made: the next page finds its fonts open. */
  | { kind: 'warm' }

export type PdfRequest = PdfJob & { id: number; fontsDir: string }

export interface PdfResult {
  bytes: Uint8Array
  pages: number
  /** Characters that none of its fonts can draw. */
  missing: string[]
}

export type PdfAnswer = ({ id: number; ok: true } & PdfResult) | { id: number; ok: false; message: string }
