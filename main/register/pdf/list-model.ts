import { z } from 'zod'
import { Line, Lines } from '../../pdf/text'

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
        cells: z.array(z.object({ text: z.string().max(5_000), value: z.literal(true).optional() })).max(12),
        kind: z.enum(['entry', 'cancelled', 'hidden', 'void']),
      }),
    )
    .max(2_000),
  footer: Line,
  /** `{page}` of `{pages}`. */
  page: Line,
  digits: z.enum(['latn', 'arab']),
})
export type ListPrintModel = z.infer<typeof ListPrintModel>
