import type { ReleaseHere, ReleaseOverview } from '../../contract/updates'
import { Names } from '../../contract/values'
import { readRelease } from '../../domain/updates/release'
import { compareVersions } from '../../domain/updates/version'
import { officeRows } from '../db/offices'
import { managingOffice } from '../db/release-orders'
import { pcsHere } from '../db/release-reports'
import { allReleases, type ReleaseRow } from '../db/releases'
import { Failure } from '../failure'
import type { ReleaseParts } from './add'

/** Who has what, who failed and why: names of offices and PCs and what PCs said of their program, and nothing else of them. */
export function overviewHere({ store }: Pick<ReleaseParts, 'store'>): Promise<ReleaseOverview> {
  return store.snapshot(async (sql) => ({
    offices: (await officeRows(sql)).map(({ id, fields }) => ({
      id,
      names: Names.safeParse(fields?.['names']).data ?? null,
    })),
    releases: (await allReleases(sql))
      .flatMap((row) => here(row) ?? [])
      .sort((a, b) => compareVersions(b.version, a.version)),
    pcs: await pcsHere(sql),
  }))
}

/** For PCs of the office that manages releases; for others there is none. @throws not-found */
export async function overviewFor(parts: ReleaseParts, device: { office: string }): Promise<ReleaseOverview> {
  if ((await managingOffice(parts.store.pool)) !== device.office) throw new Failure('not-found')
  return overviewHere(parts)
}

function here({ signed, rollout, addedAt, orderedAt }: ReleaseRow): ReleaseHere | null {
  const release = readRelease(signed.release)
  if (!release) return null
  const { version, channel, madeAt, expiresAt } = release
  return { version, channel, madeAt, expiresAt, addedAt, rollout, orderedAt }
}
