import type { Actor } from '../../contract/permissions'
import { sql, type Reader } from '../core/sql'
import { hideable, visible } from '../../domain/visibility'

type Scope = { registerId: string; year: number }
type Count = { n: number }

/**
 * The counts beside the tabs. They are asked for after every registration, so none of them reads the register: urgent and
 * hidden entries have small indexes of their own, which ordinary entry an ordinary one answers is kept by the table itself
 * (migration 0008), and what is unanswered is what is left when the answered are taken away.
 * What the reader may not see is in none of them (A2).
 * @param open entries of the register and year that are not cancelled, hidden ones included
 */
export async function tabCounts(
  read: Reader,
  actor: Actor,
  { registerId, year }: Scope,
  open: number,
): Promise<{ urgent: number; unanswered: number }> {
  const may = visible('entry', 'e', actor)
  const count = async (statement: string): Promise<number> =>
    (await sql(read).one<Count>(statement, [registerId, year, ...may.params]))?.n ?? 0
  const urgent = await count(
    `SELECT count(*) AS n FROM entry e WHERE e.registerId = ? AND e.year = ? AND e.urgency <> 'routine' AND ${may.sql}`,
  )
  const hidden = await count(
    `SELECT count(*) AS n FROM entry e WHERE e.registerId = ? AND e.year = ? AND ${hideable('entry', 'e')} AND e.cancelledAt IS NULL
     AND NOT ${may.sql}`,
  )
  const kept = await sql(read).one<Count>('SELECT count(*) AS n FROM answeredEntry WHERE registerId = ? AND year = ?', [
    registerId,
    year,
  ])
  return {
    urgent,
    unanswered: open - hidden - (kept?.n ?? 0) - (await answeredGuarded(read, actor, { registerId, year })),
  }
}

/**
 * What is answered and not among those that are kept (both ordinary): the entry or its reply is guarded. They are few and have
 * small indexes; whether this reader may see both is asked of each.
 */
async function answeredGuarded(read: Reader, actor: Actor, { registerId, year }: Scope): Promise<number> {
  const [may, reply] = [visible('entry', 'e', actor), visible('entry', 'r', actor)]
  const open = `e.registerId = ? AND e.year = ? AND e.cancelledAt IS NULL AND ${may.sql}`
  const both = [registerId, year, ...may.params, ...reply.params]
  // CROSS JOIN: the few guarded ones first; SQLite would walk the whole year.
  const row = await sql(read).one<Count>(
    `SELECT count(*) AS n FROM (
       SELECT e.id FROM entry e WHERE ${hideable('entry', 'e')} AND ${open} AND EXISTS
         (SELECT 1 FROM entry r WHERE r.replyToId = e.id AND r.cancelledAt IS NULL AND ${reply.sql})
       UNION
       SELECT e.id FROM entry r CROSS JOIN entry e ON e.id = r.replyToId WHERE r.replyToId IS NOT NULL AND ${hideable('entry', 'r')}
         AND ${open} AND r.cancelledAt IS NULL AND ${reply.sql} AND e.id NOT IN (SELECT id FROM answeredEntry))`,
    [...both, ...both],
  )
  return row?.n ?? 0
}
