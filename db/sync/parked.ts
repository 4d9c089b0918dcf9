import type { Operation, Outcome } from '../../contract/wire'
import { sql, type Reader, type Tx } from '../core/sql'

/** A change the server did not take, which nobody has answered yet. */
export type Parked = { change: string; at: number; reason: Outcome['reason']; steps: Operation[] }
export type Answer = { how: 'again' | 'mended' | 'putAway'; userId: string; at: number; again: string | null }

/** Of the outbox `o`: parked, and not answered. What 0.1.0 wrote belongs to no change, and is kept without being asked about. */
export const UNANSWERED = `o.state = 'parked' AND o.change <> '' AND NOT EXISTS (SELECT 1 FROM parkedAnswer p WHERE p.change = o.change)`

type Stored = { change: string; at: number; reason: Outcome['reason']; operation: string; d: number }

const REFUSED_FOR = `SELECT change FROM outbox WHERE state = 'parked' AND reason IN (SELECT value FROM json_each(?))`

/** Oldest first, whole changes: all, the one that is named, or those of which a step was refused for one of these reasons. */
export async function parkedChanges(
  read: Reader,
  { change, reasons }: { change?: string; reasons?: readonly Parked['reason'][] } = {},
): Promise<Parked[]> {
  const rows = await sql(read).all<Stored>(
    `SELECT o.change, o.at, o.reason, o.operation, o.d FROM outbox o
     WHERE ${UNANSWERED}${change === undefined ? '' : ' AND o.change = ?'}
       ${reasons ? `AND o.change IN (${REFUSED_FOR})` : ''} ORDER BY o.d`,
    [change, reasons && JSON.stringify(reasons)].filter((value) => value !== undefined),
  )
  const found = new Map<string, Parked>()
  for (const { change: id, at, reason, operation, d } of rows) {
    const known = found.get(id) ?? { change: id, at, reason, steps: [] }
    known.steps.push({ ...(JSON.parse(operation) as Operation), d })
    found.set(id, known)
  }
  return [...found.values()]
}

/** Once: the first answer stays. The operations themselves are never deleted. */
export const keepAnswer = (tx: Tx, change: string, { how, userId, at, again }: Answer): Promise<void> =>
  sql(tx).run('INSERT INTO parkedAnswer (change, how, userId, at, again) VALUES (?, ?, ?, ?, ?)', [
    change,
    how,
    userId,
    at,
    again,
  ])

export const answerOf = (read: Reader, change: string): Promise<Answer | undefined> =>
  sql(read).one<Answer>('SELECT how, userId, at, again FROM parkedAnswer WHERE change = ?', [change])

/** Whether something was said of one of its rows after it. */
export const saidSince = async (read: Reader, { steps }: Parked): Promise<boolean> =>
  (await sql(read).one(
    'SELECT 1 AS said FROM outbox WHERE d > ? AND rowId IN (SELECT value FROM json_each(?)) LIMIT 1',
    [Math.max(...steps.map((s) => s.d)), JSON.stringify(steps.map((s) => s.id))],
  )) !== undefined
