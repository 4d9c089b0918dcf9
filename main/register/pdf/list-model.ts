import { z } from 'zod'
import { Ink } from '../../../contract/ink'
import { Line, Lines } from '../../pdf/text'

/** What stands in a column: a text, a value that stands as one thing, or a signature that was drawn. */
const Cell = z.object({ text: z.string().max(5_000), value: z.literal(true).optional(), ink: Ink.optional() })

/** What a printed list says, everything written out in the reader's language; lines in the order they are seen. */
export const ListPrintModel = z.object({
  createdAt: z.number().int(),
  language: z.enum(['ar', 'fr', 'en', 'es']),
  direction: z.enum(['rtl', 'ltr']),
  office: Lines,
  title: Line,
  facts: Lines,
  /** Said on every page where something in it stands above ordinary (A3). */
  mark: Line.optional(),
  columns: z.array(z.object({ column: z.string(), label: Line })).max(12),
  rows: z
    .array(
      z.object({
        cells: z.array(Cell).max(12),
        kind: z.enum(['entry', 'cancelled', 'hidden', 'void']),
      }),
    )
    .max(2_000),
  /** Lines high enough to sign in. */
  tall: z.literal(true).optional(),
  /** Under the last line: what is summed up, and room for those who sign. */
  ends: z.object({ lines: Lines, signatures: z.array(Line).max(3) }).optional(),
  /** The same list so many times, each with whose it is. */
  copies: z.array(Line).max(3).optional(),
  footer: Line,
  /** `{page}` of `{pages}`. */
  page: Line,
  digits: z.enum(['latn', 'arab']),
})
export type ListPrintModel = z.infer<typeof ListPrintModel>
