import type { RegisterFilter, VoidRow } from '../../contract/register'
import type { Names } from '../../contract/values'
import { printNumber } from '../../domain/register/numbering'
import { dateOf, type Zone } from '../../domain/text/zone'
import { sql, type Reader } from '../core/sql'
import type { Scope } from './kept'

/** Where a void number stands in the order of the list: at the moment it was declared void, which is that of its act. */
export type VoidKey = { id: string; at: number; seq: number }

/** Only the register as it is, in the order of its numbers, shows them: no word, correspondent or state is theirs to be found by. */
export const showsVoids = ({ tab, text }: Pick<RegisterFilter, 'tab' | 'text'>): boolean => tab === 'all' && text === ''

/** Newest first. They are few: an index holds them alone, and only a restore makes any. */
export const voidKeys = (read: Reader, { registerId, year }: Scope): Promise<VoidKey[]> =>
  sql(read).all(
    `SELECT v.id, v.at, v.seq FROM book b CROSS JOIN act v ON v.bookId = b.id AND v.kind = 'void'
     WHERE b.registerId = ? AND b.year = ? ORDER BY v.at DESC, v.seq DESC, v.id DESC`,
    [registerId, year],
  )

/** How many entries stand above a key: whole blocks are counted by what they keep, and at most one by its lines (ADR 021). */
export async function entriesAbove(read: Reader, { registerId, year }: Scope, key: VoidKey): Promise<number> {
  const [scope, above] = [
    [registerId, year],
    [key.at, key.seq],
  ]
  const row = await sql(read).one<{ n: number }>(
    `SELECT (SELECT coalesce(sum(entries), 0) FROM entryBlock WHERE registerId = ? AND year = ? AND (at, seq) > (?, ?)) + count(*) AS n
     FROM (SELECT 1) LEFT JOIN (SELECT at, seq FROM entryBlock WHERE registerId = ? AND year = ? AND (at, seq) > (?, ?) ORDER BY at, seq LIMIT 1) x
     CROSS JOIN entry e ON e.registerId = ? AND e.year = ? AND (e.registeredAt, e.seq) > (?, ?)
       AND (e.registeredAt, e.seq) < (coalesce(x.at, 9e15), coalesce(x.seq, 0))`,
    [...scope, ...above, ...scope, ...above, ...scope, ...above],
  )
  return row?.n ?? 0
}

/** How many void numbers stand above line `offset` of the list of both: each stands lower than the one before, so it is halved. */
export async function voidsAbove(
  read: Reader,
  scope: Scope,
  voids: readonly VoidKey[],
  offset: number,
): Promise<number> {
  let [low, high] = [0, voids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const key = voids[middle]
    if (key && middle + (await entriesAbove(read, scope, key)) < offset) low = middle + 1
    else high = middle
  }
  return low
}

type Stored = VoidKey & {
  code: string
  pattern: string
  year: number
  desk: string | null
  names: string | null
  body: string | null
}

/** What a line says of each: its number, why it is void, when and by whom. */
export async function voidRows(read: Reader, keys: readonly VoidKey[], zone: Zone): Promise<Map<string, VoidRow>> {
  const rows = await sql(read).all<Stored>(
    `SELECT v.id, v.at, v.seq, v.body, g.code, g.pattern, b.year, b.desk, u.names FROM json_each(?) j JOIN act v ON v.id = j.value
     JOIN book b ON b.id = v.bookId JOIN register g ON g.id = b.registerId LEFT JOIN user u ON u.id = v.userId`,
    [JSON.stringify(keys.map(({ id }) => id))],
  )
  return new Map(rows.map((row) => [row.id, toLine(row, zone)]))
}

function toLine({ id, at, seq, code, pattern, year, desk, names, body }: Stored, zone: Zone): VoidRow {
  const number = { register: code, year, desk, seq }
  const { reason } = JSON.parse(body ?? '{}') as { reason?: unknown }
  return {
    void: true,
    ...{ id, number, numberText: printNumber(pattern, number), businessDate: dateOf(at, zone), at },
    byNames: names === null ? null : (JSON.parse(names) as Names),
    reason: typeof reason === 'string' ? reason : null,
  }
}
