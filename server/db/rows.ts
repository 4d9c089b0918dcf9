import type { Fields, GroupVersion, RowVersion } from '../../contract/wire'
import { canonical } from '../../domain/sync/canonical'
import type { Sql } from './connect'

export type ServerRow = {
  entity: string
  id: string
  seq: number
  fields: Fields
  versions: Record<string, GroupVersion>
}
type Stored = { entity: string; id: string; seq: number; fields: string; versions: string }

const toRow = (r: Stored): ServerRow => ({
  ...r,
  fields: JSON.parse(r.fields) as Fields,
  versions: JSON.parse(r.versions) as ServerRow['versions'],
})

export async function rowsByKey(
  sql: Sql,
  stream: string,
  keys: readonly { entity: string; id: string }[],
): Promise<ServerRow[]> {
  const rows = await sql.all<Stored>(
    `SELECT r.entity, r.id, r.seq, r.fields, r.versions FROM json_to_recordset($2::json) AS k(entity text, id uuid)
     JOIN office_row r ON r.stream = $1 AND r.entity = k.entity AND r.id = k.id`,
    [stream, JSON.stringify(keys)],
  )
  return rows.map(toRow)
}

export async function rowsOf(sql: Sql, stream: string, entities: readonly string[]): Promise<ServerRow[]> {
  const rows = await sql.all<Stored>(
    'SELECT entity, id, seq, fields, versions FROM office_row WHERE stream = $1 AND entity = ANY($2::text[]) ORDER BY seq',
    [stream, entities],
  )
  return rows.map(toRow)
}

/** What was said of these letters before they are signed (W2): by an index of its own. */
export async function visasOfLetters(sql: Sql, stream: string, letters: readonly string[]): Promise<ServerRow[]> {
  const rows = await sql.all<Stored>(
    `SELECT entity, id, seq, fields, versions FROM office_row
     WHERE stream = $1 AND entity = 'visa' AND (fields::json->>'letterId') = ANY($2::text[]) ORDER BY seq`,
    [stream, [...new Set(letters)]],
  )
  return rows.map(toRow)
}

/** The conflicts of these rows: a decision may write one of the values they hold. */
export const conflictsOfRows = async (sql: Sql, office: string, rows: readonly string[]): Promise<ServerRow[]> => {
  const found = await sql.all<{ conflict: string }>(
    'SELECT conflict FROM conflict_of WHERE office = $1 AND row_id = ANY($2::uuid[])',
    [office, rows],
  )
  return rowsByKey(
    sql,
    office,
    found.map(({ conflict }) => ({ entity: 'conflict', id: conflict })),
  )
}

/** In bulk; a row's place in the stream is its place in the feed of its office. */
export async function writeRows(sql: Sql, stream: string, rows: readonly ServerRow[]): Promise<void> {
  const list = rows.map(({ entity, id, seq, fields, versions }) => {
    const place = JSON.stringify({ entity, id, seq }).slice(0, -1)
    return `${place},"fields":${canonical(fields)},"versions":${canonical(versions)}}`
  })
  // PostgreSQL hands over a value of type json as it was written, byte for byte.
  await sql.run(
    `INSERT INTO office_row (stream, entity, id, seq, fields, versions) SELECT $1::uuid, entity, id, seq, fields::text, versions::text
       FROM json_to_recordset($2::json) AS x(entity text, id uuid, seq bigint, fields json, versions json)
     ON CONFLICT (stream, entity, id) DO UPDATE SET seq = excluded.seq, fields = excluded.fields, versions = excluded.versions`,
    // As bytes: the driver would measure the text first and write it then.
    [stream, Buffer.from(`[${list.join(',')}]`)],
  )
}

/** A row that stands as the asker wrote it: the place in the stream is its alone. */
export type OwnRow = Pick<ServerRow, 'id' | 'seq'>

/** A row of a page as it is stored: what goes out unread is not taken apart and put together again. */
export type WrittenRow = Stored & { state: RowVersion['state'] }

/** The same on the wire. */
export const rowText = ({ entity, id, seq, state, fields, versions }: WrittenRow): string =>
  `{"entity":${JSON.stringify(entity)},"id":"${id}","seq":${seq},"state":"${state}","fields":${fields},"versions":${versions}}`

/** What a page may hold: on a thin line it must arrive, and it must fit in memory on both sides. */
export type PageLimit = { rows: number; bytes: number }

/**
 * A part of the feed: upward from `above`, or downward from `below` (exclusive both). As many rows as fit, at least one.
 * `more`: the limit cut it.
 * @param own rows whose fields the asker wrote itself, and is not told again
 */
export async function feedPart(
  sql: Sql,
  scope: string,
  part: { above: number; upTo: number } | { below: number },
  limit: PageLimit,
  own: readonly OwnRow[] = [],
): Promise<{ rows: WrittenRow[]; bytes: number; more: boolean }> {
  const up = 'above' in part
  const order = up ? 'ASC' : 'DESC'
  type Line = WrittenRow & { total: number; read: number }
  const rows = await sql.all<Line>(
    `SELECT * FROM (
       SELECT f.entity, f.id, f.seq, f.state, CASE f.state WHEN 'own' THEN '{}' ELSE f.fields END AS fields, f.versions,
         count(*) OVER ()::int AS read, row_number() OVER (ORDER BY f.seq ${order}) AS place,
         (sum(CASE f.state WHEN 'own' THEN 0 ELSE octet_length(f.fields) END + octet_length(f.versions)) OVER (ORDER BY f.seq ${order}))::bigint AS total
       FROM (SELECT entity, id, seq, fields, versions, CASE WHEN seq = ANY($6::bigint[]) THEN 'own' ELSE 'present' END AS state FROM office_row
         WHERE stream = $1 AND seq > 0 AND ${up ? 'seq > $2 AND seq <= $3' : 'seq < $2 AND seq > $3'} ORDER BY seq ${order} LIMIT $4) f
     ) p WHERE total <= $5 OR place = 1 ORDER BY seq ${order}`,
    [scope, ...(up ? [part.above, part.upTo] : [part.below, 0]), limit.rows, limit.bytes, own.map(({ seq }) => seq)],
  )
  const read = rows[0]?.read ?? 0
  return {
    rows,
    bytes: rows.at(-1)?.total ?? 0,
    more: read === limit.rows || rows.length < read,
  }
}
