import type { Stretch } from './deadline'

/** `said`: in words, and what shows it. Whoever resumes it says so with their own name. */
export type Pause = Stretch & {
  reason: string
  said: string
  byId: string
  at: number
  resumedById: string | null
  resumedAt: number | null
}
/** More of the rule's own unit (of a day that was set, days): once. */
export type Extension = { amount: number; reason: string; byId: string; at: number }

export type Running = {
  kind: string
  startedOn: string
  pauses: readonly Pause[]
  extension: Extension | null
  endedAt: number | null
}
export type ClockFault =
  'ended' | 'paused' | 'running' | 'day' | 'pieces-twice' | 'extended' | 'third-party' | 'amount' | 'ending'

const openOf = (pauses: readonly Pause[]): Pause | undefined => pauses.find(({ until }) => until === null)
export const isPaused = ({ pauses }: Pick<Running, 'pauses'>): boolean => openOf(pauses) !== undefined

/** W4: for a recorded reason only, from a day on that lies in it and not before the last one was over; missing pieces are asked for once (W6). */
export function pauseFault(clock: Running, said: { from: string; reason: string }): ClockFault | null {
  if (clock.endedAt !== null) return 'ended'
  // It waits already: for somebody else, by a day of its own.
  if (clock.kind === 'thirdParty') return 'third-party'
  if (isPaused(clock)) return 'paused'
  const last = clock.pauses.at(-1)
  if (said.from < clock.startedOn || (last?.until && said.from < last.until)) return 'day'
  return said.reason === 'pieces' && clock.pauses.some(({ reason }) => reason === 'pieces') ? 'pieces-twice' : null
}

export function resumeFault(clock: Running, until: string): ClockFault | null {
  if (clock.endedAt !== null) return 'ended'
  const open = openOf(clock.pauses)
  if (!open) return 'running'
  return until < open.from ? 'day' : null
}

/** A day that was set is moved by no more than this. */
const LONGEST = 366

/** W6: once, never after it ended, and by no more than it was long. */
export function extendFault(
  clock: Pick<Running, 'endedAt' | 'extension'> & { rule: { amount: number } },
  amount: number,
): ClockFault | null {
  if (clock.endedAt !== null) return 'ended'
  if (clock.extension !== null) return 'extended'
  return amount < 1 || amount > (clock.rule.amount || LONGEST) ? 'amount' : null
}

/** Nobody answers a wait for a third party: what it waits for comes, or does not. */
export function endFault(clock: Running, { on, ending }: { on: string; ending: string }): ClockFault | null {
  if (clock.endedAt !== null) return 'ended'
  if ((ending === 'received') !== (clock.kind === 'thirdParty') && (ending === 'received' || ending === 'answered'))
    return 'ending'
  return on < clock.startedOn ? 'day' : null
}

/** What stood, and one pause more or its last one resumed; null: what is said is neither. */
export function pauseSaid(
  before: readonly Pause[],
  after: readonly Pause[],
  same: (a: unknown, b: unknown) => boolean,
): { is: 'paused' | 'resumed'; pause: Pause } | null {
  const pause = after.at(-1)
  if (!pause) return null
  if (after.length === before.length + 1 && same(after.slice(0, -1), before))
    return pause.until === null && pause.resumedById === null ? { is: 'paused', pause } : null
  const open = before.at(-1)
  if (after.length !== before.length || open?.until !== null || pause.until === null) return null
  const { until: _until, resumedById: _by, resumedAt: _at, ...kept } = pause
  const { until: _u, resumedById: _b, resumedAt: _a, ...was } = open
  return same(kept, was) && same(after.slice(0, -1), before.slice(0, -1)) ? { is: 'resumed', pause } : null
}
