import { readClock } from '../../domain/register/clock'
import { zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'

/** The time as this desk may believe it, and whether a person must confirm it first (N4). */
export const clockOf = (desk: Desk): { now: number; doubtful: boolean } =>
  readClock(
    {
      now: desk.clock.now(),
      jumpMs: desk.clock.jumpMs(),
      driftMs: desk.driftMs?.() ?? null,
      zone: zoneOf(desk.office),
    },
    desk.believed,
  )
