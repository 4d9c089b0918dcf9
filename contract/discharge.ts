import { z } from 'zod'
import { Ink } from './ink'
import { Instant, Names, filled, text } from './values'

/** What is typed, or drawn, when somebody has received something (C6, D5): who, when, a remark, and their signature where they drew one. */
export const DischargeInput = z.object({
  by: filled(200),
  at: Instant,
  note: text(500),
  ink: Ink.nullable().default(null),
})
export type DischargeInput = z.infer<typeof DischargeInput>

/** Who received it, when, and what they noted; once said it stands. */
export const Discharge = z.object({
  at: Instant,
  by: z.string(),
  note: z.string(),
  ink: Ink.nullable(),
  recordedByNames: Names.nullable(),
})
export type Discharge = z.infer<typeof Discharge>
