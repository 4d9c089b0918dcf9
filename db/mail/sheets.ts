import type { Counted } from '../../contract/mail'
import { inEnvelopes, type Correction } from '../../domain/mail/sheet'
import { sql, type Reader } from '../core/sql'

export type SheetRecord = Counted & {
  id: string
  businessDate: string
  deviceId: string
  deviceName: string
  openedAt: number
  openedById: string
  since: number
  openers: string[]
  notes: string
  closedAt: number | null
  closedById: string | null
  registered: number | null
  corrections: Correction[] | null
}
type Stored = Omit<SheetRecord, 'openers' | 'corrections'> & { openers: string; corrections: string | null }
const toRecord = ({ openers, corrections, ...row }: Stored): SheetRecord => ({
  ...row,
  openers: JSON.parse(openers) as string[],
  corrections: JSON.parse(corrections ?? 'null') as Correction[] | null,
})
const SELECT = `SELECT s.id, s.businessDate, s.deviceId, coalesce(d.name, '') AS deviceName, s.openedAt, s.openedById, s.since, s.envelopes,
  s.handedOn, s.returned, s.together, s.openers, s.notes, s.closedAt, s.closedById, s.registered, s.corrections
  FROM mailSheet s LEFT JOIN device d ON d.id = s.deviceId`

/** Of all PCs, newest first, from after a line on. */
export async function sheetsOf(
  read: Reader,
  { after, limit }: { after?: { at: number; id: string } | undefined; limit: number },
): Promise<SheetRecord[]> {
  const rows = await sql(read).all<Stored>(
    `${SELECT} ${after ? 'WHERE (s.openedAt, s.id) < (?, ?)' : ''} ORDER BY s.openedAt DESC, s.id DESC LIMIT ?`,
    [...(after ? [after.at, after.id] : []), limit],
  )
  return rows.map(toRecord)
}

export async function sheetById(read: Reader, id: string): Promise<SheetRecord | undefined> {
  const row = await sql(read).one<Stored>(`${SELECT} WHERE s.id = ?`, [id])
  return row && toRecord(row)
}

/** The newest of a PC. */
export async function lastSheet(read: Reader, deviceId: string): Promise<SheetRecord | undefined> {
  const row = await sql(read).one<Stored>(`${SELECT} WHERE s.deviceId = ? ORDER BY s.openedAt DESC LIMIT 1`, [deviceId])
  return row && toRecord(row)
}

/**
 * How many came in envelopes and were registered on a day by a PC, after an instant (D1). Hidden ones too: a number in the sequence is evidence.
 * What was cancelled since came in no envelope of its own.
 */
export async function registeredCount(
  read: Reader,
  { businessDate, deviceId, since }: Pick<SheetRecord, 'businessDate' | 'deviceId' | 'since'>,
): Promise<number> {
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM register g CROSS JOIN entry e
       WHERE g.kind = 'incoming' AND e.registerId = g.id AND e.year = ? AND e.businessDate = ? AND e.registeredAt > ?
         AND e.deviceId = ? AND e.cancelledAt IS NULL AND e.paperNumber IS NULL
         AND e.channel IN (SELECT value FROM json_each(?))`,
    [Number(businessDate.slice(0, 4)), businessDate, since, deviceId, JSON.stringify(inEnvelopes)],
  )
  return row?.n ?? 0
}
