import type { Names } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader, type Tx } from '../core/sql'
import { fromRow } from '../outbox/rows'

export type CapsuleRow = {
  id: string
  entryId: string
  direction: string
  keptId: string
  capsuleId: string
  officeId: string | null
  officeNames: Names | null
  at: number
  sha256: string
  ackNames: Names | null
  ackNumber: string | null
  ackDate: string | null
  ackAt: number | null
}
const read_ = (row: Record<string, unknown>): CapsuleRow =>
  ({ id: row['id'], ...fromRow('capsule', row) }) as unknown as CapsuleRow

/** What left of an entry, or what it came as; nothing of a hidden one (A2). */
export async function capsulesOf(read: Reader, viewer: Viewer, entryId: string): Promise<CapsuleRow[]> {
  const may = visible('capsule', 'c', viewer)
  const rows = await sql(read).all<Record<string, unknown>>(
    `SELECT c.* FROM capsule c WHERE c.entryId = ? AND ${may.sql} ORDER BY c.at`,
    [entryId, ...may.params],
  )
  return rows.map(read_)
}

/** Every row of a capsule here, whoever may see its entry. */
export async function capsulesKept(read: Reader, keptId: string, direction: 'in' | 'out'): Promise<CapsuleRow[]> {
  const rows = await sql(read).all<Record<string, unknown>>(
    'SELECT * FROM capsule WHERE keptId = ? AND direction = ? ORDER BY at',
    [keptId, direction],
  )
  return rows.map(read_)
}

export type Partner = { id: string; rootKey: string; names: Names; acceptedAt: number; active: boolean; fields: Fields }
export async function allPartners(read: Reader): Promise<Partner[]> {
  const rows = await sql(read).all<Record<string, unknown>>('SELECT * FROM partner ORDER BY acceptedAt')
  return rows.map((row) => {
    const fields = fromRow('partner', row)
    return { ...(fields as unknown as Omit<Partner, 'id' | 'fields'>), id: String(row['id']), fields }
  })
}

/** What was taken out of a capsule into a form, until the form is registered. */
export const keepTaken = (tx: Tx, entryId: string, body: string, at: number): Promise<void> =>
  sql(tx).run('INSERT OR REPLACE INTO capsuleTaken (entryId, body, at) VALUES (?, ?, ?)', [entryId, body, at])
export async function claimTaken(tx: Tx, entryId: string): Promise<string | undefined> {
  const row = await sql(tx).one<{ body: string }>('SELECT body FROM capsuleTaken WHERE entryId = ?', [entryId])
  if (row) await sql(tx).run('DELETE FROM capsuleTaken WHERE entryId = ?', [entryId])
  return row?.body
}
export const dropTaken = (tx: Tx, before: number): Promise<void> =>
  sql(tx).run('DELETE FROM capsuleTaken WHERE at < ?', [before])

/** The rows another office needs to believe this PC: its own, and the keys of people. */
export async function rowsOf(
  read: Reader,
  entity: 'device' | 'userKey',
  ids: readonly string[],
): Promise<{ id: string; fields: Fields }[]> {
  const column = entity === 'device' ? 'id' : 'userId'
  const rows = await sql(read).all<Record<string, unknown>>(
    `SELECT t.* FROM json_each(?) j JOIN "${entity}" t ON t.${column} = j.value`,
    [JSON.stringify(ids)],
  )
  return rows.map((row) => ({ id: String(row['id']), fields: fromRow(entity, row) }))
}
