import { randomBytes } from 'node:crypto'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../contract/errors'
import { Database } from '../../db/core/database'
import { asAppError } from '../../db/core/errors'
import { syncTree } from '../../db/core/durable'
import { countHoldings, keptContents, type KeptContent } from '../../db/documents/files'
import { forgetContents } from '../documents/holding'
import { identityOf, isNameOf } from '../../db/core/identity'
import { deviceRow, officeRow } from '../../db/session/office'
import { FileStore } from '../documents/file-store'
import { ARRIVING } from '../session/leftovers'
import { nameKey } from '../session/vault-database'
import { unwrap } from '../session/crypto'
import type { Session } from '../session/session'
import { RESTORED } from '../session/swap'
import { isOld, wipe } from '../session/slots'
import { parseVault, sealedForAll, stamped, writeVault, type VaultFile } from '../session/vault-file'
import { NAMED, nameOf, vaultContext } from './backup'
import { madeBy, manifestHolds, type Manifest } from './manifest'
import { codeOf, copyMeasured, mediumError } from './medium'

const damaged = (): AppError => new AppError('backup-invalid', { reason: 'damaged' })

/**
 * Brings a backup into the side folder and proves it there: every part is what the manifest says, the manifest is of whoever
 * made it, vault, database and office are one, the entries are counted, the scans are there. Then it gets a data key of its
 * own: an older copy of its vault opens nothing.
 * @throws backup-invalid · backup-other-office · backup-incomplete · disk-full
 */
export async function bringIn(
  s: Session,
  from: string,
  manifest: Manifest,
  key: Buffer,
  { incomplete, now }: { incomplete: boolean; now: number },
): Promise<void> {
  const arriving = join(s.vault.folder, ARRIVING)
  await rm(arriving, { recursive: true, force: true })
  try {
    if (!manifestHolds(manifest, key)) throw damaged()
    await mkdir(join(arriving, 'files'), { recursive: true, mode: 0o700 })
    const copied = await copyMeasured(join(from, 'diwan.db'), join(arriving, 'diwan.db'))
    if (copied.sha256 !== manifest.parts['diwan.db'].sha256) throw damaged()
    const vault = await vaultOf(from, manifest, key)
    const there = await copyScans(from, arriving, manifest)
    await settleIn(s, arriving, { vault, manifest, key, there, incomplete })
    await s.vault.opening.describe(arriving)
    await writeFile(join(arriving, RESTORED), String(now), { mode: 0o600 })
    await syncTree(arriving)
  } catch (error) {
    await rm(arriving, { recursive: true, force: true })
    throw readingError(error)
  }
}

async function vaultOf(from: string, manifest: Manifest, key: Buffer): Promise<VaultFile> {
  const plain = unwrap(key, await readFile(join(from, 'vault.sealed'), 'utf8'), vaultContext(manifest.officeId))
  if (!plain) throw damaged()
  const vault = parseVault(plain.toString())
  if (vault.officeId !== manifest.officeId) throw damaged()
  return vault
}

/** @returns the names of the scans that came whole. */
async function copyScans(from: string, arriving: string, manifest: Manifest): Promise<Set<string>> {
  const whole = new Set<string>()
  for (const { name, sha256 } of manifest.scans) {
    const target = join(arriving, 'files', name)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    // One that cannot be read is missing; it does not stop the others.
    const copied = await copyMeasured(join(from, 'files', name), target).catch((error: unknown) => {
      if (['ENOENT', 'EIO', 'EACCES'].includes(codeOf(error))) return null
      throw error
    })
    if (copied?.sha256 === sha256) whole.add(name)
    else await rm(target, { force: true })
  }
  // A stick that was pulled out takes all of them with it: that is another sentence.
  await access(join(from, 'manifest.json'))
  return whole
}

/** The vault's own disk may be full; whatever else fails here is the medium. */
const readingError = (error: unknown): unknown => (codeOf(error) === 'ENOSPC' ? asAppError(error) : mediumError(error))

async function settleIn(
  s: Session,
  arriving: string,
  o: { vault: VaultFile; manifest: Manifest; key: Buffer; there: Set<string>; incomplete: boolean },
): Promise<void> {
  const data = randomBytes(32)
  const db = await Database.open({
    file: join(arriving, 'diwan.db'),
    key: o.key,
    backupsDir: join(arriving, 'before-migration'),
  })
  try {
    await assertOne(s, db, o.vault, o.manifest)
    const names = await nameKey(db)
    if (!names) throw damaged()
    const store = new FileStore(join(arriving, 'files'), names)
    const contents = await keptContents(db.read)
    const missing = contents.filter((content) => !o.there.has(store.placeOf(content.sha256)))
    if (missing.length > 0 && !o.incomplete) throw notWhole(contents.length, missing)
    await db.write((tx) =>
      forgetContents(
        tx,
        missing.map((content) => content.sha256),
      ),
    )
    await db.rekey(data)
  } finally {
    await db.close()
  }
  await rm(join(arriving, 'before-migration'), { recursive: true, force: true })
  const keys = { data, next: null }
  await writeVault(
    join(arriving, 'vault.json'),
    stamped(sealedForAll(withSlotsOfToday(o.vault, s.vault.read()), keys), keys),
  )
  wipe(data)
}

function notWhole(of: number, missing: readonly KeptContent[]): AppError {
  const names = missing.slice(0, NAMED).map(nameOf).join(', ')
  return new AppError('backup-incomplete', { found: of - missing.length, of, names })
}

/** Vault, database, office and PC are the same everywhere; and when an office is here, its PC is one this office knows. */
async function assertOne(s: Session, db: Database, vault: VaultFile, manifest: Manifest): Promise<void> {
  const office = await officeRow(db.read)
  const device = await deviceRow(db.read, manifest.deviceId)
  const identity = await identityOf(db.read)
  const one =
    office?.id === manifest.officeId &&
    office.recoveryKey === vault.recovery.publicKey &&
    identity?.id === manifest.deviceId &&
    isNameOf(identity, vault.deviceId) &&
    device !== undefined &&
    madeBy(manifest, device.publicKey) &&
    (await countHoldings(db.read)).entries === manifest.entries
  if (!one) throw damaged()
  const here = s.backgroundDesk
  if (!here) return
  const known = await deviceRow(here.db.read, manifest.deviceId)
  if (known?.publicKey !== device.publicKey) throw new AppError('backup-other-office')
}

/**
 * Whoever was removed here since the backup gets no slot back with it; whoever changed their password keeps today's.
 * Nothing is known of a PC whose own vault cannot be read.
 */
function withSlotsOfToday(backup: VaultFile, here: VaultFile | null): VaultFile {
  if (!here) return backup
  const slots = backup.slots.flatMap((slot) => {
    const today = here.slots.find((known) => known.userId === slot.userId)
    if (!today) return []
    return isOld(slot) || isOld(today) || today.box !== slot.box ? [slot] : [today]
  })
  return { ...backup, slots, revision: Math.max(backup.revision, here.revision) }
}
