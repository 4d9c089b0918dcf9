import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import type { EntryRecord } from '../register/entries'

/** What giving an entry to somebody asks of it. */
export type RoutedEntry = Pick<
  EntryRecord,
  'id' | 'numberText' | 'level' | 'cancelledAt' | 'registeredById' | 'parties'
>

/** Entries at these places in the table, as this person may see them (A2). */
export async function entriesAt(read: Reader, viewer: Viewer, rows: readonly number[]): Promise<RoutedEntry[]> {
  const may = visible('entry', 'e', viewer)
  return sql(read).all<RoutedEntry>(
    `SELECT e.id, e.numberText, e.level, e.cancelledAt, e.registeredById, e.parties
     FROM json_each(?) j CROSS JOIN entry e ON e.rowid = j.value WHERE ${may.sql} ORDER BY j.key`,
    [JSON.stringify(rows), ...may.params],
  )
}
