import { z } from 'zod'
import { Channel, Id, LegalDate, Level, Urgency } from './values'

/** Days from … to, both included; open at either end. */
export const DayRange = z.strictObject({ from: LegalDate.nullable(), to: LegalDate.nullable() })
export type DayRange = z.infer<typeof DayRange>

export const entryStates = ['unanswered', 'answered', 'cancelled', 'standing'] as const
export const presence = ['with', 'without'] as const

/**
 * What an entry must be to be shown: every one that is given. Strict, because a criterion of a newer version that is passed over would show
 * more than was asked for, under the name of what was asked.
 */
export const Criteria = z.strictObject({
  registered: DayRange.optional(),
  arrived: DayRange.optional(),
  written: DayRange.optional(),
  /** With what stands under it, and what became it. */
  unitId: Id.optional(),
  /** With what stands under it in the filing plan. */
  classId: Id.optional(),
  classed: z.enum(presence).optional(),
  state: z.enum(entryStates).optional(),
  channel: Channel.optional(),
  urgency: Urgency.optional(),
  level: Level.optional(),
  scans: z.enum(presence).optional(),
  enclosures: z.enum(presence).optional(),
  /** By the unit it was given to. */
  acknowledged: z.enum(presence).optional(),
  /** Arrived before the day it was registered. */
  late: z.literal(true).optional(),
  /** D2: numbered, and not described yet. */
  undescribed: z.literal(true).optional(),
  /** Of the correspondent's card. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
})
export type Criteria = z.infer<typeof Criteria>
export const criterionNames = Object.keys(Criteria.shape) as (keyof Criteria)[]
