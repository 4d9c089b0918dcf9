import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DataSource } from 'typeorm'
import { AppError } from '../../contract/errors'
import { schemaVersion } from '../migrations/version'
import type { Opening } from './connect'
import { copyDatabase } from './copying'
import { makeFolder, renameWithRetries, syncFolder } from './durable'

/**
 * Brings the schema up to date: refuses a database from the future, copies the file before it changes anything.
 * @throws database-from-the-future { found, known }
 */
export async function migrate(writer: DataSource, opening: Opening): Promise<void> {
  const found = await schemaOf(writer)
  if (found > schemaVersion) throw new AppError('database-from-the-future', { found, known: schemaVersion })
  if (found === schemaVersion) return
  if (found > 0 && opening.backupsDir !== null) await copyAside(opening, opening.backupsDir, found)
  // What is made anew is there whole or not at all; what is changed goes on from the step it came to.
  await writer.runMigrations({ transaction: found === 0 ? 'all' : 'each' })
  await writer.query(`PRAGMA user_version = ${schemaVersion}`)
}

async function schemaOf(writer: DataSource): Promise<number> {
  const [row] = (await writer.query('PRAGMA user_version')) as { user_version: number }[]
  return row?.user_version ?? 0
}

/** A whole copy beside the backups, made before the schema changes: the way back when a migration goes wrong. */
export async function copyAside(opening: Opening, backupsDir: string, found: number): Promise<void> {
  await makeFolder(backupsDir)
  const copy = join(backupsDir, `${basename(opening.file)}.schema-${found}`)
  await rm(`${copy}.part`, { force: true })
  await copyDatabase(opening, { file: `${copy}.part`, key: opening.key })
  await renameWithRetries(`${copy}.part`, copy)
  syncFolder(backupsDir)
}
