import { closedBy, neverClosed, type Closed } from '../../domain/register/closing'
import { sql, type Reader, type Tx } from '../core/sql'
import type { ActRow } from './acts'

/** Acts of a book as a whole lie in an index of their own; it is named, for the planner would read all acts of the book for their order. */
const OF_BOOK = 'act INDEXED BY ix_act_bookId_position_kind'
const OF_CLOSING = `entryId IS NULL AND kind IN ('dayClosing', 'yearClosing', 'reopening', 'session')`

/** The acts of closing of a book, in order. */
export const closingActs = (read: Reader, bookId: string): Promise<ActRow[]> =>
  sql(read).all(`SELECT * FROM ${OF_BOOK} WHERE bookId = ? AND ${OF_CLOSING} ORDER BY position`, [bookId])

/** What a chain says up to a link never changes, once all of it is here: it is read once, not at each entry. */
const known = new Map<string, Closed>()

/** I4: what of a book is closed now. */
export async function closedState(read: Reader, bookId: string): Promise<Closed> {
  const last = await sql(read).one<{ link: string; n: number }>(
    `SELECT link, (SELECT count(*) FROM ${OF_BOOK} WHERE bookId = ? AND ${OF_CLOSING}) AS n FROM ${OF_BOOK} WHERE bookId = ? AND ${OF_CLOSING}
     ORDER BY position DESC LIMIT 1`,
    [bookId, bookId],
  )
  if (!last) return neverClosed
  const key = `${last.link}/${last.n}`
  const said = known.get(key) ?? closedBy(await closingActs(read, bookId))
  if (known.size >= 200) known.clear()
  known.set(key, said)
  return said
}

/** N1: what was said to be a second person's word for the book's opening; whether it is one, its signature says. */
export const confirmationsOf = (read: Reader, bookId: string): Promise<ActRow[]> =>
  sql(read).all(
    `SELECT * FROM ${OF_BOOK} WHERE bookId = ? AND entryId IS NULL AND kind = 'confirmation' AND body IS NOT NULL ORDER BY position`,
    [bookId],
  )

export const depositsOf = (read: Reader, bookId: string): Promise<ActRow[]> =>
  sql(read).all(
    `SELECT * FROM ${OF_BOOK} WHERE bookId = ? AND entryId IS NULL AND kind = 'deposit' ORDER BY position`,
    [bookId],
  )

/** The days with entries after `through`, oldest first. */
export const daysAfter = (
  read: Reader,
  { registerId, year, id }: { registerId: string; year: number; id: string },
  through: string | null,
): Promise<{ date: string; entries: number }[]> =>
  sql(read).all(
    `SELECT date, sum(entries) AS entries FROM entryCount WHERE registerId = ? AND year = ? AND bookId = ? AND date > ?
     GROUP BY date HAVING sum(entries) > 0 ORDER BY date`,
    [registerId, year, id, through ?? ''],
  )

/** The last act before an instant, of those after a place: where a day that is closed later ends. */
export async function placeBefore(read: Reader, bookId: string, position: number, instant: number): Promise<number> {
  const first = await sql(read).one<{ position: number }>(
    'SELECT position FROM act WHERE bookId = ? AND position > ? AND at >= ? ORDER BY position LIMIT 1',
    [bookId, position, instant],
  )
  if (first) return first.position - 1
  const last = await sql(read).one<{ position: number }>('SELECT max(position) AS position FROM act WHERE bookId = ?', [
    bookId,
  ])
  return last?.position ?? 0
}

export type Counts = {
  first: number | null
  last: number | null
  entries: number
  cancelled: number
  corrected: number
  voids: number
}
/** What stands in a stretch of the chain, by its headers: a body may be withheld. */
export const countsOf = async (read: Reader, bookId: string, from: number, to: number): Promise<Counts> => {
  const found = await sql(read).one<Counts>(
    `SELECT min(CASE WHEN seq > 0 THEN seq END) AS first, max(CASE WHEN seq > 0 THEN seq END) AS last,
       coalesce(sum(kind = 'registration'), 0) AS entries, coalesce(sum(kind = 'cancellation'), 0) AS cancelled,
       coalesce(sum(kind = 'correction'), 0) AS corrected, coalesce(sum(kind = 'void'), 0) AS voids
     FROM act WHERE bookId = ? AND position BETWEEN ? AND ?`,
    [bookId, from, to],
  )
  if (!found) throw new Error('a count is always answered')
  return found
}

/** What arrived before the day it was registered on, and stands on a later one (I4): `instant` is where that day began. */
export const lateIn = async (
  read: Reader,
  bookId: string,
  from: number,
  to: number,
  instant: number,
): Promise<number> =>
  (
    await sql(read).one<{ n: number }>(
      `SELECT count(*) AS n FROM act a JOIN entry e ON e.id = a.entryId
       WHERE a.bookId = ? AND a.position BETWEEN ? AND ? AND a.kind = 'registration' AND e.arrivalAt < ?`,
      [bookId, from, to, instant],
    )
  )?.n ?? 0

export const linkAt = async (read: Reader, bookId: string, position: number): Promise<string | undefined> =>
  (await sql(read).one<{ link: string }>('SELECT link FROM act WHERE bookId = ? AND position = ?', [bookId, position]))
    ?.link

export const actById = (read: Reader, id: string): Promise<ActRow | undefined> =>
  sql(read).one('SELECT * FROM act WHERE id = ?', [id])

/** Entries of a day that nobody scanned anything for. */
export const withoutScan = async (read: Reader, bookId: string, through: string, date: string): Promise<number> =>
  (
    await sql(read).one<{ n: number }>(
      `SELECT count(*) AS n FROM book b JOIN entry e ON e.registerId = b.registerId AND e.year = b.year AND e.businessDate > ? AND e.businessDate <= ?
         AND e.bookId = b.id AND e.cancelledAt IS NULL
       WHERE b.id = ? AND NOT EXISTS (SELECT 1 FROM file f WHERE f.entryId = e.id)`,
      [through, date, bookId],
    )
  )?.n ?? 0

export type KeptSheet = { body: Buffer; sha256: string }
export const keptSheet = (read: Reader, actId: string): Promise<KeptSheet | undefined> =>
  sql(read).one('SELECT body, sha256 FROM closingSheet WHERE actId = ?', [actId])
/** Made once: whoever comes second gets the first one's. */
export const keepSheet = (tx: Tx, actId: string, sheet: KeptSheet, at: number): Promise<void> =>
  sql(tx).run('INSERT INTO closingSheet (actId, body, sha256, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    actId,
    sheet.body,
    sheet.sha256,
    at,
  ])

/** Whose year was closed, and not opened again. */
export const yearsClosed = async (read: Reader): Promise<Set<string>> =>
  new Set(
    (
      await sql(read).all<{ id: string }>(
        `SELECT b.id FROM book b WHERE (SELECT kind FROM ${OF_BOOK} WHERE bookId = b.id AND entryId IS NULL
           AND kind IN ('yearClosing', 'reopening') ORDER BY position DESC LIMIT 1) = 'yearClosing'`,
      )
    ).map(({ id }) => id),
  )

/** Nobody's texts, only how many: whoever closes a day asks what is left on the desks. */
export const draftsIn = async (read: Reader, registerId: string): Promise<number> =>
  (await sql(read).one<{ n: number }>('SELECT count(*) AS n FROM draft WHERE registerId = ?', [registerId]))?.n ?? 0
