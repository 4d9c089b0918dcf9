import type { Actor } from '../../contract/permissions'
import type { FilingClass } from '../../contract/filing'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { fromRow } from '../outbox/rows'

const byCode = new Intl.Collator('en', { numeric: true })

/** All of them, those that ended too, in the order of their codes: 2 before 10. */
export async function filingPlan(read: Reader): Promise<FilingClass[]> {
  const rows = await sql(read).all<Record<string, unknown>>('SELECT * FROM filingClass')
  return rows.map(toClass).sort((a, b) => byCode.compare(a.code, b.code) || (a.id < b.id ? -1 : 1))
}

export async function classById(read: Reader, id: string): Promise<FilingClass | undefined> {
  const row = await sql(read).one<Record<string, unknown>>('SELECT * FROM filingClass WHERE id = ?', [id])
  return row && toClass(row)
}

const toClass = (row: Record<string, unknown>): FilingClass =>
  ({ id: String(row['id']), ...fromRow('filingClass', row) }) as unknown as FilingClass

/** So many of the newest are looked at: what was classed long ago proposes nothing. */
const NEWEST = 200

/** The class of the newest of these that this person sees (A2) and that has one. */
export async function lastClassOf(
  read: Reader,
  actor: Actor,
  of: { correspondentId: string } | { registerId: string; unitId: string } | { id: string },
): Promise<string | null> {
  const may = visible('entry', 'e', actor)
  const [from, params] =
    'id' in of
      ? (['entry e WHERE e.id = ?', [of.id]] as const)
      : 'correspondentId' in of
        ? ([
            `(SELECT rowid AS row FROM entry WHERE correspondentId = ? ORDER BY registeredAt DESC LIMIT ${NEWEST}) n
             CROSS JOIN entry e ON e.rowid = n.row WHERE 1`,
            [of.correspondentId],
          ] as const)
        : ([
            `(SELECT x.rowid AS row FROM entry x WHERE x.registerId = ? AND x.year = (SELECT max(year) FROM book WHERE registerId = ?)
               ORDER BY x.registeredAt DESC, x.seq DESC LIMIT ${NEWEST}) n
             CROSS JOIN entry e ON e.rowid = n.row WHERE e.unitId = ?`,
            [of.registerId, of.registerId, of.unitId],
          ] as const)
  const row = await sql(read).one<{ classId: string }>(
    `SELECT e.classId FROM ${from} AND e.classId IS NOT NULL AND ${may.sql} ORDER BY e.registeredAt DESC, e.seq DESC LIMIT 1`,
    [...params, ...may.params],
  )
  return row?.classId ?? null
}
