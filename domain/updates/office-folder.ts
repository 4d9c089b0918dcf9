import type { PackageFile, Release } from '../../contract/updates'
import { compareVersions } from './version'

/** The update file of a package in the office's folder. */
export const folderName = ({ version }: Pick<Release, 'version'>, { kind, arch }: Pick<PackageFile, 'kind' | 'arch'>) =>
  `diwan-${version}-${kind}-${arch}.diwan-update`

const OURS = /^diwan-(\d{1,5}\.\d{1,5}\.\d{1,5})-([a-z]+-[a-z0-9]+)\.diwan-update(\.coming|\.[0-9a-f]{8}\.tmp)?$/

/** What `name` takes the place of: older ones of its kind. Whatever else lies in the folder is somebody's. */
export function outdatedIn(names: readonly string[], name: string): string[] {
  const one = OURS.exec(name)
  return names.filter((other) => {
    const two = OURS.exec(other)
    return one && two && one[2] === two[2] && compareVersions(two[1] ?? '', one[1] ?? '') < 0
  })
}

/** For how long a colleague's sign may stay the same, and how long is waited for them at all. */
export const STALE_MS = 40 * 60_000
export const LONGEST_MS = 24 * 3600_000

/** Another PC brings it: its last sign, since when it is the same (by our clock), and since when we wait. */
export type Waiting = { sign: string; since: number; began: number }

/**
 * Whether this PC waits for one of its own that said it fetches: while that one gives signs, and a day at most. A folder that lies,
 * or a colleague who was switched off, only delays. `instead`: the sign that is too old, and gives way to ours.
 */
export function turn(
  sign: string,
  before: Waiting | null,
  now: number,
): { wait: Waiting } | { go: true; instead: string | null } {
  // A clock that was put back begins anew, and never waits longer than it would have.
  const known = before && before.began <= before.since && before.since <= now ? before : null
  const began = known?.began ?? now
  if (now - began >= LONGEST_MS) return { go: true, instead: null }
  const since = known?.sign === sign ? known.since : now
  if (now - since >= STALE_MS) return { go: true, instead: sign }
  return { wait: { sign, since, began } }
}
