import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, cp, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Backup } from '../../contract/session'
import { Names } from '../../contract/values'
import { Database } from '../../db/core/database'
import { asAppError } from '../../db/core/errors'
import { schemaVersion } from '../../db/schema-version'
import { countHoldings } from '../../db/documents/files'
import { personById } from '../../db/session/people'
import { dateOf } from '../../domain/text/dates'
import type { Desk } from '../desk'
import { openSlot, readVault } from '../session/slots'

const Manifest = z.object({
  format: z.literal('diwan-backup-1'),
  officeId: z.string(),
  officeNames: Names,
  madeAt: z.int(),
  schema: z.int(),
  entries: z.int(),
  files: z.int(),
  /** SHA-256 of each part, so that a damaged medium is found before anything is replaced. */
  parts: z.object({ 'diwan.db': z.string(), 'vault.json': z.string() }),
})
type Manifest = z.infer<typeof Manifest>

/** diwan-2026-11-21-194730: the office's day, the time in UTC. */
export const backupName = (now: number, timeZone: string): string =>
  `diwan-${dateOf(now, timeZone)}-${new Date(now).toISOString().slice(11, 19).replaceAll(':', '')}`

/**
 * A folder that restores anywhere with a password of this office: the encrypted database, the key slots, the encrypted
 * scans. Written under another name first; the manifest comes last, so an interrupted backup is never taken for one.
 */
export async function makeBackup(desk: Desk, parent: string, folderName: string): Promise<Backup> {
  const folder = join(parent, folderName)
  const building = `${folder}.part`
  try {
    await rm(building, { recursive: true, force: true })
    await mkdir(building, { recursive: true })
    const counts = await desk.db.quiesced(async () => {
      await copyFile(desk.db.file, join(building, 'diwan.db'))
      await copyFile(join(desk.folder, 'vault.json'), join(building, 'vault.json'))
      return countHoldings(desk.db.read)
    })
    await cp(join(desk.folder, 'files'), join(building, 'files'), {
      recursive: true,
      filter: (path) => !path.endsWith('.tmp'),
    }).catch(ignoreMissing)
    const manifest: Manifest = {
      format: 'diwan-backup-1',
      officeId: desk.office.id,
      officeNames: desk.office.names,
      madeAt: desk.clock.now(),
      schema: schemaVersion,
      entries: counts.entries,
      files: counts.files,
      parts: {
        'diwan.db': await hashOf(join(building, 'diwan.db')),
        'vault.json': await hashOf(join(building, 'vault.json')),
      },
    }
    await writeFile(join(building, 'manifest.json'), JSON.stringify(manifest, null, 2))
    await syncFile(join(building, 'diwan.db'))
    await syncFile(join(building, 'manifest.json'))
    await rename(building, folder)
    return describe(folder, manifest)
  } catch (error) {
    await rm(building, { recursive: true, force: true })
    throw asAppError(error)
  }
}

/** What is in a backup, after checking that it is whole. @throws backup-invalid · backup-newer */
export async function inspectBackup(folder: string): Promise<Backup & { officeId: string }> {
  const manifest = await readManifest(folder)
  for (const [part, hash] of Object.entries(manifest.parts)) {
    const found = await hashOf(join(folder, part)).catch(() => '')
    if (found !== hash) throw new AppError('backup-invalid', { reason: 'damaged' })
  }
  if (manifest.schema > schemaVersion)
    throw new AppError('backup-newer', { found: manifest.schema, known: schemaVersion })
  return { ...describe(folder, manifest), officeId: manifest.officeId }
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  } catch {
    throw new AppError('backup-invalid', { reason: 'manifest' })
  }
}

/**
 * Puts a backup in the place of what is here. The password is proved against the backup itself and its database opened
 * before anything is touched; what was here is kept aside. The number journal stays: it knows numbers the backup does not
 * (R3), and at the next opening those books are suspended until somebody says their last number.
 * @param folderHere the vault's folder; its database must be closed
 * @throws backup-invalid · backup-newer · backup-other-office · wrong-password · disk-full
 */
export async function restoreBackup(
  from: string,
  folderHere: string,
  here: { officeId: string } | null,
  who: { login: string; password: string },
  now: number,
): Promise<void> {
  const backup = await inspectBackup(from)
  if (here && here.officeId !== backup.officeId) throw new AppError('backup-other-office')
  const vault = readVault(join(from, 'vault.json'))
  const slot = vault.slots.find((s) => s.login === who.login)
  const unlocked = slot && (await openSlot(vault.officeId, slot, who.password))
  if (!unlocked) throw new AppError('wrong-password', { waitSeconds: 0 })
  const arriving = join(folderHere, 'arriving')
  try {
    await rm(arriving, { recursive: true, force: true })
    await mkdir(arriving, { recursive: true })
    for (const part of ['diwan.db', 'vault.json']) await copyFile(join(from, part), join(arriving, part))
    await cp(join(from, 'files'), join(arriving, 'files'), { recursive: true }).catch(ignoreMissing)
    const proof = await Database.open({ file: join(arriving, 'diwan.db'), key: unlocked.dataKey, backupsDir: arriving })
    const person = await personById(proof.read, slot.userId).finally(() => proof.close())
    // What is here is replaced only by somebody who may (least privilege, checked here too).
    if (here && !(person?.active && person.roles.includes('administrator'))) throw new AppError('forbidden')
    await swapIn(arriving, folderHere, now)
  } catch (error) {
    throw asAppError(error)
  } finally {
    await rm(arriving, { recursive: true, force: true })
  }
}

/** Left by a restore for the next opening: books the journal does not know to be up to date are then suspended (R3). */
export const RESTORED = 'restored'
const PARTS = ['vault.json', 'diwan.db', 'diwan.db-wal', 'diwan.db-shm', 'files']

async function swapIn(arriving: string, folder: string, now: number): Promise<void> {
  const aside = join(folder, `replaced-${new Date(now).toISOString().replace(/[:.]/g, '-')}`)
  await mkdir(aside, { recursive: true })
  for (const part of PARTS) await rename(join(folder, part), join(aside, part)).catch(ignoreMissing)
  await writeFile(join(folder, RESTORED), String(now))
  // vault.json last: while it is missing there is no vault, and the guided restore can be begun again.
  for (const part of [...PARTS].reverse()) await rename(join(arriving, part), join(folder, part)).catch(ignoreMissing)
}

const describe = (folder: string, { madeAt, officeNames, entries, files, schema }: Manifest): Backup => ({
  folder,
  madeAt,
  officeNames,
  entries,
  files,
  schema,
})

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Buffer)
  return hash.digest('hex')
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
