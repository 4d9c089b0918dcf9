import { z } from 'zod'
import { LegalDate } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import {
  endFault,
  extendFault,
  pauseFault,
  pauseSaid,
  resumeFault,
  type Extension,
  type Pause,
  type Running,
} from '../calendar/clock'
import { clockId } from '../calendar/ids'
import { canonical } from '../sync/canonical'
import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, line, optional, text, withMembers, word } from './field'
import { has, isOwn, only, type Asked, type Pusher, type Refusal } from './writing'

const ended = { group: 'ended', nullable: true }
const amount = z.int().min(0).max(3_660)
const offset = z.int().min(-3_660).max(3_660)
const flag = z.boolean()
const Counting = { amount, unit: word, firstCounts: flag, lastCounts: flag, moves: flag }
const Alarms = { reminder: offset, alarm1: offset, alarm2: offset, escalation: offset }
const Pauses = z
  .array(
    withMembers({
      from: LegalDate,
      until: LegalDate.nullable(),
      reason: word,
      said: line(500),
      byId: Id,
      at: Instant,
      resumedById: Id.nullable(),
      resumedAt: Instant.nullable(),
    }),
  )
  .max(20)
const Extended = withMembers({ amount: z.int().min(1).max(3_660), reason: line(500), byId: Id, at: Instant })

export const runningOf = (row: Fields): Running => ({
  kind: String(row['kind']),
  startedOn: String(row['startedOn']),
  pauses: (row['pauses'] ?? []) as unknown as Pause[],
  extension: (row['extension'] ?? null) as unknown as Extension | null,
  endedAt: (row['endedAt'] ?? null) as number | null,
})
const same = (a: unknown, b: unknown): boolean =>
  canonical(a as Parameters<typeof canonical>[0]) === canonical(b as Parameters<typeof canonical>[0])

/** Who began it first, and when: never written again. */
const BEGUN = ['startedAt', 'startedById', 'deviceId']
const ENDED = ['ending', 'endedOn', 'endedAt', 'endedById', 'endNote', 'replyId']

/** One thing at a time, in the name of whoever says it, and only what its state allows (W4, W6). */
function moves({ fields, user }: Asked, row: Fields, who: Pusher): Refusal | null {
  const clock = runningOf(row)
  if (BEGUN.some((name) => name in fields)) return 'forbidden'
  const ends = ENDED.some((name) => name in fields)
  if ([ends, 'pauses' in fields, 'extension' in fields].filter(Boolean).length !== 1) return 'wrong-state'
  if (ends) {
    if (fields['endedById'] !== user) return 'forbidden'
    const said = { on: String(fields['endedOn']), ending: String(fields['ending']) }
    return fields['endedAt'] && fields['ending'] && endFault(clock, said) === null ? null : 'wrong-state'
  }
  if ('extension' in fields) {
    const said = fields['extension'] as Fields | null
    if (!has(who, 'deadlines:extend') || said?.['byId'] !== user) return 'forbidden'
    const rule = row['rule'] as { amount: number }
    return extendFault({ ...clock, rule }, Number(said['amount'])) === null ? null : 'wrong-state'
  }
  const said = pauseSaid(clock.pauses, (fields['pauses'] ?? []) as unknown as Pause[], same)
  if (!said) return 'wrong-state'
  const { is, pause } = said
  if ((is === 'paused' ? pause.byId : pause.resumedById) !== user) return 'forbidden'
  const fault = is === 'paused' ? pauseFault(clock, pause) : resumeFault(clock, String(pause.until))
  return fault === null ? null : 'wrong-state'
}

/**
 * A deadline that runs for an entry (W4 to W6), or a wait for a third party: from which day on, how it is counted as that stood when it began, when it
 * stood still and why, and what ended it. When it is due follows from this and the office's calendar; no desk says it.
 */
export const clock = entity({
  fields: {
    entryId: text(Id, fixed),
    /** A type of the country's policy, or `answer`, `own`, `thirdParty`. */
    kind: text(word, fixed),
    /** What it is for, where its kind does not say; of a wait, for whom. */
    label: text(line(200), fixed),
    rule: json(withMembers({ ...Counting, ...Alarms }), fixed),
    /** What the law makes of silence. */
    silence: text(word, fixed),
    startedOn: text(LegalDate, fixed),
    /** A day somebody set; without it the rule counts. */
    byDay: text(LegalDate, { ...fixed, ...optional }),
    startedAt: int(Instant),
    startedById: text(Id),
    deviceId: text(Id),
    pauses: json(Pauses.nullable(), optional),
    extension: json(Extended.nullable(), optional),
    ending: text(word, ended),
    endedOn: text(LegalDate, ended),
    endedAt: int(Instant, ended),
    endedById: text(Id, ended),
    endNote: text(line(500), ended),
    /** C4: the entry that answered. */
    replyId: text(Id, ended),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) => {
    if (!has(who, 'deadlines:keep')) return 'forbidden'
    if (row !== null) return moves(op, row, who)
    const { id, fields, user } = op
    const isNew = ['pauses', 'extension', ...ENDED].every((name) => (fields[name] ?? null) === null)
    const itself = id === clockId(who.actor?.officeId ?? '', fields as Parameters<typeof clockId>[1])
    return only(isNew && itself && fields['startedById'] === user && isOwn(who, fields['deviceId']))
  },
  firstSays: BEGUN,
  title: () => ['label', 'kind'],
  tells: [
    { feature: 'deadlines', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
