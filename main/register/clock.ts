import { readClock } from '../../domain/register/clock'
import type { Desk } from '../desk'

/** The time as this desk may believe it, and whether a person must confirm it first (N4). */
export const clockOf = (desk: Desk): { now: number; doubtful: boolean } =>
  readClock(
    {
      now: desk.clock.now(),
      jumpMs: desk.clock.jumpMs(),
      driftMs: desk.driftMs?.() ?? null,
      timeZone: desk.office.timeZone,
    },
    desk.believed,
  )
