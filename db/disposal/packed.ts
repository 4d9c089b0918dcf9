import type { Fields } from '../../contract/wire'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { fromRow } from '../outbox/rows'

export type PackedRecord = {
  id: string
  bookId: string
  numberText: string
  businessDate: string
  fields: Fields
  correspondent: { nameAr: string; nameLatin: string } | null
  unit: unknown
}

const full = (json: unknown): string => (typeof json === 'string' ? (JSON.parse(json) as { full: string }).full : '')

/** Everything the register knows of these, in the order they are asked for; what is hidden is not among them (A2). */
export async function packedEntries(read: Reader, viewer: Viewer, ids: readonly string[]): Promise<PackedRecord[]> {
  const may = visible('entry', 'e', viewer)
  const rows = await sql(read).all<Record<string, unknown>>(
    `SELECT e.*, c.nameAr AS theirAr, c.nameLatin AS theirLatin, u.names AS unitNames FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value
     LEFT JOIN contact c ON c.id = e.correspondentId LEFT JOIN unit u ON u.id = e.unitId WHERE ${may.sql} ORDER BY j.key`,
    [JSON.stringify(ids), ...may.params],
  )
  return rows.map((row) => ({
    ...{ id: String(row['id']), bookId: String(row['bookId']) },
    ...{ numberText: String(row['numberText']), businessDate: String(row['businessDate']) },
    fields: fromRow('entry', row),
    correspondent:
      row['theirAr'] === null ? null : { nameAr: full(row['theirAr']), nameLatin: full(row['theirLatin']) },
    unit: typeof row['unitNames'] === 'string' ? JSON.parse(row['unitNames']) : null,
  }))
}

/** The closings of the days on which they were registered, in the order of the books' chains. */
export const closingsOfDays = (
  read: Reader,
  entries: readonly Pick<PackedRecord, 'bookId' | 'businessDate'>[],
): Promise<{ id: string; bookId: string; date: string }[]> =>
  sql(read).all(
    `SELECT a.id, a.bookId, json_extract(a.body, '$.date') AS date
     FROM (SELECT DISTINCT value ->> 0 AS bookId, value ->> 1 AS day FROM json_each(?)) d
     CROSS JOIN act a ON a.bookId = d.bookId AND a.entryId IS NULL AND a.kind = 'dayClosing' AND a.body IS NOT NULL
       AND json_extract(a.body, '$.date') = d.day ORDER BY a.bookId, a.position`,
    [JSON.stringify(entries.map(({ bookId, businessDate }) => [bookId, businessDate]))],
  )
