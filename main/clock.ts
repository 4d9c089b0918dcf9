import { performance } from 'node:perf_hooks'
import type { Clock } from './desk'

/** The system's clock. It is a claim: `jumpMs` measures it against the monotonic clock since the process began. */
export function systemClock(): Clock {
  const wall = Date.now()
  const running = performance.now()
  return {
    now: Date.now,
    jumpMs: () => Math.round(Date.now() - wall - (performance.now() - running)),
  }
}
