import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../contract/errors'
import type { Backup } from '../../contract/session'
import { proveDatabase } from '../../db/core/copying'
import { Database } from '../../db/core/database'
import { makeFolder, renameWithRetries, syncFolder } from '../../db/core/durable'
import { countHoldings, keptContents, type KeptContent } from '../../db/documents/files'
import { people } from '../../db/session/people'
import { localTime, type Zone } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { unwatched, type Work } from '../jobs/work'
import { sealedSize } from '../documents/sealed-file'
import { wrap } from '../session/crypto'
import { wipe } from '../session/slots'
import { readVault } from '../session/vault-file'
import { copyMeasured, measure, medium, mediumError, writeMeasured, type Medium } from './medium'
import { sealKeys, sealManifest, type Manifest, type Part } from './manifest'

/** diwan-2026-11-21-204730: day and hour as the office's clock shows them. */
export function backupName(now: number, zone: Zone): string {
  const { date, hour } = localTime(now, zone)
  return `diwan-${date}-${hour.replace(':', '')}${new Date(now).toISOString().slice(17, 19)}`
}

export const vaultContext = (officeId: string): string => `diwan backup vault ${officeId}`
/** How many missing scans are named; of the others the number says enough. */
export const NAMED = 20

type Copied = { scans: Manifest['scans']; missing: KeptContent[] }

/**
 * A folder that restores anywhere with the printed secret or an administrator's password: the database under a key of its
 * own, the sealed slots, every scan a row names. Written under another name first and said to be done when all of it, and
 * the folders above, are on the medium and have been read back from there.
 * @throws medium-full · medium-read-only · medium-gone · medium-file-too-large · file-held
 */
export async function makeBackup(
  desk: Desk,
  parent: string,
  folderName: string,
  on: Medium = medium,
  work: Work = unwatched,
): Promise<Backup> {
  const mark = `.${desk.device.id.slice(-8)}.part`
  const key = randomBytes(32)
  // Beside the vault first: a slow stick must not hold the database's snapshot, and is written from end to end once.
  const draft = join(desk.folder, 'backup.draft')
  let building: string | null = null
  try {
    await makeFolder(parent)
    await removeParts(parent, mark)
    const folder = await freeName(parent, folderName)
    building = `${folder}${mark}`
    await mkdir(building, { mode: 0o700 })
    await removeDraft(draft)
    work.progress('database', 0)
    await desk.db.copyTo(draft, key, work.signal)
    const { size } = await stat(draft)
    // As it was written, before anybody opens it: opening leaves a journal beside it.
    const database = await copyMeasured(draft, join(building, 'diwan.db'), on, (n) =>
      work.progress('database', n, size),
    )
    const facts = await readDraft(draft, key, work)
    const copied = await copyScans(desk, facts.contents, building, on, work)
    const manifest = await writeParts(desk, { database, building, key, ...facts, ...copied }, on)
    await readBack(building, manifest, key, work)
    syncFolder(building)
    await renameWithRetries(building, folder, { rename: on.rename })
    syncFolder(parent)
    return described(folder, manifest, copied.missing.map(nameOf))
  } catch (error) {
    if (building) await rm(building, { recursive: true, force: true }).catch(() => undefined)
    // Stopped is stopped, whatever was cut by it said.
    throw work.signal.aborted ? work.signal.reason : mediumError(error)
  } finally {
    await removeDraft(draft)
    wipe(key)
  }
}

type Facts = { entries: number; schema: number; contents: KeptContent[]; administrators: string[] }

/** Counted in the copy itself: what it holds, not what the desk holds by now. */
async function readDraft(draft: string, key: Buffer, { signal }: Work): Promise<Facts> {
  const { schema } = await proveDatabase({ file: draft, key }, signal)
  const db = await Database.open({ file: draft, key, backupsDir: dirname(draft) })
  try {
    const { entries } = await countHoldings(db.read)
    const administrators = (await people(db.read)).filter((p) => p.active && p.roles.includes('administrator'))
    return { entries, schema, contents: await keptContents(db.read), administrators: administrators.map((p) => p.id) }
  } finally {
    await db.close()
  }
}

