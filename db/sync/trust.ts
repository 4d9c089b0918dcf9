import { descriptor, type EntityName } from '../../domain/entities'
import { givesPower } from '../../domain/trust/powers'
import type { Trust } from '../../domain/trust/proof'
import { sql, type Reader, type Tx } from '../core/sql'
import { fromRow } from '../outbox/rows'
import { metaValue, setMeta } from '../core/meta'

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

/** When the last word on each of some rows, and on each value sealed in them, was signed: an older one sent again is not news. */
export type Proven = { known: Map<string, number>; fresh: Map<string, number> }

export async function provenOf(tx: Tx, entity: EntityName, rows: readonly { id: string }[]): Promise<Proven> {
  if (!givesPower(entity)) return { known: new Map(), fresh: new Map() }
  const names = rows.flatMap(({ id }) => [id, ...descriptor(entity).seals.map((name) => `${id}.${name}`)])
  const kept = await sql(tx).all<{ rowId: string; at: number }>(
    'SELECT rowId, at FROM provenAt WHERE rowId IN (SELECT value FROM json_each(?))',
    [JSON.stringify(names)],
  )
  return { known: new Map(kept.map(({ rowId, at }) => [rowId, at])), fresh: new Map() }
}

export async function keepAllProven(tx: Tx, { fresh }: Proven): Promise<void> {
  if (fresh.size === 0) return
  await sql(tx).run(
    `INSERT INTO provenAt (rowId, at) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE 1
     ON CONFLICT (rowId) DO UPDATE SET at = max(provenAt.at, excluded.at)`,
    [JSON.stringify([...fresh])],
  )
}

/** The public keys of each person, old ones too, as they lie here. */
export async function keysOfPeople(read: Reader): Promise<ReadonlyMap<string, readonly string[]>> {
  const keys = new Map<string, string[]>()
  for (const { userId, publicKey } of await sql(read).all<{ userId: string; publicKey: string }>(
    'SELECT userId, publicKey FROM userKey',
  ))
    keys.set(userId, [...(keys.get(userId) ?? []), publicKey])
  return keys
}

/** Which key a row is, of whom: a second person's word names it (I4). */
export const keyRows = async (read: Reader): Promise<ReadonlyMap<string, { userId: string; publicKey: string }>> =>
  new Map(
    (
      await sql(read).all<{ id: string; userId: string; publicKey: string }>(
        'SELECT id, userId, publicKey FROM userKey',
      )
    ).map(({ id, userId, publicKey }) => [id, { userId, publicKey }]),
  )
