import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Tx } from '../../db/core/sql'
import { listedEntries } from '../../db/disposal/lists'
import { filingPlan } from '../../db/filing/plan'
import { heldClasses } from './due'

/** Nothing of it is held, hidden from whoever decides, or gone from here. @throws disposal-held · not-due */
export async function checkFree(tx: Tx, actor: Actor, id: string): Promise<void> {
  const held = await heldClasses(tx, await filingPlan(tx))
  const lines = await listedEntries(tx, actor, id, [...held])
  const count = lines.filter((line) => line.held === 1).length
  if (count > 0) throw new AppError('disposal-held', { count })
  const unseen = lines.filter((line) => line.id === null || line.seen !== 1).length
  if (unseen > 0) throw new AppError('not-due', { count: unseen })
}
