import type { PullPage } from '../../contract/wire'
import { afterCommit, type Reader, type Tx } from '../../db/core/sql'
import { headAt } from '../../db/outbox/sending'
import { booksOf } from '../../db/register/books'
import { setBookState } from '../register/books'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Desk } from '../desk'

/**
 * Whether the server knows the same past of this PC as its own database does (ADR 020). unheard: it was restored, and the server
 * was not heard since · other: the server has what this PC does not, or a copy of it was seen · superseded: another copy went on.
 */
export const pasts = ['same', 'unheard', 'other', 'superseded'] as const
export type Past = (typeof pasts)[number]

export async function pastOf(read: Reader): Promise<Past> {
  const kept = await metaValue(read, 'line.past')
  return pasts.find((past) => past === kept) ?? 'same'
}

export const keepPast = (tx: Tx, past: Past): Promise<void> => setMeta(tx, 'line.past', past)

/** What the server says of this PC, held against its own chain; another past suspends every book it holds (N7). */
export async function comparePast(tx: Tx, desk: Desk, said: PullPage['device']): Promise<void> {
  // A server that does not say it cannot be waited for.
  if (!said) return (await pastOf(tx)) === 'unheard' ? keepPast(tx, 'same') : undefined
  const past = said.succeeded ? 'superseded' : said.split || !(await isOurs(tx, said)) ? 'other' : 'same'
  await learnPast(tx, desk, past)
}

export async function learnPast(tx: Tx, desk: Desk, past: Past): Promise<void> {
  if (past === (await pastOf(tx))) return
  await keepPast(tx, past)
  if (past === 'same') return
  const open = (await booksOf(tx)).filter((book) => book.holderId === desk.device.id && book.state === 'open')
  for (const book of open) await setBookState(tx, book.id, 'suspended')
  afterCommit(tx, () => desk.emit('register', 'changed', { ids: open.map((book) => book.registerId) }))
}

/** The link the server has last is one of ours. */
const isOurs = async (tx: Tx, { d, hash }: { d: number; hash: string }): Promise<boolean> =>
  d === 0 || (await headAt(tx, d))?.hash === hash
