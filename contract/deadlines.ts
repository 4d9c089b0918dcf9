import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, LegalDate, Names, None, Word, filled, orNewer, paragraphs, text } from './values'

export const deadlineUnits = ['day', 'workingDay', 'month'] as const
/** What the law makes of silence (W6). */
export const silences = ['none', 'consent', 'refusal'] as const
/** Why a clock may stand still (W4, W6): pieces that are missing, asked for once; what nobody can help; a court; an order. */
export const pauseReasons = ['pieces', 'force', 'court', 'order'] as const
export const PauseReason = z.enum(pauseReasons)
export type PauseReason = z.infer<typeof PauseReason>
/** `answered` (C4); `noAction`: no further action; `received`: what a third party owed came; `mistaken`: it should not have been begun. */
export const endings = ['answered', 'noAction', 'received', 'mistaken'] as const
export const Ending = z.enum(endings)
export type Ending = z.infer<typeof Ending>

/** An answer asked for by a day, what the office counts itself, a wait for somebody else: kinds of no policy. */
export const plainKinds = ['answer', 'own', 'thirdParty'] as const

const amount = z.int().min(0).max(3_660)
const offset = z.int().min(-3_660).max(3_660)
/** How it is counted, as that stood when it began; alarms are days from its end. */
export const DeadlineRule = z.object({
  amount,
  unit: z.enum(deadlineUnits),
  firstCounts: z.boolean(),
  lastCounts: z.boolean(),
  moves: z.boolean(),
  reminder: offset,
  alarm1: offset,
  alarm2: offset,
  escalation: offset,
})
export type DeadlineRule = z.infer<typeof DeadlineRule>

/** What is said when one is begun: a type of the country's policy, or a rule of one's own, or a day. */
export const DeadlineInput = z.object({
  /** Of the country's policy, or one of `plainKinds`. */
  kind: Word,
  /** What it is for; of a wait, for whom. */
  label: text(200),
  startedOn: LegalDate,
  /** A day that was set; `answer` and `thirdParty` have one. */
  byDay: LegalDate.nullable(),
  /** Of `own`. */
  own: DeadlineRule.pick({ amount: true, unit: true, firstCounts: true, lastCounts: true, moves: true })
    .extend({ amount: z.int().min(1).max(3_660) })
    .nullable(),
})
export type DeadlineInput = z.infer<typeof DeadlineInput>

/** Where a deadline stands: on the way, at one of its alarms, paused, or a wait for a third party. */
export const places = ['running', 'reminder', 'alarm1', 'alarm2', 'escalated', 'paused', 'thirdParty'] as const
export const Place = z.enum(places)
export type Place = z.infer<typeof Place>
/** What the page has a tab for. */
export const deadlineTabs = ['escalated', 'alarm2', 'alarm1', 'reminder', 'running', 'paused', 'thirdParty'] as const

export const DeadlinePause = z.object({
  from: LegalDate,
  /** The first day that counts again; null while it lasts. */
  until: LegalDate.nullable(),
  reason: orNewer(PauseReason),
  said: z.string(),
  byNames: Names.nullable(),
  resumedByNames: Names.nullable(),
})
export const Clock = z.object({
  id: Id,
  entryId: Id,
  kind: Word,
  label: z.string(),
  rule: DeadlineRule.extend({ unit: orNewer(z.enum(deadlineUnits)) }),
  silence: orNewer(z.enum(silences)),
  startedOn: LegalDate,
  byDay: LegalDate.nullable(),
  startedByNames: Names.nullable(),
  /** Null while it is paused. */
  due: LegalDate.nullable(),
  /** On which days somebody is told: reminder, first and second alarm, escalation. Empty while it is paused. */
  alarms: z.array(LegalDate),
  place: Place.nullable(),
  pauses: z.array(DeadlinePause),
  extension: z.object({ amount: z.int(), reason: z.string(), byNames: Names.nullable(), at: Instant }).nullable(),
  ended: z
    .object({
      how: orNewer(Ending),
      on: LegalDate,
      note: z.string(),
      replyId: Id.nullable(),
      byNames: Names.nullable(),
    })
    .nullable(),
})
export type Clock = z.infer<typeof Clock>

export const DeadlineRow = z.object({
  id: Id,
  entryId: Id,
  numberText: z.string(),
  subject: z.string().nullable(),
  kind: Word,
  label: z.string(),
  silence: orNewer(z.enum(silences)),
  place: Place,
  due: LegalDate.nullable(),
  /** Where the next page begins. */
  sort: z.int(),
  /** C4: the entry was answered; the deadline still runs. */
  answered: z.boolean(),
})
export type DeadlineRow = z.infer<typeof DeadlineRow>

/** Counts stop here: "a thousand and more" says enough. */
export const MOST_COUNTED = 1_000
export const Counts = z.object({ byPlace: z.record(Place, z.int()), recounting: z.boolean() })

const OfEntry = z.array(Clock)

/** Deadlines (W4 to W6): what runs for an entry, what it was paused for, what ended it; and what is due, in the reader's rights (A2). */
export const deadlines = {
  /** By what is due first; `paused` by the day it was paused. */
  list: query({
    needs: 'register:read',
    input: z.object({ tab: z.enum(deadlineTabs), after: z.object({ sort: z.int(), id: Id }).optional() }),
    output: z.object({ rows: z.array(DeadlineRow), more: z.boolean() }),
  }),
  counts: query({ needs: 'register:read', input: None, output: Counts }),
  ofEntry: query({ needs: 'register:read', input: z.object({ entryId: Id }), output: OfEntry }),
  /** The same deadline of the same entry from the same day is one clock: said again, it is the one that is there. */
  start: command({ needs: 'deadlines:keep', input: DeadlineInput.extend({ entryId: Id }), output: OfEntry }),
  pause: command({
    needs: 'deadlines:keep',
    input: z.object({ id: Id, from: LegalDate, reason: PauseReason, said: filled(500) }),
    output: OfEntry,
  }),
  resume: command({ needs: 'deadlines:keep', input: z.object({ id: Id, until: LegalDate }), output: OfEntry }),
  /** Once (W6), by no more than its type allows. */
  extend: command({
    needs: 'deadlines:extend',
    input: z.object({ id: Id, amount: z.int().min(1).max(3_660), reason: filled(500) }),
    output: OfEntry,
  }),
  end: command({
    needs: 'deadlines:keep',
    input: z.object({ id: Id, ending: Ending, on: LegalDate, note: paragraphs(500), replyId: Id.nullable() }),
    output: OfEntry,
  }),
  /** What came to a later stage since this person was last told, by stage: said once, and never again. */
  news: command({
    needs: 'register:read',
    input: None,
    output: z.object({ byPlace: z.record(Place, z.int()), first: Id.nullable() }),
  }),
  /** An iCalendar file (RFC 5545), where the person says; null when they changed their mind. `subjects`: of ordinary entries. */
  export: command({
    needs: 'register:read',
    input: z.object({ tabs: z.array(z.enum(deadlineTabs)).min(1).max(deadlineTabs.length), subjects: z.boolean() }),
    output: z.object({ name: z.string(), deadlines: z.int() }).nullable(),
  }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['clock'] }),
}
