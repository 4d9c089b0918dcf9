import type { QueueItem } from '../../contract/sync'
import type { Language } from '../../contract/values'
import { visibleThere, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { SETTLED } from '../imports/transcribing'
import { UNANSWERED } from '../sync/parked'
import { titleThere } from '../visibility/titles'

/** Whether something of this row waits to be sent. */
export const isPending = async (read: Reader, rowId: string): Promise<boolean> =>
  (
    await sql(read).one<{ n: number }>(
      `SELECT EXISTS (SELECT 1 FROM outbox WHERE rowId = ? AND state = 'waiting') AS n`,
      [rowId],
    )
  )?.n === 1

/** Whether anything waits at all: what the line asks every other second. */
export const waits = async (read: Reader): Promise<boolean> =>
  (await sql(read).one(`SELECT 1 AS waits FROM outbox WHERE state = 'waiting' AND d < ${SETTLED} LIMIT 1`)) !==
  undefined

type Counts = { waiting: number; waitingSince: number | null; parked: number }

/** Everything there is: for the line itself. */
export const outboxCounts = (read: Reader): Promise<Counts> => counts(read)

async function counts(read: Reader, which = '', params: readonly string[] = []): Promise<Counts> {
  const row = await sql(read).one<Counts>(
    `SELECT count(*) FILTER (WHERE o.state = 'waiting') AS waiting, min(o.at) FILTER (WHERE o.state = 'waiting') AS waitingSince,
            count(DISTINCT o.change) FILTER (WHERE ${UNANSWERED}) AS parked FROM outbox o WHERE o.state <> 'sent'${which}`,
    params,
  )
  return row ?? { waiting: 0, waitingSince: null, parked: 0 }
}

/** The same, of what this person may see; somebody who does not is told neither title nor number (A2). */
export async function outboxCountsFor(read: Reader, viewer: Viewer): Promise<Counts> {
  const may = visibleThere(ROW, viewer)
  return counts(read, ` AND ${may.sql} AND ${OWN_IF_PARKED}`, [...may.params, viewer.userId])
}

const ROW = { entity: 'o.entity', id: 'o.rowId' }
/** What was not taken is its author's and the administrator's to answer. */
const OWN_IF_PARKED = `(o.state <> 'parked' OR json_extract(o.operation, '$.user') = ?)`
type Queued = Omit<QueueItem, 'kind'> & { operation: string }

/** What waits, oldest first, from after a place in the queue on. */
export async function outboxItems(
  read: Reader,
  viewer: Viewer,
  { after, limit }: { after: number; limit: number },
  language: Language,
): Promise<QueueItem[]> {
  const may = visibleThere(ROW, viewer)
  const rows = await sql(read).all<Queued>(
    `SELECT o.d, o.entity, o.rowId, o.at, o.state, o.operation, ${titleThere(ROW, language)} AS title
     FROM outbox o WHERE o.state = 'waiting' AND o.d > ? AND ${may.sql} ORDER BY o.d LIMIT ?`,
    [after, ...may.params, limit],
  )
  return rows.map(({ operation, ...r }) => ({ ...r, kind: (JSON.parse(operation) as { kind: string }).kind }))
}
