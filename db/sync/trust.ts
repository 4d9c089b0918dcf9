import type { Trust } from '../../domain/trust/proof'
import { sql, type Reader, type Tx } from '../core/sql'
import { fromRow } from '../outbox/rows'
import { metaValue, setMeta } from '../session/people'

/** Pinned once, from the founding or from the code that let this PC in; a row that says otherwise changes nothing. */
const ROOT = 'office.root'
export const pinRoot = (tx: Tx, root: string): Promise<void> => setMeta(tx, ROOT, root)

/** Whose word counts here: the pinned key of the office, and the keys of its people as they lie in the table. */
export async function trustOf(read: Reader, officeId: string): Promise<Trust> {
  const keys = new Map<string, { id: string; fields: ReturnType<typeof fromRow> }[]>()
  for (const row of await sql(read).all<Record<string, unknown>>('SELECT * FROM userKey')) {
    const userId = String(row['userId'])
    keys.set(userId, [...(keys.get(userId) ?? []), { id: String(row['id']), fields: fromRow('userKey', row) }])
  }
  return { officeId, root: (await metaValue(read, ROOT)) ?? '', keysOf: (userId) => keys.get(userId) ?? [] }
}

/** When the last word of the server on this row was signed: an older one sent again is not news. */
export const provenAt = async (tx: Tx, rowId: string): Promise<number> =>
  (await sql(tx).one<{ at: number }>('SELECT at FROM provenAt WHERE rowId = ?', [rowId]))?.at ?? 0

export const keepProvenAt = (tx: Tx, rowId: string, at: number): Promise<void> =>
  sql(tx).run(
    'INSERT INTO provenAt (rowId, at) VALUES (?, ?) ON CONFLICT (rowId) DO UPDATE SET at = max(provenAt.at, excluded.at)',
    [rowId, at],
  )

/** The public keys of each person, old ones too, as they lie here. */
export async function keysOfPeople(read: Reader): Promise<ReadonlyMap<string, readonly string[]>> {
  const keys = new Map<string, string[]>()
  for (const { userId, publicKey } of await sql(read).all<{ userId: string; publicKey: string }>(
    'SELECT userId, publicKey FROM userKey',
  ))
    keys.set(userId, [...(keys.get(userId) ?? []), publicKey])
  return keys
}
