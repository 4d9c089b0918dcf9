import { Criteria } from '../../contract/criteria'
import type { SavedFilter } from '../../contract/finding'
import type { Names } from '../../contract/values'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

type Row = {
  id: string
  ownerId: string
  privateTo: string | null
  name: string
  tab: string
  criteria: string
  names: string | null
}

/** One's own and the office's, by name. They are few: people name what they look for every week. */
export async function savedFilters(read: Reader, viewer: Viewer): Promise<SavedFilter[]> {
  const may = visible('savedFilter', 'f', viewer)
  const rows = await sql(read).all<Row>(
    `SELECT f.id, f.ownerId, f.privateTo, f.name, f.tab, f.criteria, u.names FROM savedFilter f LEFT JOIN user u ON u.id = f.ownerId
     WHERE f.removedAt IS NULL AND ${may.sql} ORDER BY f.name, f.id`,
    may.params,
  )
  return rows.map(({ id, ownerId, privateTo, name, tab, criteria, names }) => ({
    ...{ id, name, shared: privateTo === null, mine: ownerId === viewer.userId },
    tab: tab as SavedFilter['tab'],
    criteria: Criteria.safeParse(JSON.parse(criteria)).data ?? null,
    ownerNames: names === null ? null : (JSON.parse(names) as Names),
  }))
}

export const filterOwner = async (read: Reader, id: string): Promise<string | null> =>
  (await sql(read).one<{ ownerId: string }>('SELECT ownerId FROM savedFilter WHERE id = ?', [id]))?.ownerId ?? null
