import type { Ink } from '../../contract/ink'
import type { Actor } from '../../contract/permissions'
import type { SlipPiece } from '../../contract/slips'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { seenIds } from '../visibility/sight'

export type SlipRecord = {
  id: string
  entryId: string
  sentAt: number
  sentById: string
  unitId: string | null
  addressee: string
  action: string
  note: string
  pieces: SlipPiece[]
  dischargedAt: number | null
  dischargedBy: string | null
  dischargeNote: string | null
  dischargedById: string | null
  dischargeInk: Ink | null
  numberText: string
  businessDate: string
  cancelled: number
}
type Stored = Omit<SlipRecord, 'pieces' | 'dischargeInk'> & { pieces: string; dischargeInk: string | null }
const toRecord = ({ pieces, dischargeInk, ...row }: Stored): SlipRecord => ({
  ...row,
  pieces: JSON.parse(pieces) as SlipPiece[],
  dischargeInk: inkOf(dischargeInk),
})
/** A signature as it lies in its column. */
export const inkOf = (stored: string | null): Ink | null => (stored === null ? null : (JSON.parse(stored) as Ink))

const COLUMNS = 's.*, e.numberText, e.businessDate, e.cancelledAt IS NOT NULL AS cancelled'
const OPEN = 's.dischargedAt IS NULL AND e.cancelledAt IS NULL'

/** Of those this person may see (A2): all, newest first, or those not discharged, the oldest first; from after a line on. */
export async function slipsOf(
  read: Reader,
  actor: Actor,
  { tab, after, limit }: { tab: 'open' | 'all'; after?: { sentAt: number; id: string } | undefined; limit: number },
): Promise<SlipRecord[]> {
  const may = visible('slip', 's', actor)
  const [way, order] = tab === 'open' ? ['>', 'ASC'] : ['<', 'DESC']
  const rows = await sql(read).all<Stored>(
    `SELECT ${COLUMNS} FROM slip s JOIN entry e ON e.id = s.entryId WHERE ${tab === 'open' ? OPEN : '1'} AND ${may.sql}
       ${after ? `AND (s.sentAt, s.id) ${way} (?, ?)` : ''} ORDER BY s.sentAt ${order}, s.id ${order} LIMIT ?`,
    [...may.params, ...(after ? [after.sentAt, after.id] : []), limit],
  )
  return rows.map(toRecord)
}

export async function countOpen(read: Reader, actor: Actor): Promise<number> {
  const may = visible('slip', 's', actor)
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM slip s JOIN entry e ON e.id = s.entryId WHERE ${OPEN} AND ${may.sql}`,
    may.params,
  )
  return row?.n ?? 0
}

/** Undefined for whoever may not see it. */
export async function slipById(read: Reader, actor: Actor, id: string): Promise<SlipRecord | undefined> {
  const may = visible('slip', 's', actor)
  const row = await sql(read).one<Stored>(
    `SELECT ${COLUMNS} FROM slip s JOIN entry e ON e.id = s.entryId WHERE s.id = ? AND ${may.sql}`,
    [id, ...may.params],
  )
  return row && toRecord(row)
}

/** Number, level and state of the entries that go along, those this person sees. */
export async function piecesSeen(
  read: Reader,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, { numberText: string; level: string; cancelled: number }>> {
  const seen = await seenIds(read, actor, 'entry', ids)
  const rows = await sql(read).all<{ id: string; numberText: string; level: string; cancelled: number }>(
    `SELECT e.id, e.numberText, e.level, e.cancelledAt IS NOT NULL AS cancelled FROM json_each(?) j JOIN entry e ON e.id = j.value`,
    [JSON.stringify(seen)],
  )
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
