import type { Plain } from '../../contract/wire'
import { canonical } from '../sync/canonical'
import { idFrom } from '../hash'

type Said = Record<'kind' | 'firstDay' | 'lastDay', Plain> & Partial<Record<'feast' | 'replaces' | 'days', Plain>>
/** One closure is one, whichever desk enters it: its id follows from what it closes. The act and its names may be mended. */
export const closureId = (officeId: string, { kind, firstDay, lastDay, feast, replaces, days }: Said): string =>
  idFrom(
    `diwan closure ${officeId} ${canonical([kind, firstDay, lastDay, feast ?? null, replaces ?? null, days ?? null])}`,
  )

type Started = Record<'entryId' | 'kind' | 'startedOn' | 'label' | 'rule', Plain> & { byDay?: Plain }
/** The same deadline of the same entry from the same day is one clock: two desks that begin it say one thing. */
export const clockId = (officeId: string, { entryId, kind, startedOn, byDay, label, rule }: Started): string =>
  idFrom(`diwan clock ${officeId} ${canonical([entryId, kind, startedOn, byDay ?? null, label, rule])}`)
