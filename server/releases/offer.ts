import type { Offer, OfferRequest, UpdateReport } from '../../contract/updates'
import { offerOf } from '../../domain/updates/offer'
import { readRelease } from '../../domain/updates/release'
import { setReport } from '../db/release-reports'
import { packageSize, runningReleases } from '../db/releases'
import type { Store } from '../db/connect'
import { Failure } from '../failure'
import type { ReleaseParts } from './add'

type Asking = { id: string; office: string }

/** What this PC is told of now. */
export async function offerTo({ store, now }: ReleaseParts, device: Asking, asks: OfferRequest): Promise<Offer> {
  const rows = await runningReleases(store.pool)
  const staged = rows.flatMap(({ signed, rollout }) => {
    const release = readRelease(signed.release)
    return release ? [{ signed, release, rollout }] : []
  })
  return offerOf(staged, asks, device, now())
}

/** Bytes of a package from a place on, at most a piece. @throws not-found · bad-request */
export async function packagePiece(
  { store, packages }: ReleaseParts,
  sha512: string,
  { from, most }: { from: number; most?: number },
): Promise<Buffer> {
  const size = await sizeOf(store, sha512)
  if (from >= size) throw new Failure('bad-request')
  return packages.piece(sha512, Math.min(size, from + (most ?? size)), from).catch(isLost)
}

/** Of what pieces a package is: for who has most of them in the one before. @throws not-found */
export async function packageList({ store, packages }: ReleaseParts, sha512: string): Promise<Buffer> {
  await sizeOf(store, sha512)
  return packages.list(sha512).catch(isLost)
}

async function sizeOf({ pool }: Store, sha512: string): Promise<number> {
  const size = await packageSize(pool, sha512)
  if (size === undefined) throw new Failure('not-found')
  return size
}

/** Lost or cut on the server's disk: for whoever asks, it is not there. Adding the release again puts it back. */
function isLost(): never {
  throw new Failure('not-found')
}

export const takeReport = ({ store, now }: ReleaseParts, device: Asking, report: UpdateReport): Promise<void> =>
  setReport(store.pool, device.id, report, now())
