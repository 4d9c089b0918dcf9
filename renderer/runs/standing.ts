import type { RunRow } from '../../contract/runs'

const order = ['submitted', 'signed', 'issued', 'returned', 'draft', 'void'] as const
/** Where a run's letters stand: what waits first, what there is none of not at all. */
export const standsAt = (standing: RunRow['standing']): { state: (typeof order)[number]; n: number }[] =>
  order.map((state) => ({ state, n: standing[state] })).filter(({ n }) => n > 0)
