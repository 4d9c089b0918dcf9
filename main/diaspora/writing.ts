import type { FigureInput } from '../../contract/diaspora'
import type { Fields } from '../../contract/wire'
import type { FigureRecord } from '../../db/diaspora/figures'

type Counts = Pick<FigureInput, 'total' | 'male' | 'female' | 'note'>

/** What a figure that is said again changes of what stands: its numbers, and that it was removed. */
export function changesOf(stands: FigureRecord, { total, male, female, note }: Counts): Fields {
  const counts: Fields = { total, male, female, note }
  const before: Fields = { total: stands.total, male: stands.male, female: stands.female, note: stands.note }
  return {
    ...Object.fromEntries(Object.entries(counts).filter(([name, value]) => value !== before[name])),
    ...(stands.removedAt !== null && { removedAt: null, removedById: null }),
  }
}
