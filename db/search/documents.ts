import type { PersonName } from '../../contract/community'
import { sql, type Tx } from '../core/sql'
import type { EntryRecord } from '../register/entries'
import { indexDocument } from './search'

const names = (json: string | null): string[] => (json ? Object.values(JSON.parse(json) as PersonName) : [])

/** The search document of one entry, made anew from its row: number, subject, correspondent in both scripts, reference, notes. */
export async function indexEntry(tx: Tx, id: string): Promise<void> {
  const row = await sql(tx).one<EntryRecord & { nameAr: string | null; nameLatin: string | null }>(
    'SELECT e.*, c.nameAr, c.nameLatin FROM entry e LEFT JOIN contact c ON c.id = e.correspondentId WHERE e.id = ?',
    [id],
  )
  if (!row) return
  await indexDocument(tx, {
    entity: 'entry',
    rowId: id,
    level: row.level,
    ownerId: row.registeredById,
    at: row.registeredAt,
    texts: [row.numberText, String(row.seq), row.subject, row.reference, row.notes, ...names(row.nameAr), ...names(row.nameLatin)],
  })
}

export async function indexContact(tx: Tx, id: string): Promise<void> {
  const row = await sql(tx).one<{
    nameAr: string; nameLatin: string; description: string; phone: string; email: string; city: string; createdAt: number
  }>('SELECT nameAr, nameLatin, description, phone, email, city, createdAt FROM contact WHERE id = ?', [id])
  if (!row) return
  await indexDocument(tx, {
    entity: 'contact',
    rowId: id,
    level: 'ordinary',
    ownerId: null,
    at: row.createdAt,
    texts: [...names(row.nameAr), ...names(row.nameLatin), row.description, row.phone, row.email, row.city],
  })
}

/** The newest entries of a contact; older ones keep being found by the name they were indexed under. */
export const entriesOfContact = async (tx: Tx, contactId: string): Promise<string[]> =>
  (
    await sql(tx).all<{ id: string }>('SELECT id FROM entry WHERE correspondentId = ? ORDER BY registeredAt DESC LIMIT 500', [contactId])
  ).map((r) => r.id)
