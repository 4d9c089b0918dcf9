import type { PathStep, VisaSaid } from '../../domain/letters/visas'
import { sql, type Reader } from '../core/sql'

export type VisaRecord = VisaSaid & { id: string; reason: string; round: number }

/** Everything that was said of a letter the caller has seen, the first word first. */
export const visasOf = (read: Reader, letterId: string): Promise<VisaRecord[]> =>
  sql(read).all<VisaRecord>(
    `SELECT id, toKind, toId, toRole, textHash, textAt, round, verdict, reason, at, byId FROM visa
     WHERE letterId = ? ORDER BY at, id`,
    [letterId],
  )

export type UsualPathRecord = { id: string; kind: string | null; unitId: string | null; steps: PathStep[]; at: number }

/** The paths the office keeps, the latest word first; those that were taken back are left out. */
export async function usualPaths(read: Reader): Promise<UsualPathRecord[]> {
  const rows = await sql(read).all<Omit<UsualPathRecord, 'steps'> & { steps: string }>(
    `SELECT id, kind, unitId, steps, at FROM usualPath WHERE steps <> '[]' ORDER BY at DESC, id DESC`,
  )
  return rows.map((row) => ({ ...row, steps: JSON.parse(row.steps) as PathStep[] }))
}
