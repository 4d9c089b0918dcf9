import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, LegalDate, Names, None, Year, filled, orNewer, text } from './values'

/**
 * What changes an office's days (W4): `feast` a movable feast that was ordered, `added` a day more, `moved` a holiday kept on other days than its own, `open` a
 * day of rest that is worked, `weekend` other days of rest (a mission follows its host country), `hours` other hours (Ramadan), which close nothing.
 */
export const closureKinds = ['feast', 'added', 'moved', 'open', 'weekend', 'hours'] as const
export const ClosureKind = z.enum(closureKinds)
export type ClosureKind = z.infer<typeof ClosureKind>

/** Feasts whose day is computed, and proposed. */
export const feasts = [
  ...(['hijriNewYear', 'ashura', 'mawlid', 'fitr', 'arafat', 'adha'] as const),
  ...(['goodFriday', 'easter', 'orthodoxGoodFriday', 'orthodoxEaster', 'shamElNessim', 'liberation'] as const),
] as const
export const Feast = z.enum(feasts)
export type Feast = z.infer<typeof Feast>

const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** What is entered. `firstDay` and `lastDay` are both of it. */
export const ClosureInput = z.object({
  kind: ClosureKind,
  firstDay: LegalDate,
  lastDay: LegalDate,
  feast: Feast.nullable(),
  /** Of `moved`: the day of the holiday that is kept on these days instead. */
  replaces: LegalDate.nullable(),
  /** Of `weekend`: 1 Monday … 7 Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(6).nullable(),
  /** Of `hours`. */
  opensAt: Hour.nullable(),
  closesAt: Hour.nullable(),
  nameAr: text(200),
  nameOther: text(200),
  /** The decree or memo that ordered it: nothing is closed without one. */
  act: filled(300),
})
export type ClosureInput = z.infer<typeof ClosureInput>

export const Closure = ClosureInput.extend({
  id: Id,
  kind: orNewer(ClosureKind),
  feast: orNewer(Feast).nullable(),
  act: z.string(),
  recordedAt: Instant,
  recordedByNames: Names.nullable(),
  /** It was entered by mistake, or the act was withdrawn: it closes nothing any more, and stays readable. */
  removed: z.object({ at: Instant, byNames: Names.nullable(), reason: z.string() }).nullable(),
})
export type Closure = z.infer<typeof Closure>

/** So many are read: a century of an office that closes twenty times a year. */
export const MOST_CLOSURES = 2_000

/** The office's days (W4). Everybody reads them: every role may ask what a working day is. */
export const calendar = {
  /** All of them, removed ones too; by their first day. */
  closures: query({ needs: 'sync:read', input: None, output: z.array(Closure) }),
  /** Entered, or its act and name mended; one that was removed is in force again. */
  save: command({ needs: 'calendar:manage', input: ClosureInput, output: Closure }),
  remove: command({ needs: 'calendar:manage', input: z.object({ id: Id, reason: filled(300) }), output: Closure }),
  /** A year's closed days with the acts: diwan://print/<token>. */
  print: query({ needs: 'sync:read', input: z.object({ year: Year }), output: z.object({ url: z.string() }) }),
  changed: event({ needs: 'sync:read', payload: Ids, about: ['closure'] }),
}
