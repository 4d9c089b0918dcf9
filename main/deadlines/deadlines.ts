import { MOST_COUNTED, deadlineTabs, type Clock, type Place, type deadlines } from '../../contract/deadlines'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { metaValue, setMeta } from '../../db/core/meta'
import { countAt, risen, standing } from '../../db/deadlines/standing'
import { maySee } from '../../db/visibility/sight'
import { stampOf, type Ctx, type Desk } from '../desk'
import type { ChooseSave } from '../lists/export'
import { recordListing } from '../security/listing'
import { recordReading } from '../security/log'
import { exportCalendar } from './export'
import { clocksShown, rowOf } from './showing'
import { risesSoFar, standingNow } from './standing'
import { beginDeadline, endClock, extendClock, pauseClock, resumeClock } from './writing'

const PAGE = 100
const ALARMS: readonly string[] = ['reminder', 'alarm1', 'alarm2', 'escalated', 'thirdParty']

/** Deadlines (W4 to W6): the clock of an entry, and what is due as far as its reader sees it. */
export const deadlineHandlers = (choose: ChooseSave): Handlers<typeof deadlines, Ctx> => ({
  list: async ({ desk, actor }, { tab, after }) => {
    await standingNow(desk)
    const found = await standing(desk.db.read, actor, { place: tab, after, limit: PAGE + 1 })
    const page = found.slice(0, PAGE)
    const seen = page.map(({ entryId }) => entryId)
    await recordListing(desk, actor, 'entry', seen)
    return { rows: page.map(rowOf), more: found.length > PAGE }
  },
  counts: async ({ desk, actor }) => {
    const { recounting } = await standingNow(desk)
    const counted: [Place, number][] = []
    for (const place of deadlineTabs) counted.push([place, await countAt(desk.db.read, actor, place, MOST_COUNTED)])
    return { byPlace: byPlaceOf(counted), recounting }
  },
  ofEntry: async ({ desk, actor }, { entryId }) => {
    const found = await clocksShown(desk, actor, entryId)
    if (found.length > 0) await recordReading(desk, actor, 'read', { entity: 'entry', id: entryId })
    return found
  },
  start: async ({ desk, actor }, { entryId, ...said }) => {
    await desk.db.write((tx) => beginDeadline(desk, tx, actor, entryId, said))
    return changed(desk, actor, entryId)
  },
  pause: async ({ desk, actor }, input) => changed(desk, actor, await pauseClock(desk, actor, input)),
  resume: async ({ desk, actor }, input) => changed(desk, actor, await resumeClock(desk, actor, input)),
  extend: async ({ desk, actor }, input) => changed(desk, actor, await extendClock(desk, actor, input)),
  end: async ({ desk, actor }, input) => changed(desk, actor, await endClock(desk, actor, input)),
  news: ({ desk, actor }) => newsFor(desk, actor),
  export: ({ desk, actor }, asked) => exportCalendar(desk, actor, asked, choose),
})

const byPlaceOf = (counted: readonly (readonly [Place, number])[]): Record<Place, number> => ({
  ...{ running: 0, reminder: 0, alarm1: 0, alarm2: 0, escalated: 0, paused: 0, thirdParty: 0 },
  ...Object.fromEntries(counted),
})

async function changed(desk: Desk, actor: Actor, entryId: string): Promise<Clock[]> {
  await standingNow(desk)
  desk.emit('deadlines', 'changed', { ids: [] })
  desk.emit('register', 'changed', { ids: [entryId] })
  if (!(await maySee(desk.db.read, actor, 'entry', entryId))) throw new AppError('not-found')
  return clocksShown(desk, actor, entryId)
}

/** Each person is told once of what came to a later stage; how far they were told is kept on this PC. */
async function newsFor(desk: Desk, actor: Actor): Promise<{ byPlace: Record<Place, number>; first: string | null }> {
  stampOf(desk, actor)
  await standingNow(desk)
  const mark = `deadlines.told.${actor.userId}`
  const after = Number((await metaValue(desk.db.read, mark)) ?? 0)
  const until = await risesSoFar(desk)
  if (until <= after) return { byPlace: byPlaceOf([]), first: null }
  const found = await risen(desk.db.read, actor, { after, until, most: MOST_COUNTED })
  await desk.db.write((tx) => setMeta(tx, mark, String(until)))
  const told = found.filter(({ place }) => ALARMS.includes(place))
  const counts = new Map<Place, number>()
  for (const { place } of told) counts.set(place as Place, (counts.get(place as Place) ?? 0) + 1)
  return { byPlace: byPlaceOf([...counts]), first: told[0]?.entryId ?? null }
}
