import type { Names } from '../../contract/values'
import { shownTo, type AssignmentRow } from '../../domain/routing/assignment'
import { sql, type Reader } from '../core/sql'

/** All of a row; `instruction` as the list had it. */
export type AssignmentRecord = AssignmentRow & {
  instruction: Names | null
  text: string
  dueOn: string | null
  deviceId: string
  openedById: string | null
  openedDeviceId: string | null
  said: string | null
  endedDeviceId: string | null
}
type Stored = Omit<AssignmentRecord, 'instruction'> & { instruction: string | null }

const COLUMNS = `a.id, a.entryId, a.turn, a.purpose, a.afterId, a.toKind, a.toId, a.instruction, a.text, a.dueOn, a.at, a.byId, a.deviceId,
  a.openedAt, a.openedById, a.openedDeviceId, a.outcome, a.said, a.endedAt, a.endedById, a.endedDeviceId`

const toRecord = (row: Stored): AssignmentRecord => ({
  ...row,
  instruction: row.instruction === null ? null : (JSON.parse(row.instruction) as Names | null),
})

/** Of an entry the caller has seen, in the order they were given. */
export async function assignmentsOf(read: Reader, entryId: string): Promise<AssignmentRecord[]> {
  const rows = await sql(read).all<Stored>(`SELECT ${COLUMNS} FROM assignment a WHERE a.entryId = ?`, [entryId])
  return rows.map(toRecord).sort((a, b) => a.at - b.at || a.turn - b.turn || (a.id < b.id ? -1 : 1))
}

/** Of many entries at once, by entry. */
export async function assignmentsOfMany(
  read: Reader,
  entryIds: readonly string[],
): Promise<Map<string, AssignmentRecord[]>> {
  const rows = await sql(read).all<Stored>(
    `SELECT ${COLUMNS} FROM json_each(?) j CROSS JOIN assignment a ON a.entryId = j.value`,
    [JSON.stringify(entryIds)],
  )
  const found = new Map<string, AssignmentRecord[]>()
  for (const row of rows) found.set(row.entryId, [...(found.get(row.entryId) ?? []), toRecord(row)])
  return found
}

/** Whether the entry may be seen is the caller's to ask. */
export async function assignmentById(read: Reader, id: string): Promise<AssignmentRecord | undefined> {
  const row = await sql(read).one<Stored>(`SELECT ${COLUMNS} FROM assignment a WHERE a.id = ?`, [id])
  return row && toRecord(row)
}

/** To whom an entry is shown because it was given to them: for the rules of sight over a row in hand. */
export const givenTo = async (read: Reader, entryId: string): Promise<string[]> =>
  shownTo(await assignmentsOf(read, entryId))

/** Open ones that name this person, to act on or to say what they think, what is due first first (W7). */
export async function openOf(read: Reader, personId: string): Promise<AssignmentRecord[]> {
  const rows = await sql(read).all<Stored>(
    `SELECT ${COLUMNS} FROM assignment a WHERE a.toId = ? AND a.toKind = 'person' AND a.endedAt IS NULL AND a.live = 1
       AND +a.purpose IN ('action', 'opinion') ORDER BY a.due, a.id`,
    [personId],
  )
  return rows.map(toRecord)
}
