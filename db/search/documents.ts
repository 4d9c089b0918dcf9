import type { PersonName } from '../../contract/community'
import type { Fields } from '../../contract/sync'
import { referenceKey } from '../../domain/register/reference'
import { sql, type Tx } from '../core/sql'
import type { EntryRecord } from '../register/entries'
import { indexDocument } from './search'

const names = (json: string | null): string[] => (json ? Object.values(JSON.parse(json) as PersonName) : [])

type Indexed = Pick<
  EntryRecord,
  'registeredAt' | 'numberText' | 'seq' | 'subject' | 'reference' | 'notes' | 'correspondentId'
>

/** Number, subject, correspondent in both scripts, reference, notes: what an entry is found by. */
async function putEntry(tx: Tx, id: string, row: Indexed, known: boolean): Promise<void> {
  const to =
    row.correspondentId === null
      ? undefined
      : await sql(tx).one<{ nameAr: string; nameLatin: string }>('SELECT nameAr, nameLatin FROM contact WHERE id = ?', [
          row.correspondentId,
        ])
  const texts = [
    row.numberText,
    String(row.seq),
    row.subject,
    row.reference,
    row.notes,
    ...names(to?.nameAr ?? null),
    ...names(to?.nameLatin ?? null),
  ]
  await indexDocument(
    tx,
    {
      entity: 'entry',
      rowId: id,
      at: row.registeredAt,
      referenceKey: row.reference === null ? null : referenceKey(row.reference),
      texts,
    },
    known,
  )
}

/** Indexes an entry anew, from its row. */
export async function indexEntry(tx: Tx, id: string): Promise<void> {
  const row = await sql(tx).one<Indexed>(
    'SELECT registeredAt, numberText, seq, subject, reference, notes, correspondentId FROM entry WHERE id = ?',
    [id],
  )
  if (row) await putEntry(tx, id, row, true)
}

/** Indexes an entry registered in this transaction, from the fields just written. */
export const indexNewEntry = (tx: Tx, id: string, fields: Fields): Promise<void> =>
  putEntry(tx, id, fields as unknown as Indexed, false)

export async function indexContact(tx: Tx, id: string): Promise<void> {
  const row = await sql(tx).one<{
    nameAr: string
    nameLatin: string
    description: string
    phone: string
    email: string
    city: string
    createdAt: number
  }>('SELECT nameAr, nameLatin, description, phone, email, city, createdAt FROM contact WHERE id = ?', [id])
  if (!row) return
  await indexDocument(tx, {
    entity: 'contact',
    rowId: id,
    at: row.createdAt,
    texts: [...names(row.nameAr), ...names(row.nameLatin), row.description, row.phone, row.email, row.city],
  })
}

/** The newest entries of a contact; older ones keep being found by the name they were indexed under. */
export const entriesOfContact = async (tx: Tx, contactId: string): Promise<string[]> =>
  (
    await sql(tx).all<{ id: string }>(
      'SELECT id FROM entry WHERE correspondentId = ? ORDER BY registeredAt DESC LIMIT 500',
      [contactId],
    )
  ).map((r) => r.id)
