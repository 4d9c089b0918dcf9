import { z } from 'zod'
import { Ink } from '../../contract/ink'
import { Both, BothLines, Line, Lines } from './text'

/** A value as it was typed (in its own direction), one that stands as one thing, or one said in both languages. */
const Value = z.union([z.object({ typed: Lines }), z.object({ alone: Line }), z.object({ both: Both })])

/**
 * A form the office hands over (a receipt, a transmission slip), everything written out: Arabic labels at the right, the other
 * language's at the left, the value between them.
 */
export const FormModel = z.object({
  createdAt: z.number().int(),
  second: z.enum(['fr', 'en', 'es']),
  header: BothLines,
  title: Both,
  number: Line,
  /** "Duplicate no. 2", "entry cancelled". */
  marks: z.array(Both).max(2),
  rows: z.array(z.object({ label: Both, value: Value })).max(80),
  /** A list under the facts: number, what it is, how many. */
  pieces: z
    .object({
      heads: z.object({ number: Both, what: Both, count: Both }),
      rows: z.array(z.object({ number: Line, what: Line, count: Line })).max(2000),
    })
    .nullable(),
  /** Empty boxes under the facts, to be filled in by hand; from the right, as the Arabic form reads. */
  boxes: z.object({ heads: z.array(Both).min(1).max(6), rows: z.number().int().min(1).max(40) }).optional(),
  /** Each with room to sign under it, or what was drawn there. */
  signatures: z.array(z.object({ label: Both, said: Lines, ink: Ink.nullable().optional() })).length(2),
  footer: Both,
  /** Read by whoever verifies it; a caption says so. */
  code: z.object({ payload: z.string().max(1_200), caption: Both }).nullable(),
})
export type FormModel = z.infer<typeof FormModel>
