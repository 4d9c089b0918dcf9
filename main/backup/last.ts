import { AppError } from '../../contract/errors'
import type { Backup } from '../../contract/session'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Desk } from '../desk'

const LAST = 'backup.lastAt'

/** After the copy stands: the log says before it that somebody makes one, not that there is one. */
export async function keepLast(desk: Desk, made: Backup): Promise<void> {
  try {
    await desk.db.write((tx) => setMeta(tx, LAST, String(made.madeAt)))
  } catch (error) {
    // A whole copy is not called failed because this PC is full or was closed: the older day stands, and asks for another too early.
    if (!(error instanceof AppError)) throw error
  }
}

export async function lastMade(desk: Desk): Promise<number | null> {
  const at = await metaValue(desk.db.read, LAST)
  return at === undefined ? null : Number(at)
}
