import { descriptor, type EntityName } from '../../domain/entities'
import type { FieldDescriptor } from '../../domain/entities/field'
import type { Fields, Plain, RowVersion } from '../../contract/wire'
import { canonical } from '../../domain/sync/canonical'
import type { Trust } from '../../domain/trust/proof'
import { inPieces } from '../core/pieces'
import { sql, type Tx } from '../core/sql'
import type { Value } from '../core/value'
import { putRows, type Columns } from '../outbox/bulk'
import { updateRow } from '../outbox/changes'
import { toColumn } from '../outbox/rows'
import { pendingOfRows } from '../outbox/sending'
import { refusal } from './admit'
import { setAside } from './aside'
import { deferRow } from './deferred'
import { keepAllProven, provenOf } from './trust'

type Here = Record<string, Value>

/** Rows put in place, each with its fields as they came; null when they stand otherwise, with what waits here on top. */
export type Taken = Map<string, Fields | null>

/** While the database has one piece, the next is judged. */
const PIECE = 500

/**
 * Rows of one entity, each once, with some statements for all of them. Each is judged as one alone is (admit.ts), in the order they
 * came; what is refused is kept aside, a number that lies here under another id waits.
 * @returns the ids that were put in place; null when the table refuses one of them: all are to be taken one by one, which does again what was done
 */
export async function takeTogether(
  tx: Tx,
  entity: EntityName,
  rows: readonly RowVersion[],
  trust: Trust,
  at: number,
): Promise<Taken | null> {
  const ids = JSON.stringify(rows.map((r) => r.id))
  const stands = await sql(tx).all<Here>(`SELECT * FROM "${entity}" WHERE id IN (SELECT value FROM json_each(?))`, [
    ids,
  ])
  const here = new Map(stands.map((row) => [String(row['id']), row]))
  const proven = await provenOf(tx, entity, rows)
  const places = await takenPlaces(tx, entity, rows)
  const accepted: { id: string; came: Fields | null }[] = []
  const refused: (() => Promise<void>)[] = []
  const judged = (row: RowVersion): Columns[] => {
    const { known, extra } = split(entity, row.fields)
    const before = here.get(row.id)
    const complete = whole(entity, known)
    const reason = refusal(trust, entity, row, complete, before, proven)
    if (reason) {
      refused.push(() => setAside(tx, row, reason, at))
      return []
    }
    if (!before && places.isTaken(row.id, known)) {
      refused.push(() => deferRow(tx, row))
      return []
    }
    accepted.push({ id: row.id, came: complete === known ? known : null })
    return [columnsFor(entity, row, known, extra, before)]
  }
  try {
    await inPieces(rows, PIECE, (piece) => {
      const columns = piece.flatMap(judged)
      return () => putRows(tx, entity, columns, true)
    })
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('SQLITE_CONSTRAINT'))) throw error
    return null
  }
  await keepAllProven(tx, proven)
  for (const keep of refused) await keep()
  const list = JSON.stringify(accepted.map(({ id }) => id))
  await sql(tx).run('DELETE FROM asideRow WHERE rowId IN (SELECT value FROM json_each(?))', [list])
  const taken: Taken = new Map(accepted.map(({ id, came }) => [id, came]))
  for (const { rowId, fields } of await pendingOfRows(tx, list)) {
    await updateRow(tx, entity, rowId, JSON.parse(fields) as Fields)
    taken.set(rowId, null)
  }
  return taken
}

/** What stands stays where the row says nothing of it. */
function columnsFor(
  entity: EntityName,
  row: RowVersion,
  known: Fields,
  extra: Fields,
  before: Here | undefined,
): Columns {
  const columns: Columns = { id: row.id }
  const ours = descriptor(entity).fields
  for (const name in ours) {
    const field = ours[name]
    if (!field) continue
    if (Object.hasOwn(known, name)) columns[name] = toColumn(entity, name, known[name] ?? null)
    else columns[name] = before ? (before[name] ?? null) : toColumn(entity, name, blank(field))
  }
  columns['rv'] = row.seq
  columns['versions'] = canonical(row.versions)
  columns['extra'] = canonical(extra)
  return columns
}

export function split(entity: EntityName, fields: Fields): { known: Fields; extra: Fields } {
  const ours = descriptor(entity).fields
  const entries = Object.entries(fields)
  if (entries.every(([name]) => Object.hasOwn(ours, name))) return { known: fields, extra: {} }
  return {
    known: Object.fromEntries(entries.filter(([name]) => Object.hasOwn(ours, name))),
    extra: Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(ours, name))),
  }
}

/** A row of an older desk may lack what was added since. */
export function whole(entity: EntityName, known: Fields): Fields {
  const missing = Object.entries(descriptor(entity).fields).filter(([name]) => !Object.hasOwn(known, name))
  if (missing.length === 0) return known
  return { ...known, ...Object.fromEntries(missing.map(([name, field]) => [name, blank(field)])) }
}

function blank(field: FieldDescriptor): Plain {
  if (field.nullable) return null
  return { text: '', int: 0, bool: false, json: {} }[field.type]
}

/** N3: a number (or a place in a book's chain) that lies here under another id. The row waits aside; the page does not fail for it. */
export async function takenPlaces(
  tx: Tx,
  entity: EntityName,
  rows: readonly Pick<RowVersion, 'fields'>[],
): Promise<{ isTaken: (id: string, known: Fields) => boolean }> {
  const place = { entry: 'seq', act: 'position' }[entity as string]
  if (place === undefined) return { isTaken: () => false }
  const keyOf = ({ bookId, [place]: at }: Fields): string | null =>
    typeof bookId === 'string' && typeof at === 'number' ? `${bookId} ${at}` : null
  const asked = rows.flatMap(({ fields }) => (keyOf(fields) === null ? [] : [[fields['bookId'], fields[place]]]))
  const found = await sql(tx).all<{ id: string; bookId: string; at: number }>(
    `SELECT x.id, x.bookId, x."${place}" AS at FROM json_each(?) j CROSS JOIN "${entity}" x
       ON x.bookId = j.value ->> 0 AND x."${place}" = j.value ->> 1`,
    [JSON.stringify(asked)],
  )
  const holder = new Map(found.map((x) => [`${x.bookId} ${x.at}`, x.id]))
  return {
    isTaken: (id, known) => {
      const key = keyOf(known)
      if (key === null) return false
      const other = holder.get(key)
      if (other === undefined) holder.set(key, id)
      return other !== undefined && other !== id
    },
  }
}
