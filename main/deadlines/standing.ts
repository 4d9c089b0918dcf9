import { metaValue, setMeta } from '../../db/core/meta'
import type { Tx } from '../../db/core/sql'
import { clocksNamed } from '../../db/deadlines/clocks'
import {
  dirtyIds,
  dirtyUpTo,
  isAnythingMoved,
  markAll,
  markMoved,
  movedUpTo,
  runningUpTo,
  settle,
  standsOf,
  type Stand,
} from '../../db/deadlines/standing'
import type { Calendar } from '../../domain/calendar/calendar'
import { dayOf } from '../../domain/calendar/days'
import { standingOn, tell } from '../../domain/calendar/standing'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { officeDays } from '../calendar/days'
import type { Desk } from '../desk'
import { clockOf } from '../register/clock'

/** By which calendar all were counted; how many times something came to a later stage. */
const COUNTED = 'deadlines.calendar'
const RISES = 'deadlines.rises'
/** So many are looked at in one transaction, and while somebody waits. */
const PIECE = 5_000

/** The office's day, and whether the clock may be believed (N4): by one that may not be nothing is told. */
export function dayHere(desk: Desk): { today: number; doubtful: boolean } {
  const { now, doubtful } = clockOf(desk)
  return { today: dayOf(dateOf(now, zoneOf(desk.office))), doubtful }
}

/**
 * Looks again at every deadline that changed, whose day has come, or that was counted by another calendar: a duty (W4). What is to be looked at stands in a table
 * until it was, so that a kill, a sleep or a clock that is set leaves nothing out and tells nothing twice.
 */
export async function keepStanding(desk: Desk): Promise<void> {
  const { days, print } = await officeDays(desk.db.read, desk.office)
  if ((await metaValue(desk.db.read, COUNTED)) !== print)
    await desk.db.write(async (tx) => {
      await markAll(tx)
      await setMeta(tx, COUNTED, print)
    }, 'spare')
  const { today } = dayHere(desk)
  if (!(await isAnythingMoved(desk.db.read, today))) return
  await desk.db.write((tx) => markMoved(tx, today), 'spare')
  let moved = false
  const piece = async (): Promise<number> => {
    const { looked, changed } = await desk.db.write((tx) => lookAt(tx, desk, days), 'spare')
    moved ||= changed
    return looked
  }
  if ((await dirtyUpTo(desk.db.read, PIECE + 1)) <= PIECE) await piece()
  else
    await desk.jobs.run({ kind: 'deadlines', byId: null, about: '' }, async ({ progress, signal }) => {
      for (let done = 0; ;) {
        const looked = await piece()
        if (looked === 0 || signal.aborted) return
        progress('entries', (done += looked))
      }
    })
  // By a clock that is not believed the same is looked at again and again: nobody need hear of it.
  if (moved) desk.emit('deadlines', 'changed', { ids: [] })
}

/** The same before somebody reads, where it is little; else it goes on by itself. @returns whether it does */
export async function standingNow(desk: Desk): Promise<{ recounting: boolean }> {
  const { print } = await officeDays(desk.db.read, desk.office)
  const another = (await metaValue(desk.db.read, COUNTED)) !== print
  const { today } = dayHere(desk)
  if (!another && !(await isAnythingMoved(desk.db.read, today))) return { recounting: false }
  const much = another
    ? (await runningUpTo(desk.db.read, PIECE + 1)) > PIECE
    : (await movedUpTo(desk.db.read, today, PIECE + 1)) > PIECE
  if (much) desk.schedule?.soon('deadlines')
  else await keepStanding(desk)
  return { recounting: much }
}

/** One piece of what waits; only what stands elsewhere now is written. @returns how many, and whether any of it does */
async function lookAt(tx: Tx, desk: Desk, days: Calendar): Promise<{ looked: number; changed: boolean }> {
  const { ids, last } = await dirtyIds(tx, PIECE)
  if (ids.length === 0) return { looked: 0, changed: false }
  const before = new Map((await standsOf(tx, ids)).map((one) => [one.clockId, one]))
  const { today, doubtful } = dayHere(desk)
  const risesBefore = Number((await metaValue(tx, RISES)) ?? 0)
  let rises = risesBefore
  const stands: Stand[] = []
  const running = new Set<string>()
  for (const clock of await clocksNamed(tx, ids)) {
    const now = standingOn(days, clock, today)
    if (!now) continue
    running.add(clock.id)
    const was = before.get(clock.id)
    const had = { told: was?.told ?? 0, toldFor: was?.toldFor ?? null }
    const said = tell(now, had)
    const waits = said.now && doubtful
    const { place, due, sort, since } = now
    const stand: Stand = {
      ...{ clockId: clock.id, entryId: clock.entryId, place, due, sort, since },
      // Told when the clock is believed again: it is looked at until then.
      changesOn: waits ? today : now.changesOn,
      ...(waits ? had : { told: said.told, toldFor: said.toldFor }),
      rise: said.now && !waits ? ++rises : (was?.rise ?? null),
    }
    if (differs(stand, was)) stands.push(stand)
  }
  const ended = ids.filter((id) => before.has(id) && !running.has(id))
  await settle(tx, { last, stands, ended })
  if (rises > risesBefore) await setMeta(tx, RISES, String(rises))
  return { looked: ids.length, changed: stands.length + ended.length > 0 }
}

const differs = (now: Stand, was: Stand | undefined): boolean =>
  was === undefined || (Object.keys(now) as (keyof Stand)[]).some((name) => now[name] !== was[name])

/** The number of the latest that was told. */
export const risesSoFar = async (desk: Desk): Promise<number> => Number((await metaValue(desk.db.read, RISES)) ?? 0)
