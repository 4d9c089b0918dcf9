import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { renameWithRetries } from '../../db/core/durable'
import { asAppError } from '../../db/core/errors'
import { writeZip } from '../exchange/zip'
import { sourceOf } from './source'

/** What every program that opens a zip can count to: more stays a folder. */
const MOST_FILES = 60_000
const MOST_OCTETS = 4_000_000_000

/**
 * A package that lies whole in its folder becomes one file beside it, which takes its place. A kill on the way leaves the folder, which is a package too.
 * @returns false where it is more than a zip can hold: the folder stays
 */
export async function zipPackage(parent: string, name: string): Promise<boolean> {
  const folder = join(parent, name)
  const source = await sourceOf(folder)
  const sizes = await Promise.all(source.paths.map(async (path) => (await stat(join(folder, path))).size))
  const octets = sizes.reduce((sum, size) => sum + size, 0)
  if (sizes.length > MOST_FILES || octets > MOST_OCTETS) return false
  const beside = join(parent, `${name}.zip.part`)
  try {
    // What a kill left under this name was nobody's package.
    await rm(beside, { force: true })
    const file = await open(beside, 'wx', 0o600)
    try {
      await writeZip(
        file,
        [...source.paths].sort().map((path) => ({ name: `${name}/${path}`, bytes: source.read(path) })),
      )
      await file.sync()
    } finally {
      await file.close()
    }
    await renameWithRetries(beside, join(parent, `${name}.zip`))
  } catch (error) {
    await rm(beside, { force: true })
    throw asAppError(error)
  }
  await rm(folder, { recursive: true, force: true })
  return true
}
