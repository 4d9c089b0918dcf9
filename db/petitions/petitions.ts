import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { toLink } from '../register/reads'

export type PetitionRecord = {
  id: string
  numberText: string
  cancelledAt: number | null
  nameAr: string | null
  nameLatin: string | null
}

/** All of a batch that this person sees, the first included, in the order of their registration. */
export function batchOf(read: Reader, actor: Actor, headId: string, limit: number): Promise<PetitionRecord[]> {
  const may = visible('entry', 'e', actor)
  return sql(read).all(
    `SELECT e.id, e.numberText, e.cancelledAt, c.nameAr ->> '$.full' AS nameAr, c.nameLatin ->> '$.full' AS nameLatin
     FROM entry e LEFT JOIN contact c ON c.id = e.correspondentId
     WHERE (e.id = ? OR e.batchOfId = ?) AND ${may.sql} ORDER BY e.registeredAt, e.seq LIMIT ?`,
    [headId, headId, ...may.params, limit],
  )
}

/** What answers any of these, as far as this person sees it (A2). */
export async function answersTo(
  read: Reader,
  actor: Actor,
  ids: readonly string[],
): Promise<ReturnType<typeof toLink>[]> {
  const may = visible('entry', 'e', actor)
  const rows = await sql(read).all<Parameters<typeof toLink>[0]>(
    `SELECT e.* FROM json_each(?) j CROSS JOIN entry e ON e.replyToId = j.value
     WHERE e.cancelledAt IS NULL AND ${may.sql} LIMIT 20`,
    [JSON.stringify(ids), ...may.params],
  )
  return rows.map(toLink)
}
