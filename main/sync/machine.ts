import type { SyncPhase } from '../../contract/sync'

/**
 * What can happen to the line. `try`: it is time, or somebody asked · `behind`: the server lacks what it had acknowledged (it
 * was restored) · `failed`: this round, for a reason of the server's · `refused`: this PC, until an administrator acts.
 */
export const lineEvents = [
  'enrolled',
  'try',
  'pushed',
  'behind',
  'pulled',
  'filed',
  'failed',
  'unreachable',
  'refused',
] as const
export type LineEvent = (typeof lineEvents)[number]

const stays = (phase: SyncPhase): Record<LineEvent, SyncPhase> => ({
  enrolled: phase,
  try: phase,
  pushed: phase,
  behind: phase,
  pulled: phase,
  filed: phase,
  failed: phase,
  unreachable: phase,
  refused: phase,
})

/** Any round ends like this, wherever it is. */
const ends = { failed: 'waiting', unreachable: 'offline', refused: 'revoked' } as const

/** Every phase answers every event: what does not concern it leaves it where it is. */
export const machine: Record<SyncPhase, Record<LineEvent, SyncPhase>> = {
  unenrolled: { ...stays('unenrolled'), enrolled: 'idle' },
  idle: { ...stays('idle'), try: 'pushing' },
  waiting: { ...stays('waiting'), try: 'pushing', enrolled: 'idle' },
  offline: { ...stays('offline'), try: 'pushing', enrolled: 'idle' },
  // Asked again only by a person: the administrator may have let this PC in again.
  revoked: { ...stays('revoked'), try: 'pushing', enrolled: 'idle' },
  pushing: { ...stays('pushing'), ...ends, pushed: 'pulling', behind: 'recovering' },
  recovering: { ...stays('recovering'), ...ends, pushed: 'pulling' },
  pulling: { ...stays('pulling'), ...ends, pulled: 'files', behind: 'recovering' },
  files: { ...stays('files'), ...ends, filed: 'idle' },
}

/** The phases in which a round is under way. */
export const working: readonly SyncPhase[] = ['pushing', 'recovering', 'pulling', 'files']

/** Seconds doubled from 5 to 300, and half of it left to chance: three hundred desks do not come back in the same second. */
export function backOffMs(failures: number, random: number): number {
  const whole = Math.min(300_000, 5_000 * 2 ** Math.max(0, failures - 1))
  return Math.round(whole * (0.5 + random / 2))
}