async function copyScans(
  desk: Desk,
  contents: readonly KeptContent[],
  building: string,
  on: Medium,
  work: Work,
): Promise<Copied> {
  const copied: Copied = { scans: [], missing: [] }
  await mkdir(join(building, 'files'), { mode: 0o700 })
  for (const [i, content] of contents.entries()) {
    const watched = (): void => work.progress('scans', i, contents.length)
    watched()
    const name = desk.files.placeOf(content.sha256)
    const source = join(desk.folder, 'files', name)
    const found = await stat(source).catch(() => null)
    if (found?.size !== sealedSize(content.size)) {
      copied.missing.push(content)
      continue
    }
    const target = join(building, 'files', name)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    copied.scans.push({ name, ...(await copyMeasured(source, target, on, watched)) })
  }
  for (const folder of await readdir(join(building, 'files'))) syncFolder(join(building, 'files', folder))
  syncFolder(join(building, 'files'))
  return copied
}

async function writeParts(
  desk: Desk,
  o: Facts & Copied & { database: Part; building: string; key: Buffer },
  on: Medium,
): Promise<Manifest> {
  const { id: officeId, names: officeNames } = desk.office
  const vault = { ...readVault(join(desk.folder, 'vault.json')), unseen: null }
  const sealed = wrap(o.key, Buffer.from(JSON.stringify(vault)), vaultContext(officeId))
  const keys = JSON.stringify(sealKeys(vault, o.administrators, o.key), null, 2)
  const parts = {
    'diwan.db': o.database,
    'vault.sealed': await writeMeasured(join(o.building, 'vault.sealed'), sealed, on),
    'keys.json': await writeMeasured(join(o.building, 'keys.json'), keys, on),
  }
  const { entries, schema, scans } = o
  const missing = o.missing.map((content) => desk.files.placeOf(content.sha256))
  const facts = {
    format: 'diwan-backup-2' as const,
    officeId,
    deviceId: desk.device.id,
    officeNames,
    madeAt: desk.clock.now(),
  }
  const manifest = sealManifest({ ...facts, schema, entries, parts, scans, missing }, o.key, desk.device.sign)
  // Last, so that what was interrupted is never taken for a backup.
  await writeMeasured(join(o.building, 'manifest.json'), JSON.stringify(manifest), on)
  return manifest
}

/** From the medium: the database opens, has the entries it should, and every other part is what was written. */
async function readBack(building: string, manifest: Manifest, key: Buffer, work: Work): Promise<void> {
  const { size: whole } = manifest.parts['diwan.db']
  work.progress('checking', 0, whole)
  const { entries } = await proveDatabase({ file: join(building, 'diwan.db'), key }, work.signal)
  const { sha256 } = await measure(join(building, 'diwan.db'), (n) => work.progress('checking', n, whole))
  if (entries !== manifest.entries || sha256 !== manifest.parts['diwan.db'].sha256) throw new AppError('medium-gone')
  for (const { name, size } of manifest.scans)
    if ((await stat(join(building, 'files', name))).size !== size) throw new AppError('medium-gone')
}

const removeDraft = async (draft: string): Promise<void> => {
  for (const part of ['', '-wal', '-shm', '-journal']) await rm(`${draft}${part}`, { force: true })
}

/** Left by a backup of this PC that was cut: never a backup, and in the way. */
async function removeParts(parent: string, mark: string): Promise<void> {
  for (const name of await readdir(parent))
    if (name.startsWith('diwan-') && name.endsWith(mark)) await rm(join(parent, name), { recursive: true, force: true })
}

async function freeName(parent: string, name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const free = join(parent, n === 1 ? name : `${name}-${n}`)
    if (!existsSync(free)) return free
  }
}

/** و/2026/00012 scan.pdf */
export const nameOf = ({ numberText, name }: KeptContent): string => [numberText, name].filter(Boolean).join(' ')

export const described = (folder: string, manifest: Manifest, missing: readonly string[]): Backup => ({
  folder,
  madeAt: manifest.madeAt,
  officeNames: manifest.officeNames,
  entries: manifest.entries,
  files: manifest.scans.length + manifest.missing.length,
  filesMissing: missing.length,
  missing: missing.slice(0, NAMED),
  schema: manifest.schema,
})
