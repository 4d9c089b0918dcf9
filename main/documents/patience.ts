import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../contract/errors'

/** About three seconds in all: a virus scanner lets go of a new file within one. */
const WAITS = [20, 60, 150, 300, 600, 900, 1200]
const HELD = new Set(['EBUSY', 'EPERM', 'EACCES'])

/**
 * Does what another program may stand in the way of for a moment: Windows refuses to rename or remove a file that a virus
 * scanner or a search indexer holds open.
 * @throws file-held when it is held for longer; whatever else went wrong, as it was.
 */
export async function patiently<T>(
  name: string,
  work: () => Promise<T>,
  wait: (ms: number) => Promise<unknown> = pause,
): Promise<T> {
  for (const ms of [...WAITS, null]) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && HELD.has(String(error.code)))) throw error
      if (ms === null) throw new AppError('file-held', { name })
      await wait(ms)
    }
  }
  throw new AppError('file-held', { name })
}
