import { z } from 'zod'
import { Line, Lines } from '../../pdf/text'

/** What the printed page of an entry says, everything written out in the reader's language. */
export const EntryPrintModel = z.object({
  createdAt: z.number().int(),
  language: z.enum(['ar', 'fr', 'en', 'es']),
  direction: z.enum(['rtl', 'ltr']),
  title: Line,
  number: Line,
  office: Lines,
  rows: z.array(z.object({ label: Line, value: z.string().max(5_000), isolate: z.boolean().optional() })).max(60),
  history: z.object({
    title: Line,
    acts: z.array(z.object({ when: Line, what: Line, who: Line })).max(500),
  }),
  /** The empty box for the stamp of the office. */
  stampLabel: Line,
  mark: Line.optional(),
  footer: Line,
  qr: z.string().max(1_200).optional(),
})
export type EntryPrintModel = z.infer<typeof EntryPrintModel>
