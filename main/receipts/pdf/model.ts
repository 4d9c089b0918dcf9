import { z } from 'zod'
import { Both, BothLines, Line, Lines } from '../../pdf/text'

/** A value as it was typed (in its own direction), one that stands as one thing, or one said in both languages. */
const Value = z.union([z.object({ typed: Lines }), z.object({ alone: Line }), z.object({ both: Both })])

/** A receipt (C5), everything written out: Arabic labels at the right, the other language's at the left, the value between them. */
export const ReceiptModel = z.object({
  createdAt: z.number().int(),
  second: z.enum(['fr', 'en', 'es']),
  header: BothLines,
  title: Both,
  number: Line,
  /** "Duplicate no. 2", "entry cancelled". */
  marks: z.array(Both).max(2),
  rows: z.array(z.object({ label: Both, value: Value })).max(30),
  signatures: z.array(Both).length(2),
  footer: Both,
  qr: z.string().max(1_200),
  caption: Both,
})
export type ReceiptModel = z.infer<typeof ReceiptModel>
