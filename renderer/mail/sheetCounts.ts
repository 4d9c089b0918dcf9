import type { Counted } from '../../contract/mail'
import { readCount } from '../../domain/text/count'

export const counted = ['envelopes', 'together', 'handedOn', 'returned'] as const
export type Typed = Record<(typeof counted)[number], string>

/** As a person writes a count; null when it is none. */
export function countOf(typed: string): number | null {
  const count = readCount(typed)
  return count !== null && count < 10_000 ? count : null
}
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
