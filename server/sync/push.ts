import type { Operation } from '../../contract/sync'
import { type Outcome, type Plain, type PushRequest } from '../../contract/sync'
import { sha256 } from '../../domain/hash'
import { canonical } from '../../domain/sync/canonical'
import { expectBlobs } from '../db/blobs'
import type { Sql, Store } from '../db/connect'
import { advanceDevice, lockDevice, type DeviceRow } from '../db/devices'
import { giveNumbers, linkConflicts, takePositions } from '../db/ledgers'
import { answeredBefore, insertOperations, type StoredOperation } from '../db/operations'
import { writeRows, type ServerRow } from '../db/rows'
import { lockHead, moveHead, type Head } from '../db/streams'
import { Failure } from '../failure'
import { conflictRows, type ContestedBy } from './conflicts'
import { place, type Placed } from './place'
import { Standing } from './standing'

/** An operation with the exact bytes its device hashed. */
type Arrived = { op: Operation; body: string }

/**
 * Takes a batch in, in one transaction: answers again what it has, refuses a gap or another history, judges the rest one by
 * one in the device's order, and commits all of it or nothing. When this resolves, what it answers is on disk.
 * @throws want-d { want } · clone · bad-request · revoked
 */
export function push(
  store: Store,
  deviceId: string,
  arrived: readonly Arrived[],
  now: number,
): Promise<{ last: number; outcomes: Outcome[] }> {
  return store.write(async (sql) => {
    const device = await lockDevice(sql, deviceId)
    if (!device) throw new Failure('unauthorised')
    if (device.revokedAt !== null) throw new Failure('revoked')
    const known = await again(
      sql,
      device,
      arrived.filter(({ op }) => op.d <= device.lastD),
    )
    const fresh = arrived.filter(({ op }) => op.d > device.lastD)
    if (fresh.length === 0) return { last: device.lastD, outcomes: known }
    checkChain(device, fresh)
    const outcomes = await takeIn(sql, device, fresh, now)
    return { last: fresh.at(-1)?.op.d ?? device.lastD, outcomes: [...known, ...outcomes] }
  })
}

/** The batch as it came. An operation is hashed as it was sent, with whatever a newer desk put into it. @throws bad-request */
export function readOperations(raw: unknown, parsed: PushRequest): Arrived[] {
  const list = (raw as { operations: unknown[] }).operations
  return parsed.operations.map((op, index) => {
    const { hash: _hash, ...rest } = list[index] as { hash: string; [key: string]: Plain }
    try {
      return { op, body: canonical(rest) }
    } catch {
      throw new Failure('bad-request') // a float, a lone surrogate: two stores would keep them differently
    }
  })
}

/** The same push twice changes nothing and gets the same answers. Another operation under a known number is a copied PC. */
async function again(sql: Sql, device: DeviceRow, old: readonly Arrived[]): Promise<Outcome[]> {
  if (old.length === 0) return []
  const stored = await answeredBefore(
    sql,
    device.id,
    old.map(({ op }) => op.d),
  )
  const byD = new Map(stored.map((s) => [s.d, s]))
  return old.map(({ op }) => {
    const known = byD.get(op.d)
    if (!known || known.hash !== op.hash) throw new Failure('clone')
    return { d: op.d, result: known.outcome, seq: known.seq, reason: known.reason }
  })
}

/** (device, d) without a gap, each chained to the one before. A first link that does not fit is another history of this PC. */
function checkChain(device: DeviceRow, fresh: readonly Arrived[]): void {
  let previous = device.lastHash
  for (const [index, { op, body }] of fresh.entries()) {
    if (op.d !== device.lastD + 1 + index) throw new Failure('want-d', device.lastD + 1)
    if (sha256(previous + body) !== op.hash)
      throw new Failure(index === 0 && device.lastD > 0 ? 'clone' : 'bad-request')
    previous = op.hash
  }
}

async function takeIn(sql: Sql, device: DeviceRow, fresh: readonly Arrived[], now: number): Promise<Outcome[]> {
  const head = await lockHead(sql, device.office)
  if (!head) throw new Failure('unauthorised')
  const standing = await Standing.read(
    sql,
    device,
    fresh.map(({ op }) => op),
  )
  const stored: StoredOperation[] = []
  const placed: Placed[] = []
  const contested: ContestedBy[] = []
  for (const { op, body } of fresh) {
    head.seq++
    head.chain = sha256(head.chain + op.hash)
    const result = place(op, head.seq, standing)
    placed.push(result)
    contested.push(...result.contested.map((c) => ({ op, contested: c })))
    const { result: outcome, reason } = result.outcome
    stored.push({
      device: device.id,
      d: op.d,
      stream: head.stream,
      seq: head.seq,
      body,
      hash: op.hash,
      outcome,
      reason,
      chain: head.chain,
      received_at: now,
    })
  }
  const conflicts = await conflictRows(sql, device.id, contested, head.seq + 1, now)
  head.seq += conflicts.length
  await keep(sql, head, device, stored, placed, conflicts)
  return placed.map((p) => p.outcome)
}

async function keep(
  sql: Sql,
  head: Head,
  device: DeviceRow,
  stored: readonly StoredOperation[],
  placed: readonly Placed[],
  conflicts: readonly ServerRow[],
): Promise<void> {
  const office = head.stream
  // The last state of each row; a row touched twice is written once.
  const rows = new Map(placed.flatMap(({ row }) => (row ? [[`${row.entity}/${row.id}`, row] as const] : [])))
  const numbers = placed.flatMap((p) => p.number ?? [])
  const positions = placed.flatMap((p) => p.position ?? [])
  const files = [...rows.values()].flatMap(({ entity, fields }) => {
    const { sha256: hash, size } = fields
    return entity === 'file' && typeof hash === 'string' && typeof size === 'number' ? [{ sha256: hash, size }] : []
  })
  await insertOperations(sql, stored)
  if (rows.size + conflicts.length > 0) await writeRows(sql, office, [...rows.values(), ...conflicts])
  if (numbers.length > 0) await giveNumbers(sql, office, numbers)
  if (positions.length > 0) await takePositions(sql, office, positions)
  if (files.length > 0) await expectBlobs(sql, office, files)
  if (conflicts.length > 0) {
    await linkConflicts(
      sql,
      office,
      conflicts.map((c) => ({ row_id: String(c.fields['rowId']), conflict: c.id })),
    )
  }
  await moveHead(sql, head)
  const last = stored.at(-1)
  if (last) await advanceDevice(sql, device.id, last.d, last.hash)
}
