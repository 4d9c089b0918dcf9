import { promisify } from 'node:util'
import { gunzip as gunzipCallback, gzip as gzipCallback } from 'node:zlib'
import type { Outcome, Plain } from '../../contract/wire'
import { sha256 } from '../../domain/hash'
import { canonical } from '../../domain/sync/canonical'
import type { Sql } from './connect'

const gunzip = promisify(gunzipCallback)
const gzip = promisify(gzipCallback)

/** Operations of one request, one after the other, as they came: a row for all of them, where each had one (ADR 010). */
export type Batch = {
  device: string
  stream: string
  firstD: number
  lastD: number
  /** The place of the first in the stream; the others follow without a gap. */
  firstSeq: number
  /** The stream's chain before the first and after the last. */
  before: string
  chain: string
  changes: readonly string[]
  /** The answers of those that were not simply applied. */
  answers: readonly Outcome[]
  /** A JSON object with `operations`, in gzip: the request itself where all of it was new. */
  body: Buffer
  at: number
}

export const packOperations = (operations: readonly unknown[]): Promise<Buffer> =>
  gzip(JSON.stringify({ operations }), { level: 1 })

export const keepBatch = (sql: Sql, b: Batch): Promise<void> =>
  sql.run(
    `INSERT INTO operation_batch (device, stream, first_d, last_d, first_seq, before, chain, changes, answers, body, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[b.device, b.stream, b.firstD, b.lastD, b.firstSeq, b.before, b.chain, b.changes],
      ...[JSON.stringify(b.answers), b.body, b.at],
    ],
  )

type Raw = { [key: string]: Plain } & { d: number; hash: string }
/** As they came, those of other requests that were beside them included. */
async function opened(body: Buffer): Promise<Map<number, Raw>> {
  const { operations } = JSON.parse((await gunzip(body)).toString('utf8')) as { operations: Raw[] }
  return new Map(operations.map((raw) => [raw.d, raw]))
}

/** The exact canonical bytes the device hashed. */
const bodyOf = ({ d: _d, hash: _hash, ...said }: Raw): string => canonical(said)

type Place = { device: string; firstD: number; firstSeq: number; answers: string; ds: number[] }

/** The requests these operations came in, each with those of them it has. */
const batchesOf = (sql: Sql, wanted: readonly { device: string; d: number }[]): Promise<Place[]> =>
  sql.all(
    `SELECT b.device, b.first_d AS "firstD", b.first_seq AS "firstSeq", b.answers, array_agg(DISTINCT w.d) AS ds
     FROM json_to_recordset($1::json) AS w(device uuid, d int) CROSS JOIN LATERAL (
       SELECT device, first_d, last_d, first_seq, answers FROM operation_batch WHERE device = w.device AND first_d <= w.d
       ORDER BY first_d DESC LIMIT 1) b
     WHERE b.last_d >= w.d GROUP BY b.device, b.first_d, b.first_seq, b.answers ORDER BY b.device, b.first_d`,
    [JSON.stringify(wanted)],
  )

/** One at a time: whoever asks for operations of many requests does not fill the memory with them. */
async function openBatch(sql: Sql, device: string, firstD: number): Promise<Map<number, Raw>> {
  const found = await sql.one<{ body: Buffer }>('SELECT body FROM operation_batch WHERE device = $1 AND first_d = $2', [
    device,
    firstD,
  ])
  if (!found) throw new Error('a request that is not here')
  return opened(found.body)
}

type Answered = Outcome & { hash: string }

/** What this device was answered before. */
export async function answeredBefore(sql: Sql, device: string, ds: readonly number[]): Promise<Answered[]> {
  const found = await sql.all<Answered>(
    'SELECT d, seq, hash, outcome AS result, reason FROM operation WHERE device = $1 AND d = ANY($2::int[]) ORDER BY d',
    [device, ds],
  )
  const places = await batchesOf(
    sql,
    ds.map((d) => ({ device, d })),
  )
  for (const { firstD, firstSeq, answers, ds: here } of places) {
    const raws = await openBatch(sql, device, firstD)
    const said = new Map((JSON.parse(answers) as Outcome[]).map((one) => [one.d, one]))
    for (const d of here) {
      const hash = raws.get(d)?.hash
      const usual: Outcome = { d, result: 'applied', seq: firstSeq + d - firstD, reason: null }
      if (hash !== undefined) found.push({ ...(said.get(d) ?? usual), hash })
    }
  }
  return found
}

export const keepRefusedLogins = (
  sql: Sql,
  stream: string,
  refused: readonly { seq: number; device: string; body: string }[],
): Promise<void> =>
  sql.run(
    `INSERT INTO login_refused (stream, seq, device, body) SELECT $1::uuid, seq, device, body
     FROM json_to_recordset($2::json) AS x(seq bigint, device uuid, body text)`,
    [stream, JSON.stringify(refused)],
  )

/** Refused for their login, the oldest first. */
export const refusedLogins = (sql: Sql, stream: string, limit: number): Promise<{ device: string; body: string }[]> =>
  sql.all('SELECT device, body FROM login_refused WHERE stream = $1 ORDER BY seq LIMIT $2', [stream, limit])

type Written = { device: string; d: number; body: string }

/** Who wrote what now stands in a row, and when they say they did. */
export async function writersOf(sql: Sql, wanted: readonly { device: string; d: number }[]): Promise<Written[]> {
  const found = await sql.all<Written>(
    `SELECT o.device, o.d, o.body FROM json_to_recordset($1::json) AS w(device uuid, d int) JOIN operation o ON o.device = w.device AND o.d = w.d`,
    [JSON.stringify(wanted)],
  )
  for (const { device, firstD, ds } of await batchesOf(sql, wanted)) {
    const raws = await openBatch(sql, device, firstD)
    for (const d of ds) {
      const raw = raws.get(d)
      if (raw) found.push({ device, d, body: bodyOf(raw) })
    }
  }
  return found
}

/** The stream's chain as it was when everything up to `seq` had been taken in; undefined before the first operation. */
export async function chainAt(sql: Sql, stream: string, seq: number): Promise<string | undefined> {
  type Piece = { device: string; firstD: number; lastD: number; firstSeq: number; before: string; chain: string }
  const last = await sql.one<Piece>(
    `SELECT device, first_d AS "firstD", last_d AS "lastD", first_seq AS "firstSeq", before, chain FROM operation_batch
     WHERE stream = $1 AND first_seq <= $2 ORDER BY first_seq DESC LIMIT 1`,
    [stream, seq],
  )
  if (!last) {
    const old = await sql.one<{ chain: string }>(
      'SELECT chain FROM operation WHERE stream = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1',
      [stream, seq],
    )
    return old?.chain
  }
  const { device, firstD, lastD, firstSeq, before, chain } = last
  if (seq >= firstSeq + lastD - firstD) return chain
  const raws = await openBatch(sql, device, firstD)
  let at = before
  for (let d = firstD; d <= firstD + seq - firstSeq; d++) at = sha256(at + (raws.get(d)?.hash ?? ''))
  return at
}
