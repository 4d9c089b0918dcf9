import type { Outcome, PushRequest } from '../../contract/wire'
import { isEntity } from '../../domain/entities'
import { sha256 } from '../../domain/hash'
import { headText } from '../../domain/sync/change'
import { verifySignature } from '../../domain/trust/keys'
import { claimsPower } from '../../domain/trust/powers'
import { destroyFiles, expectBlobs } from '../db/blobs'
import type { Sql, Store } from '../db/connect'
import { advanceDevice, lockDevice, markSplit, type DeviceRow } from '../db/devices'
import { keepClosings } from '../db/closings'
import { giveNumbers, linkConflicts, takePositions } from '../db/ledgers'
import { answeredBefore, keepBatch, keepRefusedLogins, packOperations, type Batch } from '../db/operations'
import { writeRows, type OwnRow, type ServerRow } from '../db/rows'
import {
  changesHeard,
  keepChanges,
  keepDeviceHead,
  keepRequest,
  type SignedRequest,
  type StoredChange,
} from '../db/signatures'
import { lockHead, moveHead, type Head } from '../db/streams'
import { Failure } from '../failure'
import { byChange, checkChain, readOperations } from './arrived'
import { closingsIn } from './closings'
import { conflictRows, type ContestedBy } from './conflicts'
import { judge, type JudgedChange } from './judge'
import type { Placed } from './place'
import { OfficeRows } from './office-rows'

type Arrived = ReturnType<typeof readOperations>[number]

/** `own`: rows that stand as the asking PC wrote them, each at its place in the stream. */
export type Taken = { last: number; outcomes: Outcome[]; own: OwnRow[] }

export type Came = { packed: Buffer; size: number }

/**
 * Takes a batch in, in one transaction: answers again what it has, refuses a gap or another history, judges the rest change by
 * change in the device's order, and commits all of it or nothing. When this resolves, what it answers is on disk.
 * @param came the request's own bytes, where they are packed, and their size unpacked: they are kept as they came
 * @throws want-d { want } · clone · bad-request · revoked · unauthorised
 */
export function push(
  store: Store,
  deviceId: string,
  request: PushRequest,
  signed: SignedRequest,
  now: number,
  came: Came | null = null,
): Promise<Taken> {
  const arrived = readOperations(request)
  return store
    .write((sql) => pushIn(sql, deviceId, arrived, request, signed, now, came))
    .catch(async (error: unknown) => {
      // Nothing of it was taken; that there is another history stays, and stops both (ADR 020).
      if (error instanceof Failure && error.code === 'clone') await markSplit(store.pool, deviceId, now)
      throw error
    })
}

async function pushIn(
  sql: Sql,
  deviceId: string,
  arrived: readonly Arrived[],
  request: PushRequest,
  signed: SignedRequest,
  now: number,
  came: Came | null,
): Promise<Taken> {
  const device = await lockDevice(sql, deviceId)
  if (!device) throw new Failure('unauthorised')
  if (device.revokedAt !== null) throw new Failure('revoked')
  if (device.succeededBy !== null) throw new Failure('succeeded')
  const known = await again(
    sql,
    device,
    arrived.filter(({ d }) => d <= device.lastD),
  )
  const fresh = arrived.filter(({ d }) => d > device.lastD)
  if (fresh.length === 0) return { last: device.lastD, outcomes: known, own: [] }
  if (device.splitAt !== null) throw new Failure('clone')
  checkChain(device, fresh)
  await keepSignatures(sql, device, request, fresh, signed, now)
  const raws = request.operations.filter((_, index) => (arrived[index]?.d ?? 0) > device.lastD)
  const lean = fresh.length === arrived.length && came !== null && came.size <= 4 * lengthOf(request, fresh)
  const body = lean ? came.packed : await packOperations(raws)
  const { outcomes, own } = await takeIn(sql, device, fresh, request, now, body)
  return { last: fresh.at(-1)?.d ?? device.lastD, outcomes: [...known, ...outcomes], own }
}

/** About how many characters it takes to say this: what is padded with nothing is not kept as it came. */
const lengthOf = ({ changes }: PushRequest, operations: readonly Arrived[]): number =>
  operations.reduce((sum, { body }) => sum + body.length + 100, 1_000 + 400 * changes.length)

/** I5: the device's word on where its chain stands, and on this request; both are kept with what they brought. */
async function keepSignatures(
  sql: Sql,
  device: DeviceRow,
  { head }: PushRequest,
  fresh: readonly Arrived[],
  signed: SignedRequest,
  now: number,
): Promise<void> {
  const last = fresh.at(-1)
  const fits =
    head !== null &&
    head.d === last?.d &&
    head.hash === last.hash &&
    verifySignature(device.publicKey, headText(device.id, head.d, head.hash), head.signature)
  if (!fits) throw new Failure('unauthorised')
  await keepDeviceHead(sql, device.id, head, now)
  await keepRequest(sql, signed, now)
}

/** The same push twice changes nothing and gets the same answers. Another operation under a known number is a copied PC. */
async function again(sql: Sql, device: DeviceRow, old: readonly Arrived[]): Promise<Outcome[]> {
  if (old.length === 0) return []
  const stored = await answeredBefore(
    sql,
    device.id,
    old.map(({ d }) => d),
  )
  const byD = new Map(stored.map((s) => [s.d, s]))
  return old.map(({ d, hash }) => {
    const known = byD.get(d)
    if (!known || known.hash !== hash) throw new Failure('clone')
    return { d, result: known.result, seq: known.seq, reason: known.reason }
  })
}

