import type { Actor } from '../../contract/permissions'
import { sql, type Reader } from '../core/sql'
import { hideable, visible } from '../../domain/visibility'

type Scope = { registerId: string; year: number }
type Count = { n: number }

/**
 * The counts beside the tabs. They are asked for after every registration, so none of them reads the register: urgent and
 * hidden entries have small indexes of their own, and what is unanswered is what is left when the answered are taken away.
 * What the reader may not see is in none of them (A2).
 * @param open entries of the register and year that are not cancelled, hidden ones included
 */
export async function tabCounts(
  read: Reader,
  actor: Actor,
  { registerId, year }: Scope,
  open: number,
): Promise<{ urgent: number; unanswered: number }> {
  const [may, reply] = [visible('entry', 'e', actor), visible('entry', 'r', actor)]
  const count = async (statement: string, ofReply: readonly string[] = []): Promise<number> =>
    (await sql(read).one<Count>(statement, [...ofReply, registerId, year, ...may.params]))?.n ?? 0
  const urgent = await count(
    `SELECT count(*) AS n FROM entry e WHERE e.registerId = ? AND e.year = ? AND e.urgency <> 'routine' AND ${may.sql}`,
  )
  const hidden = await count(
    `SELECT count(*) AS n FROM entry e WHERE e.registerId = ? AND e.year = ? AND ${hideable('entry', 'e')} AND e.cancelledAt IS NULL
     AND NOT ${may.sql}`,
  )
  // CROSS JOIN: the few replies first, then what each answers; SQLite would walk the whole year.
  const answered = await count(
    `SELECT count(*) AS n FROM
       (SELECT DISTINCT r.replyToId FROM entry r WHERE r.replyToId IS NOT NULL AND r.cancelledAt IS NULL AND ${reply.sql}) a
     CROSS JOIN entry e ON e.id = a.replyToId WHERE e.registerId = ? AND e.year = ? AND e.cancelledAt IS NULL AND ${may.sql}`,
    reply.params,
  )
  return { urgent, unanswered: open - hidden - answered }
}
