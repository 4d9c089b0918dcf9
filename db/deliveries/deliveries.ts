import type { Round } from '../../contract/deliveries'
import type { Ink } from '../../contract/ink'
import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { inkOf } from '../slips/slips'

export type DeliveryRecord = {
  id: string
  entryId: string
  day: string
  enteredAt: number
  enteredById: string
  messenger: string
  unitId: string | null
  addressee: string
  pieces: number
  dischargedAt: number | null
  dischargedBy: string | null
  dischargeNote: string | null
  dischargedById: string | null
  dischargeInk: Ink | null
  struckAt: number | null
  struckById: string | null
  struckReason: string | null
  numberText: string
  subject: string | null
  level: string
  cancelled: number
}
type Stored = Omit<DeliveryRecord, 'dischargeInk'> & { dischargeInk: string | null }
const toRecord = ({ dischargeInk, ...row }: Stored): DeliveryRecord => ({
  ...row,
  dischargeInk: inkOf(dischargeInk),
})

const COLUMNS = 'd.*, e.numberText, e.subject, e.level, e.cancelledAt IS NOT NULL AS cancelled'
const FROM = 'delivery d JOIN entry e ON e.id = d.entryId'
const OPEN = 'd.dischargedAt IS NULL AND d.struckAt IS NULL AND e.cancelledAt IS NULL'

type Asked = { tab: 'open' | 'day'; day: string; of: Round; after?: { enteredAt: number; id: string } | undefined }

/** Of those this person may see (A2), in the order they were written, from after a line on. */
export async function deliveriesOf(
  read: Reader,
  actor: Actor,
  { tab, day, of: { messenger, unitId }, after, limit }: Asked & { limit: number },
): Promise<DeliveryRecord[]> {
  const may = visible('delivery', 'd', actor)
  const rows = await sql(read).all<Stored>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${tab === 'open' ? OPEN : 'd.day = ?'} AND ${may.sql}
       ${messenger === undefined ? '' : 'AND d.messenger = ?'} ${unitId === undefined ? '' : 'AND d.unitId = ?'}
       ${after ? 'AND (d.enteredAt, d.id) > (?, ?)' : ''} ORDER BY d.enteredAt, d.id LIMIT ?`,
    [
      ...(tab === 'open' ? [] : [day]),
      ...may.params,
      ...[messenger, unitId].filter((one) => one !== undefined),
      ...(after ? [after.enteredAt, after.id] : []),
      limit,
    ],
  )
  return rows.map(toRecord)
}

export async function countUnsigned(read: Reader, actor: Actor): Promise<number> {
  const may = visible('delivery', 'd', actor)
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM ${FROM} WHERE ${OPEN} AND ${may.sql}`,
    may.params,
  )
  return row?.n ?? 0
}

/** Undefined for whoever may not see it. */
export async function deliveryById(read: Reader, actor: Actor, id: string): Promise<DeliveryRecord | undefined> {
  const may = visible('delivery', 'd', actor)
  const row = await sql(read).one<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE d.id = ? AND ${may.sql}`, [
    id,
    ...may.params,
  ])
  return row && toRecord(row)
}

export async function deliveriesOfEntry(read: Reader, actor: Actor, entryId: string): Promise<DeliveryRecord[]> {
  const may = visible('delivery', 'd', actor)
  const rows = await sql(read).all<Stored>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE d.entryId = ? AND ${may.sql} ORDER BY d.enteredAt, d.id LIMIT 100`,
    [entryId, ...may.params],
  )
  return rows.map(toRecord)
}

/** Who carried something that day, and which units got something, as far as this person sees. */
export async function roundsOf(
  read: Reader,
  actor: Actor,
  day: string,
): Promise<{ messengers: string[]; unitIds: string[] }> {
  const may = visible('delivery', 'd', actor)
  const distinct = async (column: 'messenger' | 'unitId'): Promise<string[]> =>
    (
      await sql(read).all<{ name: string | null }>(
        `SELECT DISTINCT d.${column} AS name FROM delivery d WHERE d.day = ? AND ${may.sql}`,
        [day, ...may.params],
      )
    ).flatMap(({ name }) => name || [])
  return { messengers: (await distinct('messenger')).sort(), unitIds: await distinct('unitId') }
}

export type ProposedRecord = {
  entryId: string
  numberText: string
  subject: string | null
  unitId: string
  nameAr: string | null
  nameLatin: string | null
}

/** What a register took in on a day and stands in no line that counts. */
export function undelivered(
  read: Reader,
  actor: Actor,
  {
    registerId,
    year,
    day,
    onlyByHand,
    limit,
  }: { registerId: string; year: number; day: string; onlyByHand: boolean; limit: number },
): Promise<ProposedRecord[]> {
  const may = visible('entry', 'e', actor)
  return sql(read).all(
    `SELECT e.id AS entryId, e.numberText, e.subject, e.unitId, c.nameAr ->> '$.full' AS nameAr, c.nameLatin ->> '$.full' AS nameLatin
     FROM entry e LEFT JOIN contact c ON c.id = e.correspondentId
     WHERE e.registerId = ? AND e.year = ? AND e.businessDate = ? AND e.cancelledAt IS NULL
       ${onlyByHand ? `AND e.channel = 'hand'` : ''} AND ${may.sql}
       AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.entryId = e.id AND d.struckAt IS NULL)
     ORDER BY e.registeredAt, e.seq LIMIT ?`,
    [registerId, year, day, ...may.params, limit],
  )
}