async function takeIn(
  sql: Sql,
  device: DeviceRow,
  fresh: readonly Arrived[],
  request: PushRequest,
  now: number,
  body: Buffer,
): Promise<Pick<Taken, 'outcomes' | 'own'>> {
  const head = await lockHead(sql, device.office)
  if (!head) throw new Failure('unauthorised')
  const changes = byChange(fresh, request.changes)
  const heard = await changesHeard(
    sql,
    device.office,
    changes.flatMap((c) => c.signed?.id ?? []),
  )
  const heardIds = new Set(heard.map((h) => h.id))
  const operations = fresh.flatMap(({ op }) => op ?? [])
  const rows = await OfficeRows.read(sql, device, { root: head.rootKey ?? '', now }, operations)
  const [from, to] = [fresh[0], fresh.at(-1)]
  if (!from || !to) throw new Error('nothing to take in')
  const before = { firstSeq: head.seq + 1, before: head.chain }
  const refusedLogins: { seq: number; device: string; body: string }[] = []
  const signed: StoredChange[] = []
  const judged: JudgedChange[] = []
  for (const change of changes) {
    const result = judge(change, head.seq, heardIds.has(change.id), rows)
    judged.push(result)
    for (const [index, { hash, body: said }] of change.steps.entries()) {
      head.seq++
      head.chain = sha256(head.chain + hash)
      const outcome = result.outcomes[index]
      if (outcome?.seq !== head.seq) throw new Error('an operation without an answer')
      if (outcome.reason === 'login-taken') refusedLogins.push({ seq: head.seq, device: device.id, body: said })
    }
    const [first] = change.steps
    if (change.signed && first && !heardIds.has(change.id)) {
      heardIds.add(change.id)
      const lastD = change.steps.at(-1)?.d ?? first.d
      signed.push({ ...change.signed, device: device.id, firstD: first.d, lastD, reason: result.reason, at: now })
    }
  }
  const outcomes = judged.flatMap((j) => j.outcomes)
  const batch: Batch = {
    ...{ device: device.id, stream: head.stream, firstD: from.d, lastD: to.d, ...before, chain: head.chain },
    changes: [...new Set(changes.flatMap((c) => c.signed?.id ?? []))],
    answers: outcomes.filter((one) => one.result !== 'applied'),
    ...{ body, at: now },
  }
  await keepBatch(sql, batch)
  if (refusedLogins.length > 0) await keepRefusedLogins(sql, head.stream, refusedLogins)
  const contested: ContestedBy[] = judged.flatMap((j) => j.contested)
  const conflicts = await conflictRows(sql, device.id, contested, head.seq + 1, now)
  head.seq += conflicts.length
  const placed = judged.flatMap((j) => j.placed)
  const again = judged.flatMap((j) => j.again)
  if (signed.length > 0) await keepChanges(sql, head.stream, signed)
  await keep(sql, head, placed, again, conflicts)
  await advanceDevice(sql, device.id, to.d, to.hash)
  const own = request.brief ? ownRows(judged, device.id, request.live) : []
  return { outcomes, own }
}

/**
 * What the PC need not hear again: it wrote all of it that it did not know already. What gives power, was contested or is sent again
 * to be seen is told in full.
 */
function ownRows(judged: readonly JudgedChange[], device: string, known: number): OwnRow[] {
  const told = new Set(judged.flatMap((j) => [...j.again, ...j.contested.map(({ op }) => op)]).map(({ id }) => id))
  const rows = new Map(judged.flatMap((j) => j.placed.flatMap(({ row }) => (row ? [[row.id, row] as const] : []))))
  return [...rows.values()].filter(
    ({ id, entity, fields, versions }) =>
      !told.has(id) &&
      !(isEntity(entity) && claimsPower(entity, fields)) &&
      Object.values(versions).every((by) => by.device === device || by.seq <= known),
  )
}

async function keep(
  sql: Sql,
  head: Head,
  placed: readonly Placed[],
  again: readonly ServerRow[],
  conflicts: readonly ServerRow[],
): Promise<void> {
  const office = head.stream
  // The last state of each row; a row touched twice is written once.
  const touched = [...placed.flatMap(({ row }) => row ?? []), ...again].sort((a, b) => a.seq - b.seq)
  const rows = new Map(touched.map((row) => [`${row.entity}/${row.id}`, row] as const))
  const numbers = placed.flatMap((p) => p.number ?? [])
  const positions = [...placed.flatMap((p) => p.position ?? []), ...placesOf(again)]
  const files = [...rows.values()].flatMap(({ entity, id, fields }) => {
    const { sha256: hash, size } = fields
    return entity === 'file' && typeof hash === 'string' && typeof size === 'number' ? [{ id, sha256: hash, size }] : []
  })
  if (rows.size + conflicts.length > 0) await writeRows(sql, office, [...rows.values(), ...conflicts])
  if (numbers.length > 0) await giveNumbers(sql, office, numbers)
  if (positions.length > 0) await takePositions(sql, office, positions)
  const closings = closingsIn([...rows.values()])
  if (closings.length > 0) await keepClosings(sql, office, closings)
  if (files.length > 0) await expectBlobs(sql, office, files)
  const destroyed = [...rows.values()].flatMap(({ entity, fields }) =>
    entity === 'destruction' ? (fields['fileIds'] as string[]) : [],
  )
  if (destroyed.length > 0) await destroyFiles(sql, office, destroyed)
  if (conflicts.length > 0) {
    await linkConflicts(
      sql,
      office,
      conflicts.map((c) => ({ row_id: String(c.fields['rowId']), conflict: c.id })),
    )
  }
  await moveHead(sql, head)
}

/** An act whose place alone is kept takes it like any other. */
const placesOf = (again: readonly ServerRow[]): { book: string; position: number; act: string }[] =>
  again
    .filter((r) => r.entity === 'act' && r.fields['body'] === null)
    .map((r) => ({ book: String(r.fields['bookId']), position: Number(r.fields['position']), act: r.id }))
