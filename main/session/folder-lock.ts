import { join } from 'node:path'
import { lockFolder } from '../../db/core/process-lock'

/** Under the lock of the whole folder; whoever opens keeps it until they call `unlock`. @throws vault-in-use */
export async function keptLocked<T>(folder: string, work: (unlock: () => Promise<void>) => Promise<T>): Promise<T> {
  const unlock = await lockFolder(join(folder, 'lock.db'))
  try {
    return await work(unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

/** Nobody else has the folder open while this is done. @throws vault-in-use */
export async function whileLocked(folder: string, work: (folder: string) => Promise<void>): Promise<void> {
  const unlock = await lockFolder(join(folder, 'lock.db'))
  try {
    await work(folder)
  } finally {
    await unlock()
  }
}
