import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type PutOff = { from: number; at: number; byId: string; reason: string }
export type TenderRecord = {
  id: string
  reference: string
  title: string
  unitId: string
  createdAt: number
  closesAt: number
  postponed: PutOff[]
  openedAt: number | null
  committee: string[]
  minutes: string | null
  recordedAt: number | null
  recordedById: string | null
  /** As far as the reader sees them. */
  envelopes: number
  late: number
}
type Stored = Omit<TenderRecord, 'postponed' | 'committee'> & { postponed: string | null; committee: string | null }
const toRecord = ({ postponed, committee, ...row }: Stored): TenderRecord => ({
  ...row,
  postponed: JSON.parse(postponed ?? '[]') as PutOff[],
  committee: JSON.parse(committee ?? '[]') as string[],
})

export type EnvelopeRecord = {
  id: string
  entryId: string
  tenderId: string
  receivedAt: number
  depositor: string
  condition: string
  outside: string
  backAt: number | null
  backById: string | null
  backTo: string | null
  backReason: string | null
  numberText: string
  cancelled: number
  closesAt: number
  openedAt: number | null
}

const TENDER = `t.id, t.reference, t.title, t.unitId, t.createdAt, t.closesAt, t.postponed, t.openedAt, t.committee, t.minutes,
  t.recordedAt, t.recordedById`
/** Two minutes are compared, as the rule compares them (domain/tenders). */
const counts = (may: string): string => `
  (SELECT count(*) FROM envelope v JOIN entry e ON e.id = v.entryId
     WHERE v.tenderId = t.id AND v.backAt IS NULL AND e.cancelledAt IS NULL AND ${may}) AS envelopes,
  (SELECT count(*) FROM envelope v JOIN entry e ON e.id = v.entryId
     WHERE v.tenderId = t.id AND v.backAt IS NULL AND e.cancelledAt IS NULL AND v.receivedAt / 60000 > t.closesAt / 60000
       AND ${may}) AS late`

/** From after a line on: those without a session by their closing hour, all of them the newest first. */
export async function tendersOf(
  read: Reader,
  actor: Actor,
  { tab, after, limit }: { tab: 'open' | 'all'; after?: { at: number; id: string } | undefined; limit: number },
): Promise<TenderRecord[]> {
  const may = visible('envelope', 'v', actor)
  const [at, way, order] = tab === 'open' ? ['t.closesAt', '>', 'ASC'] : ['t.createdAt', '<', 'DESC']
  const rows = await sql(read).all<Stored>(
    `SELECT ${TENDER}, ${counts(may.sql)} FROM tender t WHERE ${tab === 'open' ? 't.openedAt IS NULL' : '1'}
       ${after ? `AND (${at}, t.id) ${way} (?, ?)` : ''} ORDER BY ${at} ${order}, t.id ${order} LIMIT ?`,
    [...may.params, ...may.params, ...(after ? [after.at, after.id] : []), limit],
  )
  return rows.map(toRecord)
}

export async function tenderById(read: Reader, actor: Actor, id: string): Promise<TenderRecord | undefined> {
  const may = visible('envelope', 'v', actor)
  const row = await sql(read).one<Stored>(`SELECT ${TENDER}, ${counts(may.sql)} FROM tender t WHERE t.id = ?`, [
    ...may.params,
    ...may.params,
    id,
  ])
  return row && toRecord(row)
}

const ENVELOPE = `SELECT v.id, v.entryId, v.tenderId, v.receivedAt, v.depositor, v.condition, v.outside, v.backAt, v.backById, v.backTo,
    v.backReason, e.numberText, e.cancelledAt IS NOT NULL AS cancelled, t.closesAt, t.openedAt
  FROM envelope v JOIN entry e ON e.id = v.entryId JOIN tender t ON t.id = v.tenderId`

/** Of a tender, in the order they came; of an entry; or one: those this person may see (A2). */
export async function envelopesBy(
  read: Reader,
  actor: Actor,
  by: { tenderId: string; limit: number } | { entryId: string } | { id: string },
): Promise<EnvelopeRecord[]> {
  const may = visible('envelope', 'v', actor)
  const [[name, value] = ['id', '']] = Object.entries(by)
  const [order, limit] = 'limit' in by ? ['ORDER BY v.receivedAt, v.id', by.limit] : ['', 1]
  return sql(read).all(`${ENVELOPE} WHERE v."${name}" = ? AND ${may.sql} ${order} LIMIT ?`, [
    String(value),
    ...may.params,
    limit,
  ])
}

/** What a rule asks of an entry that may be an envelope, whoever sees it. */
export const envelopeOfEntry = (
  read: Reader,
  entryId: string,
): Promise<Pick<EnvelopeRecord, 'id' | 'receivedAt' | 'backAt' | 'closesAt' | 'openedAt'> | undefined> =>
  sql(read).one(
    `SELECT v.id, v.receivedAt, v.backAt, t.closesAt, t.openedAt
       FROM envelope v JOIN tender t ON t.id = v.tenderId WHERE v.entryId = ?`,
    [entryId],
  )
