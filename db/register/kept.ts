import type { RegisterFilter } from '../../contract/register'
import { beyondClearance, clearanceRank, hideable, rankSql, visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { answeredFor } from './answered'
import { mayBeOwn, walledOff } from './own'

/** One register and year. */
export type Scope = { registerId: string; year: number }
export type Tab = RegisterFilter['tab']

/**
 * What a tab counts, of the counters the table keeps by the rank of a level (migration 0010); `seen` are those within a clearance. Only
 * the whole register counts what is hidden too: that a number is there, and nothing of what became of it (A2).
 */
export const lines: Record<Tab, string> = {
  all: 'entries',
  today: 'entries * seen',
  urgent: 'urgent * seen',
  cancelled: 'cancelled * seen',
  unanswered: '(entries - cancelled - answered) * seen',
}
export const cancelledLines: Record<Tab, string> = {
  all: 'cancelled * seen',
  today: 'cancelled * seen',
  urgent: 'urgentCancelled * seen',
  cancelled: 'cancelled * seen',
  unanswered: '0',
}

/**
 * Counters of one entry that the reader may see beyond their clearance (what they registered themselves), and, below nothing, of one within it
 * that a wall keeps from them (P4). `all` has counted it.
 */
export type Beyond = {
  date: string
  at: number
  seq: number
  entries: number
  cancelled: number
  urgent: number
  urgentCancelled: number
  answered: number
}

export const seenRank = (viewer: Viewer): number => clearanceRank(viewer.clearance)

/**
 * They are found one by one, by who registered them and whom they name, and by the walls there are: few people register, or are sent, what they
 * may not read, and few cards are behind a wall.
 */
export const beyond = async (read: Reader, viewer: Viewer, scope: Scope): Promise<Beyond[]> => [
  ...(await beyondLevel(read, viewer, scope)),
  ...(await behindWalls(read, viewer, scope)),
]

function behindWalls(read: Reader, viewer: Viewer, { registerId, year }: Scope): Promise<Beyond[]> {
  const scope = { sql: 'x.registerId = ? AND x.year = ?', params: [registerId, year] }
  const [off, reply] = [
    walledOff('e', viewer, scope),
    walledOff('r', viewer, { sql: 'x.replyToId IS NOT NULL', params: [] }),
  ]
  const [may, answered] = [visible('entry', 'e', viewer), answeredFor(viewer)]
  const kept = 'SELECT 1 FROM answeredEntry a WHERE a.id = e.id AND a.rank <= ?'
  const urgent = `e.urgency <> 'routine'`
  return sql(read).all<Beyond>(
    `SELECT e.businessDate AS date, e.registeredAt AS at, e.seq, -1 AS entries, -(e.cancelledAt IS NOT NULL) AS cancelled, -(${urgent}) AS urgent,
       -(${urgent} AND e.cancelledAt IS NOT NULL) AS urgentCancelled, -EXISTS (${kept}) AS answered
     FROM entry e WHERE ${off.sql} AND ${rankSql('e.level')} <= ?
     UNION ALL
     SELECT e.businessDate, e.registeredAt, e.seq, 0, 0, 0, 0, -1 FROM (
       SELECT r.replyToId AS id FROM entry r WHERE ${reply.sql}
       UNION SELECT m.id FROM entry r CROSS JOIN entry m ON m.batchOfId = r.replyToId WHERE m.batchOfId IS NOT NULL AND ${reply.sql}
     ) few CROSS JOIN entry e ON e.id = few.id
     WHERE e.registerId = ? AND e.year = ? AND EXISTS (${kept}) AND ${may.sql} AND NOT ${answered.sql}`,
    [
      ...[seenRank(viewer), ...off.params, seenRank(viewer), ...reply.params, ...reply.params],
      ...[registerId, year, seenRank(viewer), ...may.params, ...answered.params],
    ],
  )
}

function beyondLevel(read: Reader, viewer: Viewer, { registerId, year }: Scope): Promise<Beyond[]> {
  const [own, ownReply] = [beyondClearance('entry', 'e', viewer), beyondClearance('entry', 'r', viewer)]
  if (own.sql === '0') return Promise.resolve([])
  const [may, answered] = [visible('entry', 'e', viewer), answeredFor(viewer)]
  const guarded = hideable('entry', 'e')
  const mine = mayBeOwn('e', viewer, { sql: 'x.registerId = ? AND x.year = ?', params: [registerId, year] })
  const replies = mayBeOwn('r', viewer, { sql: 'x.replyToId IS NOT NULL', params: [] })
  const urgent = `e.urgency <> 'routine'`
  // CROSS JOIN: the few replies first; SQLite would walk the whole year.
  return sql(read).all<Beyond>(
    `SELECT e.businessDate AS date, e.registeredAt AS at, e.seq, 1 AS entries, e.cancelledAt IS NOT NULL AS cancelled, ${urgent} AS urgent,
       ${urgent} AND e.cancelledAt IS NOT NULL AS urgentCancelled, 0 AS answered
     FROM entry e WHERE ${mine.sql} AND ${guarded} AND ${own.sql}
     UNION ALL
     SELECT e.businessDate, e.registeredAt, e.seq, 0, 0, 0, 0, 1 FROM (
       SELECT e.id FROM entry e WHERE ${mine.sql} AND ${guarded} AND ${own.sql}
       UNION SELECT r.replyToId FROM entry r WHERE ${replies.sql} AND ${hideable('entry', 'r')} AND ${ownReply.sql}
       UNION SELECT m.id FROM entry r CROSS JOIN entry m ON m.batchOfId = r.replyToId
         WHERE m.batchOfId IS NOT NULL AND ${replies.sql} AND ${hideable('entry', 'r')} AND ${ownReply.sql}
     ) few CROSS JOIN entry e ON e.id = few.id
     WHERE e.registerId = ? AND e.year = ? AND e.cancelledAt IS NULL AND ${may.sql} AND ${answered.sql}
       AND NOT EXISTS (SELECT 1 FROM answeredEntry a WHERE a.id = e.id AND a.rank <= ?)`,
    [
      ...[...mine.params, ...own.params, ...mine.params, ...own.params],
      ...[...replies.params, ...ownReply.params, ...replies.params, ...ownReply.params],
      ...[registerId, year, ...may.params, ...answered.params, seenRank(viewer)],
    ],
  )
}
