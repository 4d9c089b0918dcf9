import type { Offer, OfferRequest, UpdateReport } from '../../contract/updates'
import { offerOf } from '../../domain/updates/offer'
import { readRelease } from '../../domain/updates/release'
import { setReport } from '../db/release-reports'
import { packageSize, runningReleases } from '../db/releases'
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
export async function packagePiece({ store, packages }: ReleaseParts, sha512: string, from: number): Promise<Buffer> {
  const size = await packageSize(store.pool, sha512)
  if (size === undefined) throw new Failure('not-found')
  if (from >= size) throw new Failure('bad-request')
  return packages.piece(sha512, size, from).catch(() => {
    // Lost or cut on the server's disk: for whoever asks, it is not there. Adding the release again puts it back.
    throw new Failure('not-found')
  })
}

export const takeReport = ({ store, now }: ReleaseParts, device: Asking, report: UpdateReport): Promise<void> =>
  setReport(store.pool, device.id, report, now())
