import { entityNames } from '../../domain/entities'
import { securityKinds, type SecurityFilter } from '../../contract/security'
import { visible, visibleThere, type Viewer } from '../../domain/visibility'
import { logGenesis, logLink, type LogLine } from '../../domain/security/log'
import { canonical } from '../../domain/sync/canonical'
import { sql, type Reader, type Tx } from '../core/sql'
import type { Value } from '../core/value'

/** What happened. `once`: a reading is one line a person, thing and day. */
export type Happened = {
  kind: string
  userId: string | null
  entity?: string | null
  rowId?: string | null
  detail?: Record<string, string | number>
  once?: string
}

export const isRecorded = async (read: Reader, once: string): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS known FROM securityLog WHERE once = ?', [once])) !== undefined

/**
 * Appends one line, chained to the last; null when it stands there already. `beyond`: the position the log had reached before
 * a restore took it back, whose lines the new one says are elsewhere.
 */
export async function appendLine(
  tx: Tx,
  deviceId: string,
  at: number,
  happened: Happened,
  beyond = 0,
): Promise<{ position: number; link: string } | null> {
  const { once = null } = happened
  if (once !== null && (await isRecorded(tx, once))) return null
  const last = await lastLine(tx)
  const lost = Math.max(0, beyond - (last?.position ?? 0))
  const line: Omit<LogLine, 'link'> = {
    position: (last?.position ?? 0) + lost + 1,
    at,
    kind: happened.kind,
    userId: happened.userId,
    entity: happened.entity ?? null,
    rowId: happened.rowId ?? null,
    detail: canonical({ ...happened.detail, ...(lost > 0 && { lost }) }),
    previous: last?.link ?? logGenesis(deviceId),
  }
  const link = logLink(line)
  await sql(tx).run(
    `INSERT INTO securityLog (position, at, kind, userId, entity, rowId, detail, previous, link, once) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [...Object.values(line), link, once],
  )
  return { position: line.position, link }
}

export const lastLine = (read: Reader): Promise<{ position: number; link: string } | undefined> =>
  sql(read).one('SELECT position, link FROM securityLog ORDER BY position DESC LIMIT 1')

export const linesAfter = (read: Reader, position: number, limit: number): Promise<LogLine[]> =>
  sql(read).all(
    `SELECT position, at, kind, userId, entity, rowId, detail, previous, link FROM securityLog WHERE position > ? ORDER BY position LIMIT ?`,
    [position, limit],
  )

export type ListedLine = Pick<LogLine, 'position' | 'at' | 'kind' | 'entity' | 'detail'> & {
  person: string | null
  subject: string | null
  thing: string | null
  seen: number
}
/** From an instant on, until before another. */
export type LogFilter = Omit<SecurityFilter, 'from' | 'to'> & { from: number | null; to: number | null }

/** Newest first, from below a position on. What a line is about is named as far as this person may see it (A2). */
export async function listLines(
  read: Reader,
  viewer: Viewer,
  filter: LogFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<ListedLine[]> {
  const { clause, params } = where(filter)
  const may = visibleThere({ entity: 's.entity', id: 's.rowId' }, viewer)
  const left = visible('entry', 'e', viewer)
  return sql(read).all<ListedLine>(
    `SELECT s.position, s.at, s.kind, s.entity, s.detail, u.names AS person,
       CASE WHEN s.entity = 'user' THEN (SELECT names FROM user WHERE id = s.rowId) END AS subject,
       CASE s.entity WHEN 'entry' THEN (SELECT e.numberText FROM entry e WHERE e.id = s.rowId AND ${left.sql})
         WHEN 'file' THEN (SELECT e.numberText FROM file f JOIN entry e ON e.id = f.entryId WHERE f.id = s.rowId AND ${left.sql})
         WHEN 'letter' THEN (SELECT e.numberText FROM letter l JOIN entry e ON e.id = l.issuedEntryId WHERE l.id = s.rowId AND ${left.sql})
         END AS thing,
       (s.rowId IS NULL OR s.entity NOT IN (${entityNames.map((n) => `'${n}'`).join(', ')}) OR ${may.sql}) AS seen
     FROM securityLog s LEFT JOIN user u ON u.id = s.userId WHERE ${clause} AND s.position < ?
       ORDER BY s.position DESC LIMIT ?`,
    [
      ...[...left.params, ...left.params, ...left.params, ...may.params, ...params],
      ...[before ?? Number.MAX_SAFE_INTEGER, limit],
    ],
  )
}

/**
 * How many lines there are. Positions follow each other without a gap but where a restore left lines elsewhere, and the line after says that
 * some are lost: so the whole log is not counted, however long it is.
 */
export async function countLines(read: Reader, filter: LogFilter): Promise<number> {
  const { clause, params } = where(filter)
  if (params.length > 0)
    return (
      (await sql(read).one<{ n: number }>(`SELECT count(*) AS n FROM securityLog s WHERE ${clause}`, params))?.n ?? 0
    )
  const gaps = await sql(read).all<{ lost: number }>(
    `SELECT s.position - 1 - coalesce((SELECT max(b.position) FROM securityLog b WHERE b.position < s.position), 0) AS lost
     FROM securityLog s WHERE json_extract(s.detail, '$.lost') IS NOT NULL`,
  )
  return ((await lastLine(read))?.position ?? 0) - gaps.reduce((sum, { lost }) => sum + lost, 0)
}

function where({ personId, group, from, to }: LogFilter): { clause: string; params: Value[] } {
  const parts = ['1']
  const params: Value[] = []
  const and = (part: string, ...values: Value[]): void => {
    parts.push(part)
    params.push(...values)
  }
  if (personId) and(`(s.userId = ? OR (s.entity = 'user' AND s.rowId = ?))`, personId, personId)
  if (group) and('s.kind IN (SELECT value FROM json_each(?))', JSON.stringify(securityKinds[group]))
  if (from !== null) and('s.at >= ?', from)
  if (to !== null) and('s.at < ?', to)
  return { clause: parts.join(' AND '), params }
}
