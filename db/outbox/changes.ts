import { v7 } from 'uuid'
import { descriptor, type EntityName } from '../../domain/entities'
import { AppError } from '../../contract/errors'
import type { Change, Fields, Operation } from '../../contract/wire'
import { changeText } from '../../domain/sync/change'
import { changedFields, deviceGenesis, seal } from '../../domain/sync/operation'
import { claimsPower, givesPower, provenByOffice } from '../../domain/trust/powers'
import { provenValues } from '../../domain/trust/proof'
import { canonical } from '../../domain/sync/canonical'
import { EACH, listOf } from '../core/list'
import { beforeCommit, sql, type Tx } from '../core/sql'
import { columnsOf, putRows } from './bulk'
import { proofFor, sealed } from './proving'
import { fromRow, toColumn } from './rows'
import type { Stamp } from './stamp'

/** The only way a replicated row comes to be: the row and its outbox operation, in the caller's transaction. */
export async function createRow(tx: Tx, entity: EntityName, id: string, given: Fields, stamp: Stamp): Promise<void> {
  const fields = await withProof(tx, entity, id, filled(entity, given), null, stamp)
  await insertRow(tx, entity, id, fields)
  await append(tx, { entity, id, kind: 'create', fields, before: {} }, stamp)
}

/** Many rows of one entity in one command: what is signed and said of each is the same, the statements are few. */
export async function createRows(
  tx: Tx,
  entity: EntityName,
  given: readonly { id: string; fields: Fields }[],
  stamp: Stamp,
): Promise<void> {
  const rows = []
  for (const { id, fields } of given)
    rows.push({ id, fields: await withProof(tx, entity, id, filled(entity, fields), null, stamp) })
  await putRows(
    tx,
    entity,
    rows.map(({ id, fields }) => columnsOf(entity, id, fields)),
  )
  for (const { id, fields } of rows) await append(tx, { entity, id, kind: 'create', fields, before: {} }, stamp)
}

/** What may be absent is null; what may not is the caller's mistake. */
function filled(entity: EntityName, given: Fields): Fields {
  const fields = { ...given }
  for (const [name, { nullable }] of Object.entries(descriptor(entity).fields)) {
    if (name in fields) continue
    if (!nullable) throw new Error(`${entity}.${name} is missing`)
    fields[name] = null
  }
  return fields
}

/**
 * Changes some fields of a row and says so to the outbox; no operation when nothing differs.
 * @throws not-found · field-fixed { field } (I2)
 */
export async function patchRow(tx: Tx, entity: EntityName, id: string, patch: Fields, stamp: Stamp): Promise<boolean> {
  const row = await sql(tx).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  if (!row) throw new AppError('not-found')
  const stands = fromRow(entity, row)
  const asked = changedFields(entity, stands, patch)
  const names = Object.keys(asked.fields)
  if (names.length === 0) return false
  const fixed = names.find((name) => descriptor(entity).fields[name]?.fixed !== false)
  if (fixed) throw new AppError('field-fixed', { field: fixed })
  const proven = await withProof(tx, entity, id, asked.fields, stands, stamp)
  const { fields, before } = changedFields(entity, stands, proven)
  if (Object.keys(fields).length === 0) return false
  await updateRow(tx, entity, id, fields)
  // A creation the server did not take is said again, mended: a patch alone would have no row to change.
  if (Number(row['rv']) === 0 && (await creationParked(tx, id)))
    await append(tx, { entity, id, kind: 'create', fields: { ...stands, ...fields }, before: {} }, stamp)
  else await append(tx, { entity, id, kind: 'patch', fields, before }, stamp)
  return true
}

const creationParked = async (tx: Tx, id: string): Promise<boolean> =>
  (await sql(tx).one(
    `SELECT 1 AS parked FROM outbox WHERE rowId = ? AND state = 'parked' AND json_extract(operation, '$.kind') = 'create'
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.rowId = outbox.rowId AND o.d > outbox.d AND json_extract(o.operation, '$.kind') = 'create') LIMIT 1`,
    [id],
  )) !== undefined

/** A row that gives power carries who gave it, signed again whenever what it claims changes (docs/security.md). */
async function withProof(
  tx: Tx,
  entity: EntityName,
  id: string,
  asked: Fields,
  stands: Fields | null,
  stamp: Stamp,
): Promise<Fields> {
  const fields = await sealed(tx, entity, id, asked, stands, stamp)
  const next = { ...stands, ...fields }
  if (!givesPower(entity) || !claimsPower(entity, next) || (fields['proof'] ?? null) !== null) return fields
  if (stands && canonical(provenValues(entity, next)) === canonical(provenValues(entity, stands))) return fields
  return { ...fields, proof: await proofFor(tx, entity, id, next, stamp) }
}

