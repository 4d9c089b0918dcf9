import type { PersonName } from '../../contract/community'
import type { Fields } from '../../contract/wire'
import { referenceKey } from '../../domain/register/reference'
import { sql, type Tx } from '../core/sql'
import type { EntryRecord } from '../register/entries'
import { indexDocuments } from './bulk'
import { entryMarks } from './marks'
import { indexDocument, type SearchDocument } from './search'

const names = (json: string | null): string[] => (json ? Object.values(JSON.parse(json) as PersonName) : [])

type Indexed = Pick<
  EntryRecord,
  | 'registeredAt'
  | 'numberText'
  | 'seq'
  | 'subject'
  | 'reference'
  | 'notes'
  | 'correspondentId'
  | 'registerId'
  | 'year'
  | 'urgency'
  | 'cancelledAt'
>
type To = { nameAr: string | null; nameLatin: string | null }

/** Number, subject, correspondent in both scripts, reference, notes: what an entry is found by; and the lists it is looked for in. */
const entryDocument = (id: string, row: Indexed, to: To): SearchDocument => ({
  entity: 'entry',
  rowId: id,
  at: row.registeredAt,
  referenceKey: row.reference === null ? null : referenceKey(row.reference),
  texts: [
    row.numberText,
    String(row.seq),
    row.subject,
    row.reference,
    row.notes,
    ...names(to.nameAr),
    ...names(to.nameLatin),
  ],
  marks: entryMarks(row),
})

/** Indexes entries anew, from their rows. */
export async function indexEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await sql(tx).all<Indexed & To & { id: string }>(
    `SELECT e.id, e.registeredAt, e.numberText, e.seq, e.subject, e.reference, e.notes, e.correspondentId,
       e.registerId, e.year, e.urgency, e.cancelledAt, c.nameAr, c.nameLatin
     FROM json_each(?) j JOIN entry e ON e.id = j.value LEFT JOIN contact c ON c.id = e.correspondentId`,
    [JSON.stringify(ids)],
  )
  await indexDocuments(
    tx,
    rows.map((row) => entryDocument(row.id, row, row)),
  )
}

/** Indexes an entry registered in this transaction, from the fields just written. */
export async function indexNewEntry(tx: Tx, id: string, fields: Fields): Promise<void> {
  const row = fields as unknown as Indexed
  const to =
    row.correspondentId === null
      ? undefined
      : await sql(tx).one<To>('SELECT nameAr, nameLatin FROM contact WHERE id = ?', [row.correspondentId])
  await indexDocument(tx, entryDocument(id, row, to ?? { nameAr: null, nameLatin: null }), false)
}

export async function indexContacts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  type Card = Record<'id' | 'nameAr' | 'nameLatin' | 'description' | 'phone' | 'email' | 'city', string> & {
    createdAt: number
  }
  const rows = await sql(tx).all<Card>(
    `SELECT c.id, c.nameAr, c.nameLatin, c.description, c.phone, c.email, c.city, c.createdAt
     FROM json_each(?) j JOIN contact c ON c.id = j.value`,
    [JSON.stringify(ids)],
  )
  await indexDocuments(
    tx,
    rows.map((row) => ({
      entity: 'contact',
      rowId: row.id,
      at: row.createdAt,
      texts: [...names(row.nameAr), ...names(row.nameLatin), row.description, row.phone, row.email, row.city],
    })),
  )
}
