import type { Plain } from '../../contract/sync'
import { chain, type ChainedAct } from '../../domain/register/chain'
import { sql, type Reader, type Tx } from '../core/sql'
import { createRow, type Stamp } from '../outbox/changes'
import type { BookRow } from './books'

export type NewAct = {
  id: string
  kind: string
  entryId: string | null
  seq: number
  at: number
  body: Plain
  salt: string
  /** Signs the link with the person's key; null when nobody's signature is asked for. */
  sign: ((link: string) => string) | null
}

/** I5: chains an act to its book and moves the book's head, in the transaction of what it records. */
export async function appendAct(tx: Tx, book: BookRow, act: NewAct, stamp: Stamp): Promise<BookRow> {
  if (stamp.userId === null) throw new Error('an act is somebody’s')
  const header = {
    bookId: book.id,
    position: book.lastPosition + 1,
    kind: act.kind,
    entryId: act.entryId,
    seq: act.seq,
    at: act.at,
    userId: stamp.userId,
    deviceId: stamp.deviceId,
  }
  const chained = chain(header, act.body, act.salt, book.lastLink)
  await createRow(tx, 'act', act.id, { ...chained, signature: act.sign?.(chained.link) ?? null }, stamp)
  const next: BookRow = {
    ...book,
    lastSeq: Math.max(book.lastSeq, act.seq),
    lastPosition: header.position,
    lastLink: chained.link,
    lastAt: Math.max(book.lastAt, act.at),
  }
  await sql(tx).run('UPDATE book SET lastSeq = ?, lastPosition = ?, lastLink = ?, lastAt = ? WHERE id = ?', [
    next.lastSeq,
    next.lastPosition,
    next.lastLink,
    next.lastAt,
    book.id,
  ])
  return next
}

export type ActRow = ChainedAct & { id: string; signature: string | null }

export const actsOfBook = (read: Reader, bookId: string): Promise<ActRow[]> =>
  sql(read).all('SELECT * FROM act WHERE bookId = ? ORDER BY position', [bookId])

export const actsOfEntry = (read: Reader, entryId: string): Promise<(ActRow & { userNames: string | null })[]> =>
  sql(read).all(
    'SELECT act.*, user.names AS userNames FROM act LEFT JOIN user ON user.id = act.userId WHERE entryId = ? ORDER BY at, position',
    [entryId],
  )
