import type { calendar, Closure, ClosureInput } from '../../contract/calendar'
import { MOST_CLOSURES } from '../../contract/calendar'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { allClosures, closureById, type ClosureRecord } from '../../db/calendar/closures'
import type { Reader } from '../../db/core/sql'
import { createRow, patchRow } from '../../db/outbox/changes'
import { LONGEST_CLOSURE } from '../../domain/calendar/calendar'
import { dayOf } from '../../domain/calendar/days'
import { closureId } from '../../domain/calendar/ids'
import { isLegalDate } from '../../domain/text/dates'
import { stampOf, type Ctx, type Desk } from '../desk'
import { officeDays } from './days'
import { printYear } from './printing'

/** The office's days (W4): nothing closes it but the law and what was entered with the act that ordered it. */
export const calendarHandlers: Handlers<typeof calendar, Ctx> = {
  closures: async ({ desk }) => (await allClosures(desk.db.read, MOST_CLOSURES)).map(shown),
  save: ({ desk, actor }, input) => saveClosure(desk, actor, input),
  remove: async ({ desk, actor }, { id, reason }) => {
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      const { removedAt } = await stands(tx, id)
      if (removedAt !== null) return
      const removed = { removedAt: stamp.at, removedById: actor.userId, removedReason: reason }
      await patchRow(tx, 'closure', id, removed, stamp)
    })
    return changed(desk, id)
  },
  print: async ({ desk, actor }, { year }) => ({ url: await printYear(desk, actor, year) }),
}

/** @throws invalid-input { field } */
async function saveClosure(desk: Desk, actor: Actor, input: ClosureInput): Promise<Closure> {
  const said = { ...input, days: input.days && [...new Set(input.days)].sort((a, b) => a - b) }
  const wrong = await faultOf(desk, said)
  if (wrong) throw new AppError('invalid-input', { field: wrong })
  const id = closureId(desk.office.id, said)
  const stamp = stampOf(desk, actor)
  const { opensAt, closesAt, nameAr, nameOther, act, ...closes } = said
  const stated = { opensAt, closesAt, nameAr, nameOther, act }
  const inForce = { removedAt: null, removedById: null, removedReason: null }
  await desk.db.write(async (tx) => {
    const known = await closureById(tx, id)
    if (known) await patchRow(tx, 'closure', id, { ...stated, ...(known.removedAt !== null && inForce) }, stamp)
    else {
      const fields: Fields = { ...closes, ...stated, recordedAt: stamp.at, recordedById: actor.userId, ...inForce }
      await createRow(tx, 'closure', id, fields, stamp)
    }
  })
  return changed(desk, id)
}

/** What each kind says, and what it does not. */
async function faultOf(desk: Desk, said: ClosureInput): Promise<string | null> {
  const { kind, firstDay, lastDay, feast, replaces, days, opensAt, closesAt } = said
  if (!isLegalDate(firstDay) || !isLegalDate(lastDay) || lastDay < firstDay) return 'lastDay'
  const lasting = kind === 'weekend' || kind === 'hours'
  if (!lasting && dayOf(lastDay) - dayOf(firstDay) > LONGEST_CLOSURE) return 'lastDay'
  if ((kind === 'feast') !== (feast !== null)) return 'feast'
  if ((kind === 'weekend') !== (days !== null)) return 'days'
  if ((kind === 'moved') !== (replaces !== null)) return 'replaces'
  if ((kind === 'hours') !== (opensAt !== null && closesAt !== null)) return 'opensAt'
  if (opensAt !== null && closesAt !== null && opensAt >= closesAt) return 'closesAt'
  if (kind !== 'feast' && !said.nameAr && !said.nameOther) return 'nameAr'
  // A holiday that is moved is one: an office that was open that day has nothing to move.
  if (replaces !== null) {
    const why = (await officeDays(desk.db.read, desk.office)).days.why(dayOf(replaces))
    const again = closureId(desk.office.id, said)
    if (why === null && !(await closureById(desk.db.read, again))) return 'replaces'
  }
  return null
}

/** Deadlines are counted by another calendar from now on: that goes on by itself. */
async function changed(desk: Desk, id: string): Promise<Closure> {
  desk.emit('calendar', 'changed', { ids: [id] })
  desk.schedule?.soon('deadlines')
  return shown(await stands(desk.db.read, id))
}

async function stands(read: Reader, id: string): Promise<ClosureRecord> {
  const found = await closureById(read, id)
  if (!found) throw new AppError('not-found')
  return found
}

const namesOf = (text: string | null): Names | null => (text === null ? null : (JSON.parse(text) as Names))

const shown = ({
  recordedByNames,
  removedAt,
  removedByNames,
  removedReason,
  kind,
  feast,
  ...row
}: ClosureRecord): Closure => ({
  ...row,
  kind: kind as Closure['kind'],
  feast: feast as Closure['feast'],
  recordedByNames: namesOf(recordedByNames),
  removed: removedAt === null ? null : { at: removedAt, byNames: namesOf(removedByNames), reason: removedReason ?? '' },
})
