import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import { Database } from '../../db/core/database'
import { identityOf, isNameOf } from '../../db/core/identity'
import { officeRow } from '../../db/session/office'
import { metaValue, setMeta } from '../../db/core/meta'
import type { DataKeys, PersonKeys } from './slots'
import type { VaultFile } from './vault-file'

/** A vault somebody has opened: the database, and whose keys opened it. */
export type Opened = { db: Database; userId: string; person: PersonKeys; close: () => Promise<void> }

/** How often the vault's file was written, as the database remembers it. */
export const REVISION = 'vault.revision'

/** @param copied what is here was copied before (main/way-back): a migration need not copy it again */
export function openDatabase(folder: string, key: Buffer, copied = false): Promise<Database> {
  const file = join(folder, 'diwan.db')
  return Database.open({ file, key, backupsDir: copied ? null : join(folder, 'before-migration') })
}

/** Under the key of today, or, when a kill came between the database's last page and the vault's file, under the next. */
export async function openUnderEither(
  folder: string,
  { data, next }: DataKeys,
  copied: boolean,
): Promise<{ db: Database; rekeyed: boolean }> {
  try {
    return { db: await openDatabase(folder, data, copied), rekeyed: false }
  } catch (error) {
    if (!next || !(error instanceof AppError && error.code === 'database-damaged')) throw error
    return { db: await openDatabase(folder, next, copied), rekeyed: true }
  }
}

/**
 * The vault's file and the database are of one office and one PC, and the file is the last the database knows of.
 * @throws vault-damaged
 */
export async function assertBound(db: Database, vault: VaultFile): Promise<void> {
  const office = await officeRow(db.read)
  const known = Number((await metaValue(db.read, REVISION)) ?? 0)
  const identity = await identityOf(db.read)
  const same = office?.id === vault.officeId && identity !== undefined && isNameOf(identity, vault.deviceId)
  if (!same || vault.revision < known) throw new AppError('vault-damaged')
}

const NAME_KEY = 'files.nameKey'

/**
 * Names the scans' files and seals the number journal. It stays the same when the database is re-keyed, and goes with the
 * database into a backup. Null: none was ever kept.
 */
export async function nameKey(db: Database): Promise<Buffer | null> {
  const kept = await metaValue(db.read, NAME_KEY)
  return kept === undefined ? null : Buffer.from(kept, 'base64')
}

/** 0.1.0 named the scans by the data key itself: they keep their names. */
export async function keepNameKey(db: Database, key: Buffer): Promise<void> {
  if (!(await nameKey(db))) await db.write((tx) => setMeta(tx, NAME_KEY, key.toString('base64')))
}
