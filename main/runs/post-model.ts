import { z } from 'zod'
import { labelFormatNames } from '../../contract/labels'
import { envelopeFormats } from '../../contract/runs'
import { Line, Lines } from '../pdf/text'

/** An address as it stands on paper: all of its lines run one way. */
const Block = z.object({ side: z.enum(['ar', 'other']), lines: Lines })

export const EnvelopeModel = z.object({
  createdAt: z.number().int(),
  format: z.enum(envelopeFormats),
  envelopes: z
    .array(
      z.object({
        to: Block,
        /** Where the post brings it back to; null = the envelope says nothing of who writes (P4). */
        from: z.array(z.object({ side: z.enum(['ar', 'other']), text: Line })).nullable(),
      }),
    )
    .min(1)
    .max(500),
})
export type EnvelopeModel = z.infer<typeof EnvelopeModel>

export const AddressLabelModel = z.object({
  createdAt: z.number().int(),
  format: z.enum(labelFormatNames),
  /** The first free place of the first sheet, 0 = its upper left. */
  start: z.number().int().min(0).max(99),
  labels: z.array(Block).min(1).max(500),
})
export type AddressLabelModel = z.infer<typeof AddressLabelModel>
