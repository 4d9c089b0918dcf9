import { z } from 'zod'
import { labelFormatNames } from '../../contract/labels'
import { Both, Line } from '../pdf/text'

/** Labels of some entries, everything written out. */
export const LabelModel = z.object({
  createdAt: z.number().int(),
  second: z.enum(['fr', 'en', 'es']),
  format: z.enum(labelFormatNames),
  /** The first free place of the first sheet, 0 = its upper left. */
  start: z.number().int().min(0).max(99),
  office: Both,
  labels: z
    .array(
      z.object({
        number: Line,
        /** Day and hour of registration. */
        at: Line,
        /** Read by whoever scans it: the signed code, and the bars. */
        code: z.string().max(400),
        bars: z.string().max(40),
      }),
    )
    .min(1)
    .max(500),
})
export type LabelModel = z.infer<typeof LabelModel>
export type OneLabel = LabelModel['labels'][number]

/** What is set on the first page of a scan's copy. */
export const StampModel = z.object({
  createdAt: z.number().int(),
  office: Both,
  label: z.object({ number: Line, at: Line, code: z.string().max(400) }),
})
export type StampModel = z.infer<typeof StampModel>

/** Sheets that stand between two letters of one batch. */
export const SeparatorModel = z.object({
  createdAt: z.number().int(),
  second: z.enum(['fr', 'en', 'es']),
  title: Both,
  text: Both,
  code: z.string().max(400),
  sheets: z.number().int().min(1).max(50),
})
export type SeparatorModel = z.infer<typeof SeparatorModel>
