/** Who keeps a wall, who is let in, and whether it stands. */
export type Wall = { keeperId: string; team: readonly string[]; standing: boolean }
/** Whoever changes it: `keeps` and `oversees` are their rights in the office. */
export type Changer = { userId: string; keeps: boolean; oversees: boolean }

/** More than anybody trusts with a secret. */
export const MOST_IN_TEAM = 40

const isWhole = ({ keeperId, team }: Wall): boolean =>
  team.includes(keeperId) && team.length <= MOST_IN_TEAM && new Set(team).size === team.length

/** P4: whoever may keep one raises it, around a card they see; who keeps it is let in. */
export const mayRaise = (wall: Wall, by: Changer): boolean => by.keeps && wall.standing && isWhole(wall)

/**
 * P4: a wall that stands is changed by its keeper, and by whoever oversees the walls of the office; the latter from outside too, because a keeper
 * may fall ill, but never for themselves: nobody lets themselves in, and nobody outside takes it down.
 */
export function mayChange(stands: Wall, next: Wall, by: Changer): boolean {
  if (!stands.standing) return mayRaise(next, by)
  const isKeeper = stands.keeperId === by.userId
  const isInside = stands.team.includes(by.userId)
  if (!isWhole(next) || !(isKeeper || by.oversees)) return false
  if (!next.standing) return isInside
  return isInside || !next.team.includes(by.userId)
}

/** Minutes for which a glass may be broken, and the usual ones. */
export const glassMinutes = [15, 30, 60, 120] as const
export const MOST_GLASS_MS = 120 * 60_000

/** P4: somebody who keeps or oversees takes note; whoever broke it does not put their own away. */
export const mayNote = (brokenBy: string, by: Changer): boolean => (by.keeps || by.oversees) && brokenBy !== by.userId
