import { z } from 'zod'

/** Fields a correction may touch (I2). Number, register and registration date are not among them. */
export const correctable = [
  'subject',
  'correspondentId',
  'reference',
  'otherNumber',
  'postNumber',
  'route',
  'parties',
  'letterDate',
  'unitId',
  'classId',
  'urgency',
  'level',
  'notes',
  'channel',
] as const
export const Correctable = z.enum(correctable)
