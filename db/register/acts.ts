import type { Plain } from '../../contract/wire'
import { chain, type ChainedAct } from '../../domain/register/chain'
import { sql, type Reader, type Tx } from '../core/sql'
import { createRows } from '../outbox/changes'
import type { Stamp } from '../outbox/stamp'
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
export const appendAct = (tx: Tx, book: BookRow, act: NewAct, stamp: Stamp): Promise<BookRow> =>
  appendActs(tx, book, [act], stamp)

/** The same of many, in their order. */
export async function appendActs(tx: Tx, book: BookRow, acts: readonly NewAct[], stamp: Stamp): Promise<BookRow> {
  const { userId } = stamp
  if (userId === null) throw new Error('an act is somebody’s')
  let next = book
  const rows = acts.map((act) => {
    const { kind, entryId, seq, at } = act
    const position = next.lastPosition + 1
    const header = { bookId: book.id, position, kind, entryId, seq, at, userId, deviceId: stamp.deviceId }
    const chained = chain(header, act.body, act.salt, next.lastLink)
    next = {
      ...next,
      lastSeq: Math.max(next.lastSeq, seq),
      lastPosition: position,
      lastLink: chained.link,
      // Back only where a person confirmed that the book stood in the future (N4).
      lastAt: at,
    }
    return { id: act.id, fields: { ...chained, signature: act.sign?.(chained.link) ?? null } }
  })
  await createRows(tx, 'act', rows, stamp)
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

/** A book's acts in order of position, a page at a time. */
export const actsAfter = (read: Reader, bookId: string, position: number, limit: number): Promise<ActRow[]> =>
  sql(read).all('SELECT * FROM act WHERE bookId = ? AND position > ? ORDER BY position LIMIT ?', [
    bookId,
    position,
    limit,
  ])

/** What happened to these entries in the book, in order. From the entries on (CROSS JOIN): else all of the book is read, for its order. */
export const actsOfEntries = (read: Reader, bookId: string, entryIds: readonly string[]): Promise<ActRow[]> =>
  sql(read).all(
    'SELECT a.* FROM json_each(?) j CROSS JOIN act a ON a.entryId = j.value WHERE a.bookId = ? ORDER BY a.position',
    [JSON.stringify(entryIds), bookId],
  )

/** The first registration whose entry is not here, though what it says is. */
export const missingEntry = async (read: Reader, bookId: string): Promise<{ numberText: string } | null> =>
  (await sql(read).one<{ numberText: string }>(
    `SELECT coalesce(json_extract(a.body, '$.numberText'), '') AS numberText FROM act a LEFT JOIN entry e ON e.id = a.entryId AND e.bookId = a.bookId
     WHERE a.bookId = ? AND a.kind = 'registration' AND a.body IS NOT NULL AND e.id IS NULL ORDER BY a.position LIMIT 1`,
    [bookId],
  )) ?? null

/** The number given at a place of the chain, or the last one before it; 0 before the first. */
export const numberAt = async (read: Reader, bookId: string, position: number): Promise<number> =>
  (
    await sql(read).one<{ seq: number }>(
      'SELECT seq FROM act WHERE bookId = ? AND position <= ? AND seq > 0 ORDER BY position DESC LIMIT 1',
      [bookId, position],
    )
  )?.seq ?? 0

export const actsOfEntry = (read: Reader, entryId: string): Promise<(ActRow & { userNames: string | null })[]> =>
  sql(read).all(
    'SELECT act.*, user.names AS userNames FROM act LEFT JOIN user ON user.id = act.userId WHERE entryId = ? ORDER BY at, position',
    [entryId],
  )

/** When this PC wrote its newest act, in the order of writing, not of time; null when it wrote none. */
export async function lastActHere(read: Reader, deviceId: string): Promise<{ at: number; jumpMs: null } | null> {
  const row = await sql(read).one<{ at: number }>(
    // Read backwards until the first of ours; a PC that only reads does not search a million acts at each start.
    'SELECT at FROM (SELECT at, deviceId FROM act ORDER BY rowid DESC LIMIT 10000) WHERE deviceId = ? LIMIT 1',
    [deviceId],
  )
  return row ? { at: row.at, jumpMs: null } : null
}

/** A stretch of a book's chain, in order. */
export const actsBetween = (read: Reader, bookId: string, from: number, to: number): Promise<ActRow[]> =>
  sql(read).all('SELECT * FROM act WHERE bookId = ? AND position BETWEEN ? AND ? ORDER BY position', [bookId, from, to])

export type EntryNow = { id: string; numberText: string; level: string }
/** How entries are called and how guarded they are now, whatever their acts said then; one behind a wall like the highest (P4). */
export const entriesNow = (read: Reader, ids: readonly string[]): Promise<EntryNow[]> =>
  sql(read).all(
    `SELECT e.id, e.numberText, CASE WHEN EXISTS (SELECT 1 FROM wall w WHERE w.contactId = e.correspondentId AND w.standing = 1) OR EXISTS (
         SELECT 1 FROM party y JOIN wall w ON w.contactId = y.partyId AND w.standing = 1 WHERE y.entryId = e.id)
       THEN 'secret' ELSE e.level END AS level
     FROM json_each(?) j JOIN entry e ON e.id = j.value`,
    [JSON.stringify(ids)],
  )

/** Correspondents by name, in both scripts. */
export const correspondentsOf = (
  read: Reader,
  ids: readonly string[],
): Promise<{ id: string; nameAr: string; nameLatin: string }[]> =>
  sql(read).all('SELECT c.id, c.nameAr, c.nameLatin FROM json_each(?) j JOIN contact c ON c.id = j.value', [
    JSON.stringify(ids),
  ])
