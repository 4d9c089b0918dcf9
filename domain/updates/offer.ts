import type { Offer, OfferRequest, Release, Rollout, SignedRelease } from '../../contract/updates'
import { misfit } from './release'
import { isOffered } from './rollout'
import { compareVersions } from './version'

/** A release at the server: as it was signed, what it says, and to whom it goes now. */
export type Staged = { signed: SignedRelease; release: Release; rollout: Rollout }

/** What a PC that asks is told of: the newest that is for it and whose turn has come, and what it must not stay below. */
export function offerOf(
  staged: readonly Staged[],
  asks: OfferRequest,
  device: { id: string; office: string },
  now: number,
): Offer {
  const told = staged
    .filter(({ release, rollout }) => isOffered(rollout, release.version, device, now))
    .map((one) => ({ ...one, why: misfit(one.release, { ...asks, now }) }))
    .sort((a, b) => compareVersions(b.release.version, a.release.version))
  const next = told.find(({ why }) => why === null)
  if (!next) return { release: null, minimum: null }
  // Who is too old for the forced one takes the step before it, and is told that it is not the last.
  const forced = told.find(({ why, rollout }) => rollout.forced && (why === null || why === 'tooOld'))
  return { release: next.signed, minimum: forced?.release.version ?? null }
}
