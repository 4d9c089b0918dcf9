import type { Consent } from '../../contract/consents'
import type { Names } from '../../contract/values'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type ConsentRecord = {
  id: string
  contactId: string
  purpose: string
  sharedWith: string
  givenOn: string
  document: string
  recordedAt: number
  recordedById: string
  withdrawnOn: string | null
}

export const consentById = (read: Reader, id: string): Promise<ConsentRecord | undefined> =>
  sql(read).one('SELECT * FROM consent WHERE id = ?', [id])

type Row = Omit<Consent, 'recordedBy' | 'withdrawnBy'> & { recordedBy: string | null; withdrawnBy: string | null }
const names = (stored: string | null): Names | null => (stored === null ? null : (JSON.parse(stored) as Names))

/** All that was ever agreed to, on any of the cards that are one (P3), the newest first. */
export async function consentsOf(read: Reader, viewer: Viewer, cards: readonly string[]): Promise<Consent[]> {
  const may = visible('consent', 'c', viewer)
  const rows = await sql(read).all<Row>(
    `SELECT c.id, c.purpose, c.sharedWith, c.givenOn, c.document, c.recordedAt, c.withdrawnOn, coalesce(c.withdrawal, '') AS withdrawal,
       u.names AS recordedBy, w.names AS withdrawnBy
     FROM json_each(?) j CROSS JOIN consent c ON c.contactId = j.value LEFT JOIN user u ON u.id = c.recordedById LEFT JOIN user w ON w.id = c.withdrawnById
     WHERE ${may.sql} ORDER BY c.recordedAt DESC, c.id DESC`,
    [JSON.stringify(cards), ...may.params],
  )
  return rows.map((row) => ({ ...row, recordedBy: names(row.recordedBy), withdrawnBy: names(row.withdrawnBy) }))
}
