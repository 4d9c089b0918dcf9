import { descriptor, type EntityName } from '../../contract/entities'
import { AppError } from '../../contract/errors'
import type { Fields, Operation } from '../../contract/sync'
import { changedFields, deviceGenesis, seal } from '../../domain/sync/operation'
import { sql, type Tx } from '../core/sql'
import { fromRow, toColumn } from './rows'

/** Who changes something, on which PC, when. */
export type Stamp = { userId: string; deviceId: string; at: number }

/** The only way a replicated row comes to be: the row and its outbox operation, in the caller's transaction. */
export async function createRow(tx: Tx, entity: EntityName, id: string, fields: Fields, stamp: Stamp): Promise<void> {
  for (const name of Object.keys(descriptor(entity).fields)) {
    if (!(name in fields)) throw new Error(`${entity}.${name} is missing`)
  }
  await insertRow(tx, entity, id, fields)
  await append(tx, { entity, id, kind: 'create', base: 0, fields, before: {} }, stamp)
}

/**
 * Changes some fields of a row and says so to the outbox; no operation when nothing differs.
 * @throws not-found · field-fixed { field } (I2)
 */
export async function patchRow(tx: Tx, entity: EntityName, id: string, patch: Fields, stamp: Stamp): Promise<boolean> {
  const row = await sql(tx).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  if (!row) throw new AppError('not-found')
  const { fields, before } = changedFields(fromRow(entity, row), patch)
  const names = Object.keys(fields)
  if (names.length === 0) return false
  const fixed = names.find((name) => descriptor(entity).fields[name]?.fixed !== false)
  if (fixed) throw new AppError('field-fixed', { field: fixed })
  await updateRow(tx, entity, id, fields)
  await append(tx, { entity, id, kind: 'patch', base: Number(row['rv']), fields, before }, stamp)
  return true
}

/** A row that lay here unsent (a staged scan) becomes part of the register: its creation is said to the outbox. */
export async function announceRow(tx: Tx, entity: EntityName, id: string, stamp: Stamp): Promise<void> {
  const row = await sql(tx).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  if (!row) throw new AppError('not-found')
  await append(tx, { entity, id, kind: 'create', base: 0, fields: fromRow(entity, row), before: {} }, stamp)
}

/** For pulled rows too, which have their operation on the server. */
export async function insertRow(tx: Tx, entity: EntityName, id: string, fields: Fields): Promise<void> {
  // Names come from our own descriptors, never from the wire.
  const names = Object.keys(fields).filter((name) => name in descriptor(entity).fields)
  const columns = ['id', ...names].map((n) => `"${n}"`).join(', ')
  const values = names.map((name) => toColumn(entity, name, fields[name] ?? null))
  const required = entity === 'book' ? { names: ', lastLink', marks: `, ''` } : { names: '', marks: '' }
  await sql(tx).run(
    `INSERT INTO "${entity}" (${columns}${required.names}) VALUES (?${', ?'.repeat(names.length)}${required.marks})`,
    [id, ...values],
  )
}

export async function updateRow(tx: Tx, entity: EntityName, id: string, fields: Fields): Promise<void> {
  const names = Object.keys(fields).filter((name) => name in descriptor(entity).fields)
  if (names.length === 0) return
  await sql(tx).run(`UPDATE "${entity}" SET ${names.map((n) => `"${n}" = ?`).join(', ')} WHERE id = ?`, [
    ...names.map((name) => toColumn(entity, name, fields[name] ?? null)),
    id,
  ])
}

/** Appends to the device chain. The last operation is never pruned: it is the head. */
async function append(
  tx: Tx,
  change: Pick<Operation, 'entity' | 'id' | 'kind' | 'base' | 'fields' | 'before'>,
  stamp: Stamp,
): Promise<void> {
  const last = await sql(tx).one<{ d: number; hash: string }>('SELECT d, hash FROM outbox ORDER BY d DESC LIMIT 1')
  const d = (last?.d ?? 0) + 1
  const { text, hash } = seal({ d, ...change, time: stamp.at, user: stamp.userId }, last?.hash ?? deviceGenesis(stamp.deviceId))
  await sql(tx).run('INSERT INTO outbox (d, entity, rowId, operation, hash, at) VALUES (?, ?, ?, ?, ?, ?)', [
    d, change.entity, change.id, text, hash, stamp.at,
  ])
}
