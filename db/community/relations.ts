import type { PersonName } from '../../contract/community'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type RelationRecord = {
  id: string
  kind: string
  fromId: string
  toId: string
  capacity: string | null
  title: string
  basis: string
  since: string | null
  until: string | null
  note: string
  removedAt: number | null
}
export type RelatedTo = RelationRecord & {
  otherId: string
  otherKind: string
  otherAr: PersonName
  otherLatin: PersonName
}
type Row = Omit<RelatedTo, 'otherAr' | 'otherLatin'> & { otherAr: string; otherLatin: string }

/** Whoever asks: to know whether one is there already. */
export const relationById = (read: Reader, id: string): Promise<RelationRecord | undefined> =>
  sql(read).one('SELECT * FROM relation WHERE id = ?', [id])

/** What stands of a card, from both ends: what goes on before what ended, the newest first; nothing of whoever is behind a wall (P4). */
export async function relationsOf(
  read: Reader,
  viewer: Viewer,
  /** Cards that are one (P3). */
  cards: readonly string[],
  limit: number,
): Promise<RelatedTo[]> {
  const ids = JSON.stringify(cards)
  const may = visible('relation', 'r', viewer)
  const end = (mine: string, other: string): string =>
    `SELECT r.*, c.id AS otherId, c.kind AS otherKind, c.nameAr AS otherAr, c.nameLatin AS otherLatin
     FROM json_each(?) j CROSS JOIN relation r ON r.${mine} = j.value JOIN contact c ON c.id = r.${other} WHERE r.removedAt IS NULL AND ${may.sql}`
  const rows = await sql(read).all<Row>(
    `SELECT * FROM (${end('fromId', 'toId')} UNION ALL ${end('toId', 'fromId')})
     ORDER BY until IS NOT NULL, until DESC, since DESC, id LIMIT ?`,
    [ids, ...may.params, ids, ...may.params, limit],
  )
  return rows.map((row) => ({
    ...row,
    otherAr: JSON.parse(row.otherAr) as PersonName,
    otherLatin: JSON.parse(row.otherLatin) as PersonName,
  }))
}

/** Everybody who is said to represent these entities. */
export function mandatesOf(read: Reader, viewer: Viewer, entityIds: readonly string[]): Promise<RelationRecord[]> {
  const may = visible('relation', 'r', viewer)
  return sql(read).all(
    `SELECT r.* FROM json_each(?) j CROSS JOIN relation r ON r.toId = j.value AND r.kind = 'representative'
     WHERE r.removedAt IS NULL AND ${may.sql}`,
    [JSON.stringify(entityIds), ...may.params],
  )
}
