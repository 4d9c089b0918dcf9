import type { Reader, Tx } from '../../db/core/sql'
import { metaValue, setMeta } from '../../db/core/meta'
import { keepAnswer, parkedChanges } from '../../db/sync/parked'

const DUE = 'again.'

/**
 * A person whose login was another's on the server has a new one: the creation the server did not take is said again by the change
 * that renames them, which answers it. What they did meanwhile is said again when they are at the desk (main/sync/known.ts).
 */
export async function renamed(tx: Tx, userId: string, by: { userId: string; at: number }): Promise<void> {
  const refused = (await parkedChanges(tx)).filter(
    ({ reason, steps }) => reason === 'login-taken' && steps.some((s) => s.entity === 'user' && s.id === userId),
  )
  for (const { change } of refused) await keepAnswer(tx, change, { how: 'mended', ...by, again: null })
  if (refused.length > 0) await setMeta(tx, DUE + userId, 'due')
}

export const isDueAfterRenaming = async (read: Reader, userId: string): Promise<boolean> =>
  (await metaValue(read, DUE + userId)) === 'due'

export const doneAfterRenaming = (tx: Tx, userId: string): Promise<void> => setMeta(tx, DUE + userId, 'done')
