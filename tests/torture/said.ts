import { z } from 'zod'

/**
 * What a child says, a line each: `try` before it asks, `ack` when it was answered. What was acknowledged is there whatever
 * happens after; what was only tried may be there or not, but whole.
 */
export const Said = z.object({
  kind: z.enum(['ready', 'try', 'ack', 'refused']),
  what: z.enum([
    ...(['ready', 'register', 'correct', 'cancel', 'scan', 'letter', 'issue', 'contact', 'sync'] as const),
    ...(['import', 'close', 'receipt', 'beside', 'run'] as const),
  ]),
  id: z.string().default(''),
  /** The number given, or the value written. */
  value: z.string().default(''),
  code: z.string().default(''),
})
export type Said = z.infer<typeof Said>
export const LOGIN = 'nadia'
/** Whose word it takes besides to open a day again. */
export const SECOND = 'said'

/** A child that is killed has no handler to flush: each line is written at once. */
export const lineOf = (said: Partial<Said> & Pick<Said, 'kind' | 'what'>): string => `${JSON.stringify(said)}\n`
