import { open, rm, type FileHandle } from 'node:fs/promises'
import { renameWithRetries } from '../../db/core/durable'
import { asAppError } from '../../db/core/errors'

/** The file appears whole under its name or not at all; what is stopped or fails leaves nothing beside it. */
export async function writeWhole<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const beside = `${path}.part`
  try {
    const file = await open(beside, 'w', 0o600)
    let made: T
    try {
      made = await work(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await renameWithRetries(beside, path)
    return made
  } catch (error) {
    await rm(beside, { force: true })
    throw asAppError(error)
  }
}
