import type { Counted } from '../../contract/mail'
import { countWithin } from '../app/countWithin'

export const counted = ['envelopes', 'together', 'handedOn', 'returned'] as const
export type Typed = Record<(typeof counted)[number], string>

/** As a person writes a count; null when it is none. */
export const countOf = (typed: string): number | null => countWithin(typed, 0, 9999)
export const typedOf = (counts: Counted): Typed => ({
  envelopes: String(counts.envelopes),
  together: String(counts.together),
  handedOn: String(counts.handedOn),
  returned: String(counts.returned),
})
/** Null while one of them cannot be read. */
export function countsOf(typed: Typed): Counted | null {
  const [envelopes, together, handedOn, returned] = counted.map((name) => countOf(typed[name]))
  return envelopes == null || together == null || handedOn == null || returned == null
    ? null
    : { envelopes, together, handedOn, returned }
}
