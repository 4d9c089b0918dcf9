import { AppError } from '../../contract/errors'
import { deviceGenesis, linkOf } from '../../domain/sync/operation'
import { sql, type Reader, type Tx } from '../core/sql'

/**
 * A transcription is whole or it is undone (ADR 029). While one is under way its rows lie in their tables and its operations in the
 * outbox, from `firstD` on nothing is sent, and its changes are noted, so that each can be taken back, the last one first.
 */

/** Up to where the outbox may be sent, packed or believed: what lies beyond may still be taken back. */
export const SETTLED = `coalesce((SELECT min(firstD) FROM transcribing), 9e15)`

export const isTranscribing = async (read: Reader): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS x FROM transcribing LIMIT 1')) !== undefined

/** @throws import-underway when the book is not whole yet: nobody builds on what may be taken back */
export async function assertTranscribed(read: Reader, bookId: string): Promise<void> {
  if (await sql(read).one('SELECT 1 AS x FROM transcribing WHERE bookId = ?', [bookId]))
    throw new AppError('import-underway')
}

/** The same of the book an entry stands in. */
export async function assertEntryTranscribed(read: Reader, entryId: string): Promise<void> {
  if (
    await sql(read).one('SELECT 1 AS x FROM transcribing t JOIN entry e ON e.bookId = t.bookId WHERE e.id = ?', [
      entryId,
    ])
  )
    throw new AppError('import-underway')
}

/** Says before the first row that what follows belongs together. `key`: a book, or the import's cards. */
export const beginTranscribing = (tx: Tx, key: string): Promise<void> =>
  sql(tx).run('INSERT OR IGNORE INTO transcribing (bookId, firstD) SELECT ?, coalesce(max(d), 0) + 1 FROM outbox', [
    key,
  ])

/** In the transaction of the piece, once it has written: its change can be found again. */
export const notePiece = (tx: Tx, change: string): Promise<void> =>
  sql(tx).run(
    'INSERT INTO transcribingChange (lastD, change) SELECT coalesce(max(lastD), 0) + 1, ? FROM transcribingChange',
    [change],
  )

/** From here on it is part of the register. */
export async function sealTranscribing(tx: Tx): Promise<void> {
  await sql(tx).run('DELETE FROM transcribing', [])
  await sql(tx).run('DELETE FROM transcribingChange', [])
}

type Step = { entity: string; rowId: string }

/**
 * Takes back the last change that is left: its rows, what was kept beside them, and its operations, which nobody has seen.
 * @returns false when there was none left
 */
export async function undoPiece(tx: Tx): Promise<boolean> {
  const s = sql(tx)
  const last = await s.one<{ lastD: number; change: string }>(
    'SELECT lastD, change FROM transcribingChange ORDER BY lastD DESC LIMIT 1',
  )
  if (!last) return false
  const steps = await s.all<Step>('SELECT entity, rowId FROM outbox WHERE change = ?', [last.change])
  const of = (entity: string): string =>
    JSON.stringify(steps.filter((step) => step.entity === entity).map(({ rowId }) => rowId))
  const all = JSON.stringify(steps.map(({ rowId }) => rowId))
  // A card somebody has used meanwhile stays, with all that was made in the same change.
  if (!(await areUsed(tx, of('contact'), last.change))) {
    await s.run(
      `DELETE FROM search WHERE rowid IN (SELECT docId FROM searchDoc WHERE rowId IN (SELECT value FROM json_each(?)))`,
      [all],
    )
    await s.run('DELETE FROM searchDoc WHERE rowId IN (SELECT value FROM json_each(?))', [all])
    for (const entity of ['act', 'entry', 'book', 'contact'])
      await s.run(`DELETE FROM "${entity}" WHERE id IN (SELECT value FROM json_each(?))`, [of(entity)])
    await s.run('DELETE FROM outbox WHERE change = ?', [last.change])
    await s.run('DELETE FROM signedChange WHERE id = ?', [last.change])
  }
  await s.run('DELETE FROM transcribingChange WHERE lastD = ?', [last.lastD])
  return true
}

const areUsed = async (tx: Tx, ids: string, change: string): Promise<boolean> =>
  ids !== '[]' &&
  (await sql(tx).one(
    `SELECT 1 AS used FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM entry WHERE correspondentId = j.value)
       OR EXISTS (SELECT 1 FROM letter WHERE addresseeId = j.value)
       OR EXISTS (SELECT 1 FROM outbox WHERE rowId = j.value AND change <> ?) LIMIT 1`,
    [ids, change],
  )) !== undefined

/**
 * What others said meanwhile closes up behind what was sent before: a change's signature does not cover its place in the PC's chain,
 * and nobody has heard of these yet.
 */
export async function closeUp(tx: Tx, deviceId: string): Promise<void> {
  const s = sql(tx)
  const first = await s.one<{ firstD: number | null }>('SELECT min(firstD) AS firstD FROM transcribing')
  if (first?.firstD == null) return
  const before = await s.one<{ d: number; hash: string }>(
    'SELECT d, hash FROM outbox WHERE d < ? ORDER BY d DESC LIMIT 1',
    [first.firstD],
  )
  let [d, hash] = [before?.d ?? 0, before?.hash ?? deviceGenesis(deviceId)]
  const rest = await s.all<{ d: number; operation: string }>(
    'SELECT d, operation FROM outbox WHERE d >= ? ORDER BY d',
    [first.firstD],
  )
  for (const one of rest) {
    d++
    hash = linkOf(hash, d, one.operation)
    await s.run('UPDATE outbox SET d = ?, hash = ? WHERE d = ?', [d, hash, one.d])
  }
  await sealTranscribing(tx)
}
