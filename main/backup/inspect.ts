import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import type { Backup } from '../../contract/session'
import { schemaVersion } from '../../db/migrations/version'
import { described } from './backup'
import { PARTS, readManifest, type Manifest, type Part } from './manifest'
import { measure } from './medium'

/**
 * What is in a backup, after checking its parts, and which of its scans are not there or not whole.
 * @param thorough reads every scan; otherwise their sizes say enough, and restoring reads them anyway
 * @throws backup-invalid · backup-newer
 */
export async function inspectBackup(
  folder: string,
  { thorough = false } = {},
): Promise<Backup & { manifest: Manifest }> {
  const manifest = await readManifest(folder)
  for (const part of PARTS)
    if (!(await isWhole(join(folder, part), manifest.parts[part], true)))
      throw new AppError('backup-invalid', { reason: 'damaged' })
  if (manifest.schema > schemaVersion)
    throw new AppError('backup-newer', { found: manifest.schema, known: schemaVersion })
  const missing = [...manifest.missing]
  for (const scan of manifest.scans)
    if (!(await isWhole(join(folder, 'files', scan.name), scan, thorough))) missing.push(scan.name)
  // Only its opaque name is known before somebody opens it.
  return {
    ...described(
      folder,
      manifest,
      missing.map((name) => name.slice(3, 11)),
    ),
    manifest,
  }
}

async function isWhole(path: string, said: Part, read: boolean): Promise<boolean> {
  try {
    if ((await stat(path)).size !== said.size) return false
    return !read || (await measure(path)).sha256 === said.sha256
  } catch {
    return false // not there, or not to be read
  }
}
