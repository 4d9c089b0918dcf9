import { levels, type Level } from '../../contract/values'

const HIGHEST = levels.length - 1

/** 0 ordinary … 3 secret (A1). A level that a newer version added counts as the highest; so does none at all. */
export function rankOf(level: unknown): number {
  const rank = levels.findIndex((known) => known === level)
  return rank < 0 ? HIGHEST : rank
}

/** A clearance this version does not know gives nothing. */
export const clearanceRank = (clearance: unknown): number =>
  Math.max(0, (levels as readonly unknown[]).indexOf(clearance))

export const isHighest = (rank: number): boolean => rank >= HIGHEST

/** As the window is told: what is unknown is handled like the highest. */
export const shownLevel = (level: unknown): Level => levels.find((known) => known === level) ?? 'secret'

/** A1: lowering is for authority; leaving a level nobody here knows is lowering it. */
export function isLower(to: unknown, from: unknown): boolean {
  if (to === from) return false
  return levels.some((known) => known === from) ? rankOf(to) < rankOf(from) : true
}
