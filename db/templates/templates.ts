import type { Names } from '../../contract/values'
import { sql, type Reader } from '../core/sql'

/** A version as it stands in its row; `body` is whatever its writer's program knew. */
export type VersionRow = {
  id: string
  templateId: string
  version: number
  names: Names
  use: string
  body: unknown
  retired: boolean
  note: string
  at: number
  byNames: Names | null
}
type Stored = Record<string, unknown> & { names: string; body: string; retired: number; byNames: string | null }

const toRow = (row: Stored): VersionRow => ({
  ...(row as unknown as VersionRow),
  names: JSON.parse(row.names) as Names,
  body: JSON.parse(row.body) as unknown,
  retired: row.retired === 1,
  byNames: row.byNames === null ? null : (JSON.parse(row.byNames) as Names),
})
const VERSION =
  'SELECT t.id, t.templateId, t.version, t.names, t.use, t.body, t.retired, t.note, t.at, u.names AS byNames FROM template t LEFT JOIN user u ON u.id = t.byId'

/** The last version of each; of two with one number, which two desks wrote without a line, the later. */
export async function lastVersions(read: Reader): Promise<VersionRow[]> {
  const rows = await sql(read).all<Stored>(
    `${VERSION} WHERE NOT EXISTS (SELECT 1 FROM template n WHERE n.templateId = t.templateId AND (n.version, n.at, n.id) > (t.version, t.at, t.id))`,
  )
  return rows.map(toRow)
}

/** All versions of one, the last first. */
export async function versionsOf(read: Reader, templateId: string): Promise<VersionRow[]> {
  const rows = await sql(read).all<Stored>(
    `${VERSION} WHERE t.templateId = ? ORDER BY t.version DESC, t.at DESC, t.id DESC`,
    [templateId],
  )
  return rows.map(toRow)
}

/** When this person last began a letter from each. */
export async function templatesUsedBy(read: Reader, userId: string): Promise<Map<string, number>> {
  const rows = await sql(read).all<{ templateId: string; at: number }>(
    'SELECT templateId, max(createdAt) AS at FROM letter WHERE draftedById = ? AND templateId IS NOT NULL GROUP BY templateId',
    [userId],
  )
  return new Map(rows.map(({ templateId, at }) => [templateId, at]))
}
