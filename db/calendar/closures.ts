import { sql, type Reader } from '../core/sql'

export type ClosureRecord = {
  id: string
  kind: string
  firstDay: string
  lastDay: string
  feast: string | null
  replaces: string | null
  days: number[] | null
  opensAt: string | null
  closesAt: string | null
  nameAr: string
  nameOther: string
  act: string
  recordedAt: number
  recordedByNames: string | null
  removedAt: number | null
  removedByNames: string | null
  removedReason: string | null
}
type Stored = Omit<ClosureRecord, 'days'> & { days: string | null }
const toRecord = ({ days, ...row }: Stored): ClosureRecord => ({
  ...row,
  days: days === null ? null : (JSON.parse(days) as number[]),
})

const COLUMNS = `c.id, c.kind, c.firstDay, c.lastDay, c.feast, c.replaces, c.days, c.opensAt, c.closesAt, c.nameAr, c.nameOther, c.act,
  c.recordedAt, u.names AS recordedByNames, c.removedAt, r.names AS removedByNames, c.removedReason`
const FROM = 'closure c LEFT JOIN user u ON u.id = c.recordedById LEFT JOIN user r ON r.id = c.removedById'

/** All of them, removed ones too, by their first day. */
export async function allClosures(read: Reader, limit: number): Promise<ClosureRecord[]> {
  const rows = await sql(read).all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} ORDER BY c.firstDay, c.id LIMIT ?`, [limit])
  return rows.map(toRecord)
}

export async function closureById(read: Reader, id: string): Promise<ClosureRecord | undefined> {
  const row = await sql(read).one<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE c.id = ?`, [id])
  return row && toRecord(row)
}
