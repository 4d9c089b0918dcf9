import type { PersonName } from '../../contract/community'
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

export const relationById = (read: Reader, id: string): Promise<RelationRecord | undefined> =>
  sql(read).one('SELECT * FROM relation WHERE id = ?', [id])

/** What stands of a card, from both ends: what goes on before what ended, the newest first. */
export async function relationsOf(
  read: Reader,
  /** Cards that are one (P3). */
  cards: readonly string[],
  limit: number,
): Promise<RelatedTo[]> {
  const ids = JSON.stringify(cards)
  const end = (mine: string, other: string): string =>
    `SELECT r.*, c.id AS otherId, c.kind AS otherKind, c.nameAr AS otherAr, c.nameLatin AS otherLatin
     FROM json_each(?) j CROSS JOIN relation r ON r.${mine} = j.value JOIN contact c ON c.id = r.${other} WHERE r.removedAt IS NULL`
  const rows = await sql(read).all<Row>(
    `SELECT * FROM (${end('fromId', 'toId')} UNION ALL ${end('toId', 'fromId')})
     ORDER BY until IS NOT NULL, until DESC, since DESC, id LIMIT ?`,
    [ids, ids, limit],
  )
  return rows.map((row) => ({
    ...row,
    otherAr: JSON.parse(row.otherAr) as PersonName,
    otherLatin: JSON.parse(row.otherLatin) as PersonName,
  }))
}

/** Everybody who is said to represent these entities. */
export const mandatesOf = (read: Reader, entityIds: readonly string[]): Promise<RelationRecord[]> =>
  sql(read).all(
    `SELECT r.* FROM json_each(?) j CROSS JOIN relation r ON r.toId = j.value AND r.kind = 'representative'
     WHERE r.removedAt IS NULL`,
    [JSON.stringify(entityIds)],
  )
