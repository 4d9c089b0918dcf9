import { performance } from 'node:perf_hooks'
import type { Clock } from './desk'

/** `sleeps` and `wakes` are told by the system: what passes between them is no jump. */
export type SystemClock = Clock & { sleeps(): void; wakes(): void }

/** The system's clock. It is a claim: `jumpMs` measures it against the monotonic clock since the process began. */
export function systemClock(
  wallNow: () => number = Date.now,
  runningNow: () => number = () => performance.now(),
): SystemClock {
  const began = wallNow() - runningNow()
  let slept = 0
  let fellAsleep: number | null = null
  const moved = (): number => Math.round(wallNow() - runningNow() - began)
  return {
    now: wallNow,
    jumpMs: () => moved() - slept,
    sleeps: () => (fellAsleep ??= moved()),
    wakes: () => {
      // The running time stands still in sleep on some systems and not on others; a clock set back meanwhile is a jump.
      if (fellAsleep !== null) slept += Math.max(0, moved() - fellAsleep)
      fellAsleep = null
    },
  }
}
