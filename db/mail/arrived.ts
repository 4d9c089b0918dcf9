import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import type { Value } from '../core/value'

type OfEntry = {
  entryId: string
  numberText: string
  cancelled: number
  noticeId: string | null
  noticeNumber: string | null
}
export type MissingRecord = OfEntry & {
  id: string
  what: string
  notedAt: number
  toldAt: number | null
  suppliedAt: number | null
}
export type ForwardingRecord = OfEntry & {
  id: string
  subject: string | null
  addressee: string
  channel: string
  note: string
  forwardedAt: number
  forwardedById: string
}

const NAMED = 'e.numberText, e.cancelledAt IS NOT NULL AS cancelled'
/** A notice is an entry too: its number is told to whoever sees it (A2). */
const noticeOf = (row: string, actor: Actor): { sql: string; params: string[] } => {
  const may = visible('entry', 'n', actor)
  return { sql: `LEFT JOIN entry n ON n.id = ${row}.noticeId AND ${may.sql}`, params: may.params }
}

/** By entry, by sheet, by id; or what is still missing, the oldest first, from after a line on. */
export async function missingBy(
  read: Reader,
  actor: Actor,
  by:
    { entryId: string } | { sheetId: string } | { id: string } | { after?: { at: number; id: string }; limit: number },
): Promise<MissingRecord[]> {
  const may = visible('missingPiece', 'm', actor)
  const notice = noticeOf('m', actor)
  const asked = ((): { where: string; params: Value[]; limit: number } => {
    if ('limit' in by) {
      const from = by.after ? ' AND (m.notedAt, m.id) > (?, ?)' : ''
      return {
        where: `m.suppliedAt IS NULL AND e.cancelledAt IS NULL${from}`,
        params: by.after ? [by.after.at, by.after.id] : [],
        limit: by.limit,
      }
    }
    const [[name, value] = ['id', '']] = Object.entries(by)
    return { where: `m."${name}" = ?`, params: [String(value)], limit: 1000 }
  })()
  return sql(read).all(
    `SELECT m.id, m.entryId, m.what, m.notedAt, m.toldAt, m.suppliedAt, ${NAMED}, n.id AS noticeId, n.numberText AS noticeNumber
       FROM missingPiece m JOIN entry e ON e.id = m.entryId ${notice.sql}
       WHERE ${asked.where} AND ${may.sql} ORDER BY m.notedAt, m.id LIMIT ?`,
    [...notice.params, ...asked.params, ...may.params, asked.limit],
  )
}

/** What was not for us: of an entry, one, or all, newest first. */
export async function forwardingsBy(
  read: Reader,
  actor: Actor,
  by: { entryId: string } | { id: string } | { after?: { at: number; id: string }; limit: number },
): Promise<ForwardingRecord[]> {
  const may = visible('forwarding', 'f', actor)
  const notice = noticeOf('f', actor)
  const [where, params, limit]: [string, Value[], number] =
    'limit' in by
      ? by.after
        ? ['(f.forwardedAt, f.id) < (?, ?)', [by.after.at, by.after.id], by.limit]
        : ['1', [], by.limit]
      : 'id' in by
        ? ['f.id = ?', [by.id], 1]
        : ['f.entryId = ?', [by.entryId], 100]
  return sql(read).all(
    `SELECT f.id, f.entryId, f.addressee, f.channel, f.note, f.forwardedAt, f.forwardedById, e.subject, ${NAMED},
        n.id AS noticeId, n.numberText AS noticeNumber
       FROM forwarding f JOIN entry e ON e.id = f.entryId ${notice.sql}
       WHERE ${where} AND ${may.sql} ORDER BY f.forwardedAt DESC, f.id DESC LIMIT ?`,
    [...notice.params, ...params, ...may.params, limit],
  )
}

/** What an outgoing entry is the notice of; undefined when it is none. */
export const noticed = (
  read: Reader,
  noticeId: string,
): Promise<{ kind: 'forwarding' | 'missingPiece'; id: string; entryId: string } | undefined> =>
  sql(read).one(
    `SELECT 'forwarding' AS kind, id, entryId FROM forwarding WHERE noticeId = ?
     UNION ALL SELECT 'missingPiece', id, entryId FROM missingPiece WHERE noticeId = ? LIMIT 1`,
    [noticeId, noticeId],
  )
