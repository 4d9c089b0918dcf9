import { can } from '../../contract/permissions'
import type { ReleaseUpload, UploadHere } from '../../contract/updates'
import { readRelease } from '../../domain/updates/release'
import { uploadCounts } from '../../domain/updates/order'
import type { Sql } from '../db/connect'
import type { DeviceRow } from '../db/devices'
import { lockManagers, managingOffice } from '../db/release-orders'
import { dropUpload, lockUpload, setUpload, touchUpload, type UploadRow } from '../db/release-uploads'
import { lockFolderShared, lockRelease, tryLockFolder } from '../db/releases'
import { Failure } from '../failure'
import { authorityIn } from '../sync/authority'
import { enter, isNoOther, NotTaken, opened, type ReleaseParts } from './add'
import { Wrong } from './package-store'

/** How far the clock of who signed it may stand from ours: an upload somebody kept is not begun again a month later. */
const APART = 24 * 60 * 60_000
/** Another PC of the office takes over what one left lying for so long. */
const STILL = 10 * 60_000
/** PostgreSQL and the scans may lie on the same disk: they never stand still for a package. */
const SPARE_BYTES = 1_000_000_000

/**
 * A release somebody brings from their window, begun or gone on with: what is here of its packages. Only what the makers signed
 * takes any place, and one release of the managing office at a time.
 * @throws unproven · outdated · no-keys · signature · bad-request · expired · under-way · no-room
 */
export async function beginUpload(parts: ReleaseParts, device: DeviceRow, upload: ReleaseUpload): Promise<UploadHere> {
  const { store, packages, now } = parts
  return store.write((sql) =>
    inWords(async () => {
      // Two that begin at once come one after the other.
      await lockManagers(sql)
      await assertManager(sql, device, upload)
      if (Math.abs(upload.at - now()) > APART) throw new Failure('outdated')
      const release = openedHere(parts, upload)
      await lockFolderShared(sql)
      isNoOther(upload.signed, release, await lockRelease(sql, release.version))
      const before = await lockUpload(sql, device.office)
      if (before && before.device !== device.id && now() - before.touchedAt < STILL) throw new Failure('under-way')
      const done = await Promise.all(release.files.map((file) => packages.arrived(file)))
      const missing = release.files.reduce((sum, { size }, i) => sum + size - (done[i] ?? 0), 0)
      if (missing > 0 && (await packages.room()) < missing + SPARE_BYTES) throw new Failure('no-room')
      await setUpload(sql, device.office, { id: upload.id, device: device.id, said: upload }, now())
      const left = readRelease(before?.said.signed.release ?? '')?.files ?? []
      for (const { sha512 } of left)
        if (!release.files.some((file) => file.sha512 === sha512)) await packages.dropPart(sha512)
      return { done }
    }),
  )
}

/**
 * Bytes of one of its packages, from where it stopped; from elsewhere they are not taken, and the answer says where that is.
 * @throws not-found · bad-request · too-large · no-room · hash-mismatch when all of it came and is not what was signed
 */
export async function takePiece(
  { store, packages, now }: ReleaseParts,
  device: DeviceRow,
  { id, sha512, from }: { id: string; sha512: string; from: number },
  bytes: Buffer,
): Promise<UploadHere> {
  return store.write(async (sql) => {
    await lockFolderShared(sql)
    const { said } = await theirs(sql, device, id)
    const files = readRelease(said.signed.release)?.files ?? []
    const file = files.find((one) => one.sha512 === sha512)
    if (!file) throw new Failure('not-found')
    if (bytes.length === 0) throw new Failure('bad-request')
    if (from + bytes.length > file.size) throw new Failure('too-large')
    if ((await packages.room()) < SPARE_BYTES) throw new Failure('no-room')
    const done = await packages.add(file, from, bytes).catch((error: unknown) => {
      throw error instanceof Wrong ? new Failure('hash-mismatch') : isFull(error) ? new Failure('no-room') : error
    })
    await touchUpload(sql, device.office, now())
    return { done: [done] }
  })
}

/** All of it is here: the release is one of the server's, and goes to nobody. @throws as beginUpload · hash-mismatch · busy */
export async function endUpload(parts: ReleaseParts, device: DeviceRow, id: string): Promise<void> {
  const { store, packages, now } = parts
  await store.write((sql) =>
    inWords(async () => {
      if (!(await tryLockFolder(sql))) throw new Failure('busy')
      const { said } = await theirs(sql, device, id)
      // Who brought it may be no administrator any more, and keys may have changed.
      await assertManager(sql, device, said)
      const entering = { signed: said.signed, release: openedHere(parts, said), addedBy: said.proof.by, at: now() }
      await enter(sql, entering, async (file) => {
        if ((await packages.arrived(file)) !== file.size) throw new Failure('hash-mismatch')
      })
      await dropUpload(sql, device.office)
    }),
  )
}

async function assertManager(sql: Sql, device: DeviceRow, upload: ReleaseUpload): Promise<void> {
  if ((await managingOffice(sql)) !== device.office) throw new Failure('unproven')
  const { trust, actor } = await authorityIn(sql, device.office, device.id)
  const giver = actor(upload.proof.by)
  if (giver === null || !can(giver, 'office:manage') || !uploadCounts(trust, upload)) throw new Failure('unproven')
}

/** Without the makers' keys nobody can say from elsewhere what lies on this server's disk. */
function openedHere({ keys, now }: ReleaseParts, { signed }: ReleaseUpload) {
  const known = keys()
  if (known === null) throw new Failure('no-keys')
  return opened(signed, known, now())
}

/** @throws not-found: never begun, ended, or another took its place */
async function theirs(sql: Sql, device: DeviceRow, id: string): Promise<UploadRow> {
  if ((await managingOffice(sql)) !== device.office) throw new Failure('unproven')
  const row = await lockUpload(sql, device.office)
  if (row?.id !== id || row.device !== device.id) throw new Failure('not-found')
  return row
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof NotTaken ? new Failure(error.code) : error
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
