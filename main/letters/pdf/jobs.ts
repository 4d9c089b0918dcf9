import type { EntryPrintModel, LetterModel } from './model'

/** What the worker is asked, and what it answers. */
export type PdfJob =
  | { kind: 'letter'; model: LetterModel }
  | { kind: 'entry-print'; model: EntryPrintModel }
  | { kind: 'proof'; model: unknown }

export type PdfRequest = PdfJob & { id: number; fontsDir: string }

export interface PdfResult {
  bytes: Uint8Array
  pages: number
}

export type PdfAnswer =
  { id: number; ok: true; bytes: Uint8Array; pages: number } | { id: number; ok: false; message: string }