/** A row that lay here unsent (a staged scan) becomes part of the register: its creation is said to the outbox. */
export async function announceRow(tx: Tx, entity: EntityName, id: string, stamp: Stamp): Promise<void> {
  const row = await sql(tx).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  if (!row) throw new AppError('not-found')
  await append(tx, { entity, id, kind: 'create', fields: fromRow(entity, row), before: {} }, stamp)
}

/**
 * A row that lies here and that the server did not take is said once more, under the same id: what gives power is signed anew by
 * whoever says it now, unless the office's own key stands behind it.
 */
export async function sayAgain(tx: Tx, entity: EntityName, id: string, stamp: Stamp): Promise<void> {
  const row = await sql(tx).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  if (!row) throw new AppError('not-found')
  const stands = fromRow(entity, row)
  const by = (stands['proof'] as { by?: unknown } | null | undefined)?.by
  const same = by === undefined || by === stamp.userId || provenByOffice(entity, stands)
  const fields = same ? stands : await withProof(tx, entity, id, { ...stands, proof: null }, null, stamp)
  if (!same) await updateRow(tx, entity, id, { proof: fields['proof'] ?? null })
  await append(tx, { entity, id, kind: 'create', fields, before: {} }, stamp)
}

/** The change this transaction has begun; null while it has written nothing that travels. */
export const changeBegun = (tx: Tx): string | null => open.get(tx)?.change ?? null

/** For pulled rows too, which have their operation on the server. */
export async function insertRow(tx: Tx, entity: EntityName, id: string, fields: Fields): Promise<void> {
  // Names come from our own descriptors, never from the wire.
  const row = columnsOf(entity, id, fields)
  const names = Object.keys(row)
  await sql(tx).run(
    `INSERT INTO "${entity}" (${names.map((n) => `"${n}"`).join(', ')}) VALUES (?${', ?'.repeat(names.length - 1)})`,
    Object.values(row),
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

type Appended = {
  d: number
  change: string
  entity: string
  rowId: string
  operation: string
  hash: string
  at: number
}
/** What one transaction adds to the device's chain: one command of one person, signed once. */
type Open = { d: number; hash: string; change: string; stamp: Stamp; rows: Appended[] }
const open = new WeakMap<Tx, Open>()

async function openChange(tx: Tx, stamp: Stamp): Promise<Open> {
  const known = open.get(tx)
  if (known) {
    if (known.stamp.userId !== stamp.userId) throw new Error('one transaction is one person’s command')
    return known
  }
  const last = await sql(tx).one<{ d: number; hash: string }>('SELECT d, hash FROM outbox ORDER BY d DESC LIMIT 1')
  const begun: Open = {
    d: last?.d ?? 0,
    hash: last?.hash ?? deviceGenesis(stamp.deviceId),
    change: v7(),
    stamp,
    rows: [],
  }
  open.set(tx, begun)
  beforeCommit(tx, () => closeChange(tx, begun))
  return begun
}

/** Written once, just before the commit, with its signature: operations without one never exist. */
async function closeChange(tx: Tx, { change, stamp, rows }: Open): Promise<void> {
  const { officeId, userId, signer } = stamp
  const who: Omit<Change, 'signature'> = { id: change, user: userId, key: signer.keyId }
  const signature = signer.sign(
    changeText(
      officeId,
      who,
      rows.map((r) => r.operation),
    ),
  )
  await sql(tx).run('INSERT INTO signedChange (id, userId, keyId, signature) VALUES (?, ?, ?, ?)', [
    change,
    userId,
    signer.keyId,
    signature,
  ])
  await sql(tx).run(
    `INSERT INTO outbox (d, entity, rowId, operation, hash, at, change)
     SELECT json_extract(value, '$.d'), json_extract(value, '$.entity'), json_extract(value, '$.rowId'), json_extract(value, '$.operation'),
            json_extract(value, '$.hash'), json_extract(value, '$.at'), json_extract(value, '$.change') FROM ${EACH}`,
    [listOf(rows)],
  )
}

/** Appends to the device chain. The last operation is never pruned: it is the head. */
async function append(
  tx: Tx,
  step: Pick<Operation, 'entity' | 'id' | 'kind' | 'fields' | 'before'>,
  stamp: Stamp,
): Promise<void> {
  const chain = await openChange(tx, stamp)
  const { change } = chain
  const d = chain.d + 1
  const { text, hash } = seal({ ...step, change, time: stamp.at, user: stamp.userId }, d, chain.hash)
  chain.rows.push({ d, change, entity: step.entity, rowId: step.id, operation: text, hash, at: stamp.at })
  chain.d = d
  chain.hash = hash
}
