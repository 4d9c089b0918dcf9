import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import { plainKinds, type DeadlineInput, type DeadlineRule, type deadlines } from '../../contract/deadlines'
import type { Actor } from '../../contract/permissions'
import type { Country } from '../../contract/values'
import type { Fields, Plain } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { clockById, entryFor, isClock, type ClockRecord } from '../../db/deadlines/clocks'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow, patchRow } from '../../db/outbox/changes'
import { maySee } from '../../db/visibility/sight'
import {
  endFault,
  extendFault,
  pauseFault,
  resumeFault,
  type ClockFault,
  type Pause,
} from '../../domain/calendar/clock'
import { dateOfDay, dayOf } from '../../domain/calendar/days'
import { clockId } from '../../domain/calendar/ids'
import { dueOf } from '../../domain/calendar/standing'
import { PLAIN_RULE, deadlineTypes, extensionOf, longRule } from '../../domain/policies/deadlines'
import { officeDays } from '../calendar/days'
import { stampOf, type Desk } from '../desk'
import { dayHere } from './standing'

type Input<K extends 'pause' | 'resume' | 'extend' | 'end'> = z.infer<(typeof deadlines)[K]['input']>
const wrong = (field: string): AppError => new AppError('invalid-input', { field })

/** How a deadline of this kind is counted here, and what silence means (W5, W6). @throws invalid-input { field } */
export function ruleFor(
  country: Country,
  { kind, own, byDay, label, startedOn }: DeadlineInput,
): { rule: DeadlineRule; silence: string } {
  const type = deadlineTypes[country].find((one) => one.kind === kind)
  if (type) {
    if (byDay !== null || own !== null) throw wrong('kind')
    return { rule: type.rule, silence: type.silence }
  }
  if (!(plainKinds as readonly string[]).includes(kind)) throw wrong('kind')
  if (kind !== 'answer' && label === '') throw wrong('label')
  if (kind === 'own') {
    if (own === null || byDay !== null) throw wrong('own')
    return { rule: { ...(own.amount >= 40 ? longRule : PLAIN_RULE), ...own }, silence: 'none' }
  }
  if (byDay === null || own !== null || byDay < startedOn) throw wrong('byDay')
  // It is the day somebody named: it moves nowhere.
  return { rule: { ...PLAIN_RULE, amount: 0, unit: 'day', moves: false }, silence: 'none' }
}

/**
 * A deadline begins for an entry this person sees, in the caller's transaction and as a command of its own: a server that does not know deadlines yet keeps
 * it waiting, and not the entry. Said again, it is the one that is there.
 * @throws not-found · already-cancelled · invalid-input
 */
export async function beginDeadline(
  desk: Desk,
  tx: Tx,
  actor: Actor,
  entryId: string,
  said: DeadlineInput,
): Promise<string> {
  const entry = await entryFor(tx, entryId)
  if (!entry || !(await maySee(tx, actor, 'entry', entryId))) throw new AppError('not-found')
  if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
  if (dayOf(said.startedOn) > dayHere(desk).today) throw wrong('startedOn')
  const { rule, silence } = ruleFor(desk.office.country, said)
  const { kind, label, startedOn, byDay } = said
  const begun: Fields = { entryId, kind, label, rule: rule as Plain, silence, startedOn, byDay }
  const id = clockId(desk.office.id, begun as Parameters<typeof clockId>[1])
  if (await isClock(tx, id)) return id
  await assertEntryTranscribed(tx, entryId)
  const stamp = stampOf(desk, actor)
  const by = { startedAt: stamp.at, startedById: actor.userId, deviceId: desk.device.id }
  await createRow(tx, 'clock', id, { ...begun, ...by }, stamp)
  return id
}

/** @returns the entry it is of. @throws not-found · stale: somebody paused, resumed or ended it meanwhile · invalid-input */
async function change(
  desk: Desk,
  actor: Actor,
  id: string,
  to: (clock: ClockRecord, tx: Tx) => Fields | Promise<Fields>,
): Promise<string> {
  const stamp = stampOf(desk, actor)
  return desk.db.write(async (tx) => {
    const clock = await clockById(tx, actor, id)
    if (!clock) throw new AppError('not-found')
    await patchRow(tx, 'clock', id, await to(clock, tx), stamp)
    return clock.entryId
  })
}

function check(fault: ClockFault | null, day: string): void {
  if (fault !== null) throw fault === 'day' ? wrong(day) : new AppError('stale')
}

/** W4: a clock stands still only for a recorded reason, from a day that has come and in which it still ran. */
export const pauseClock = (desk: Desk, actor: Actor, { id, from, reason, said }: Input<'pause'>): Promise<string> =>
  change(desk, actor, id, async (clock, tx) => {
    check(pauseFault(clock, { from, reason }), 'from')
    const { days } = await officeDays(tx, desk.office)
    const due = dueOf(days, clock)
    if (dayOf(from) > dayHere(desk).today || (due !== null && from > dateOfDay(due))) throw wrong('from')
    const pause: Pause = {
      ...{ from, until: null, reason, said, byId: actor.userId, at: desk.clock.now() },
      ...{ resumedById: null, resumedAt: null },
    }
    return { pauses: [...clock.pauses, pause] as unknown as Plain }
  })

export const resumeClock = (desk: Desk, actor: Actor, { id, until }: Input<'resume'>): Promise<string> =>
  change(desk, actor, id, (clock) => {
    check(resumeFault(clock, until), 'until')
    if (dayOf(until) > dayHere(desk).today) throw wrong('until')
    const resumed = { until, resumedById: actor.userId, resumedAt: desk.clock.now() }
    const pauses = clock.pauses.map((one) => (one.until === null ? { ...one, ...resumed } : one))
    return { pauses: pauses as unknown as Plain }
  })

/** W6: once, by no more than its type allows. */
export const extendClock = (desk: Desk, actor: Actor, { id, amount, reason }: Input<'extend'>): Promise<string> =>
  change(desk, actor, id, (clock) => {
    const fault = extendFault(clock, amount)
    if (fault === 'amount' || amount > extensionOf(desk.office.country, clock)) throw wrong('amount')
    check(fault, 'amount')
    return { extension: { amount, reason, byId: actor.userId, at: desk.clock.now() } as Plain }
  })

/** C4: an answer is an entry that answers this one. */
export const endClock = (desk: Desk, actor: Actor, { id, ending, on, note, replyId }: Input<'end'>): Promise<string> =>
  change(desk, actor, id, async (clock, tx) => {
    check(endFault(clock, { on, ending }), 'on')
    if (dayOf(on) > dayHere(desk).today) throw wrong('on')
    if (replyId !== null) {
      const reply = ending === 'answered' ? await entryFor(tx, replyId) : undefined
      if (reply?.replyToId !== clock.entryId || !(await maySee(tx, actor, 'entry', replyId))) throw wrong('replyId')
    }
    const at = desk.clock.now()
    return { ending, endedOn: on, endedAt: at, endedById: actor.userId, endNote: note, replyId }
  })
