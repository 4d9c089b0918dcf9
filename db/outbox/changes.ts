import { descriptor, type EntityName } from '../../contract/entities'
import { AppError } from '../../contract/errors'
import type { Fields, Operation } from '../../contract/sync'
import { changedFields, deviceGenesis, seal } from '../../domain/sync/operation'
import { beforeCommit, sql, type Tx } from '../core/sql'
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
  await append(
    tx,
    { entity, id, kind: 'patch', base: await seenVersion(tx, id, Number(row['rv'])), fields, before },
    stamp,
  )
  return true
}

/**
 * The server's version a change is made on. While an earlier change of the row waits, it is that one's: rows that came in
 * meanwhile lie under what is waiting, so their values were not seen.
 */
async function seenVersion(tx: Tx, rowId: string, rv: number): Promise<number> {
  const waiting = await sql(tx).one<{ base: number | null }>(
    `SELECT min(json_extract(operation, '$.base')) AS base FROM outbox WHERE rowId = ? AND state = 'waiting'`,
    [rowId],
  )
  return Math.min(rv, waiting?.base ?? rv)
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

type Appended = { d: number; entity: string; rowId: string; operation: string; hash: string; at: number }
type Chain = { d: number; hash: string; rows: Appended[] }
const chains = new WeakMap<Tx, Chain>()

/** The head of the device chain, and what this transaction adds to it; written once, just before the commit. */
async function chainOf(tx: Tx, deviceId: string): Promise<Chain> {
  const known = chains.get(tx)
  if (known) return known
  const last = await sql(tx).one<{ d: number; hash: string }>('SELECT d, hash FROM outbox ORDER BY d DESC LIMIT 1')
  const chain: Chain = { d: last?.d ?? 0, hash: last?.hash ?? deviceGenesis(deviceId), rows: [] }
  chains.set(tx, chain)
  beforeCommit(tx, () =>
    sql(tx).run(
      `INSERT INTO outbox (d, entity, rowId, operation, hash, at)
       SELECT json_extract(value, '$.d'), json_extract(value, '$.entity'), json_extract(value, '$.rowId'), json_extract(value, '$.operation'),
              json_extract(value, '$.hash'), json_extract(value, '$.at') FROM json_each(?)`,
      [JSON.stringify(chain.rows)],
    ),
  )
  return chain
}

/** Appends to the device chain. The last operation is never pruned: it is the head. */
async function append(
  tx: Tx,
  change: Pick<Operation, 'entity' | 'id' | 'kind' | 'base' | 'fields' | 'before'>,
  stamp: Stamp,
): Promise<void> {
  const chain = await chainOf(tx, stamp.deviceId)
  const d = chain.d + 1
  const { text, hash } = seal({ d, ...change, time: stamp.at, user: stamp.userId }, chain.hash)
  chain.rows.push({ d, entity: change.entity, rowId: change.id, operation: text, hash, at: stamp.at })
  chain.d = d
  chain.hash = hash
}
