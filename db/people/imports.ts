import type { Names } from '../../contract/values'
import { sql, type Reader } from '../core/sql'

export type ImportRecord = {
  id: string
  name: string
  at: number
  byId: string
  by: Names
  added: number
  joined: number
  undoneAt: number | null
  undoneBy: Names | null
  /** Its cards that are here and stand. */
  cards: number
}
type Row = Omit<ImportRecord, 'by' | 'undoneBy'> & { by: string | null; undoneBy: string | null }
const NOBODY: Names = { ar: '–', fr: '–', en: '–', es: '–' }
const SELECT = `SELECT i.id, i.name, i.at, i.byId, i.added, i.joined, i.undoneAt, b.names AS "by", u.names AS undoneBy,
  (SELECT count(*) FROM contact c WHERE c.importId = i.id AND c.importId IS NOT NULL AND c.removedAt IS NULL) AS cards
  FROM cardImport i LEFT JOIN user b ON b.id = i.byId LEFT JOIN user u ON u.id = i.undoneById`
const namesIn = (kept: string | null): Names => (kept === null ? NOBODY : (JSON.parse(kept) as Names))
const recordOf = ({ by, undoneBy, ...row }: Row): ImportRecord => ({
  ...{ ...row, by: namesIn(by) },
  undoneBy: row.undoneAt === null ? null : namesIn(undoneBy),
})

/** The newest first. */
export const newestImports = async (read: Reader, limit: number): Promise<ImportRecord[]> =>
  (await sql(read).all<Row>(`${SELECT} ORDER BY i.at DESC, i.id DESC LIMIT ?`, [limit])).map(recordOf)

export async function importById(read: Reader, id: string): Promise<ImportRecord | undefined> {
  const row = await sql(read).one<Row>(`${SELECT} WHERE i.id = ?`, [id])
  return row && recordOf(row)
}

/** Cards of an import that stand, from after one, and whether anybody has used or corrected them since. */
export const cardsOfImport = (
  read: Reader,
  importId: string,
  after: string,
  limit: number,
): Promise<{ id: string; used: number }[]> =>
  sql(read).all(
    `SELECT c.id, (
         EXISTS (SELECT 1 FROM entry WHERE correspondentId = c.id AND correspondentId IS NOT NULL)
         OR EXISTS (SELECT 1 FROM party WHERE partyId = c.id)
         OR EXISTS (SELECT 1 FROM letter WHERE addresseeId = c.id AND addresseeId IS NOT NULL)
         OR EXISTS (SELECT 1 FROM relation WHERE fromId = c.id AND removedAt IS NULL)
         OR EXISTS (SELECT 1 FROM relation WHERE toId = c.id AND removedAt IS NULL)
         OR EXISTS (SELECT 1 FROM sameness WHERE oneId = c.id AND removedAt IS NULL)
         OR EXISTS (SELECT 1 FROM sameness WHERE otherId = c.id AND removedAt IS NULL)
         OR EXISTS (SELECT 1 FROM consent WHERE contactId = c.id)
         OR EXISTS (SELECT 1 FROM cardChange WHERE contactId = c.id)) AS used
     FROM contact c WHERE c.importId = ? AND c.importId IS NOT NULL AND c.id > ? AND c.removedAt IS NULL ORDER BY c.id LIMIT ?`,
    [importId, after, limit],
  )

/** What an import corrected on cards that were there, from after one. */
export const correctionsOfImport = async (
  read: Reader,
  importId: string,
  after: string,
  limit: number,
): Promise<{ id: string; contactId: string; changes: { field: string; was: unknown; now: unknown }[] }[]> =>
  (
    await sql(read).all<{ id: string; contactId: string; changes: string }>(
      'SELECT id, contactId, changes FROM cardChange WHERE importId = ? AND importId IS NOT NULL AND id > ? ORDER BY id LIMIT ?',
      [importId, after, limit],
    )
  ).map((row) => ({ ...row, changes: JSON.parse(row.changes) as { field: string; was: unknown; now: unknown }[] }))
