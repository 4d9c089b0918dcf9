import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { sql, type Reader, type Tx } from '../core/sql'
import { SETTLED } from '../imports/transcribing'

/** An operation as the outbox has it, after the server answered it. */
export type Packed = {
  d: number
  entity: string
  rowId: string
  operation: string
  hash: string
  at: number
  result: string | null
  reason: string | null
  seq: number
  change: string
}
const COLUMNS = 'd, entity, rowId, operation, hash, at, result, reason, seq, change'
/** A piece holds the writer for some milliseconds. */
const PIECE = 250

type Pack = { firstD: number; lastD: number }

/**
 * What the server answered before `before` is packed away, one piece of it: many operations in one row, compressed, where they take a
 * fraction of the room and cost no index. Nothing is forgotten: a restored server and a renewed PC are told them again (ADR 014, 020).
 * What was not taken stays as it is, with everything said of the same row; so does the last one, on which the chain goes on.
 * @returns whether there may be more
 */
export async function packPiece(tx: Tx, before: number, piece = PIECE): Promise<boolean> {
  const rows = await sql(tx).all<Packed>(
    `SELECT ${COLUMNS} FROM outbox WHERE state = 'sent' AND d > (SELECT coalesce(max(lastD), 0) FROM outboxPack)
       AND d < (SELECT coalesce(min(d), 9e15) FROM outbox WHERE state = 'waiting') AND d < (SELECT max(d) FROM outbox) AND d < ${SETTLED} - 1
       AND rowId NOT IN (SELECT rowId FROM outbox WHERE state = 'parked') ORDER BY d LIMIT ?`,
    [piece],
  )
  const young = rows.findIndex((row) => row.at >= before)
  const old = young < 0 ? rows : rows.slice(0, young)
  const [first, last] = [old[0], old.at(-1)]
  if (!first || !last) return false
  // Small packs would be many: what remains waits until it fills one.
  if (old.length < piece) return false
  await sql(tx).run('INSERT INTO outboxPack (firstD, lastD, body) VALUES (?, ?, ?)', [
    ...[first.d, last.d],
    deflateRawSync(JSON.stringify(old)),
  ])
  await sql(tx).run('DELETE FROM outbox WHERE d IN (SELECT value FROM json_each(?))', [
    JSON.stringify(old.map(({ d }) => d)),
  ])
  return true
}

const opened = (body: Uint8Array): Packed[] => JSON.parse(inflateRawSync(body).toString('utf8')) as Packed[]

/** The first pack that reaches beyond an operation. */
export const nextPack = (read: Reader, above: number): Promise<Pack | undefined> =>
  sql(read).one<Pack>('SELECT firstD, lastD FROM outboxPack WHERE lastD > ? ORDER BY firstD LIMIT 1', [above])

/** Packed operations from one to another; no pack lies over another. */
export async function packedBetween(read: Reader, from: number, to: number): Promise<Packed[]> {
  const packs = await sql(read).all<{ body: Uint8Array }>(
    'SELECT body FROM outboxPack WHERE firstD <= ? AND lastD >= ? ORDER BY firstD',
    [to, from],
  )
  return packs.flatMap(({ body }) => opened(body)).filter(({ d }) => d >= from && d <= to)
}

/** Back into the outbox, as they were: packs that reach to this operation or beyond it. */
export async function unpackFrom(tx: Tx, d: number): Promise<void> {
  const packs = await sql(tx).all<Pack>('SELECT firstD, lastD FROM outboxPack WHERE lastD >= ? ORDER BY firstD', [d])
  for (const { firstD } of packs) {
    const pack = await sql(tx).one<{ body: Uint8Array }>('SELECT body FROM outboxPack WHERE firstD = ?', [firstD])
    if (!pack) continue
    const names = COLUMNS.split(', ')
    await sql(tx).run(
      `INSERT INTO outbox (${COLUMNS}, state) SELECT ${names.map((n) => `value ->> '$.${n}'`).join(', ')}, 'sent' FROM json_each(?)`,
      [JSON.stringify(opened(pack.body))],
    )
    await sql(tx).run('DELETE FROM outboxPack WHERE firstD = ?', [firstD])
  }
}
