import type { Fields } from '../../contract/wire'
import type { DelegationFields } from '../../domain/standing/delegation'
import { endedByHandover, type Away, type HandedOver } from '../../domain/standing/standing'
import { provenValues } from '../../domain/trust/proof'
import { sql, type Reader } from '../core/sql'
import { fromRow } from '../outbox/rows'

/** `fields`: what a letter signed under it carries along. */
export type DelegationRecord = DelegationFields & { act: string; recordedById: string; fields: Fields }
export type AbsenceRecord = Away & { id: string; recordedById: string }
export type HandoverRecord = HandedOver & {
  id: string
  occasion: string
  items: { kind: string; count: number }[]
  byId: string
}

/** Latest recorded first, each with its end: by a word, or by the handover of whoever has it. They are few: an office has a handful a year. */
export async function delegations(read: Reader): Promise<DelegationRecord[]> {
  const left = await handovers(read)
  const rows = await sql(read).all<Record<string, unknown>>('SELECT * FROM delegation')
  const all = rows.map((row) => {
    const fields = fromRow('delegation', row)
    const proven = { ...provenValues('delegation', fields), proof: fields['proof'] ?? null }
    const delegation = { ...fields, id: String(row['id']), fields: proven } as unknown as DelegationRecord
    return endedByHandover(delegation, left)
  })
  return latestFirst(all, (d) => d.recordedAt)
}

/** Here and not by the database: nobody keeps an index for a handful of rows. */
const latestFirst = <R extends { id: string }>(rows: R[], at: (row: R) => number | string): R[] =>
  rows.sort((a, b) => (at(a) === at(b) ? (a.id < b.id ? 1 : -1) : at(a) < at(b) ? 1 : -1))

export const absences = async (read: Reader): Promise<AbsenceRecord[]> =>
  latestFirst(
    await sql(read).all<AbsenceRecord>(
      'SELECT id, userId, standInId, since, until, endedAt, recordedById FROM absence',
    ),
    (a) => a.since,
  )

export async function handovers(read: Reader): Promise<HandoverRecord[]> {
  const rows = await sql(read).all<Omit<HandoverRecord, 'items'> & { items: string }>(
    'SELECT id, fromId, toId, at, occasion, items, byId FROM handover',
  )
  return latestFirst(
    rows.map((row) => ({ ...row, items: JSON.parse(row.items) as HandoverRecord['items'] })),
    (h) => h.at,
  )
}
