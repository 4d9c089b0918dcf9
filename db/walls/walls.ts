import { keptOut, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** Cards that a wall keeps from this person (P4): few, whatever the office has. */
export async function cardsKeptFrom(read: Reader, viewer: Viewer): Promise<ReadonlySet<string>> {
  const out = keptOut('w', viewer)
  const rows = await sql(read).all<{ contactId: string }>(`SELECT w.contactId FROM wall w WHERE ${out.sql}`, out.params)
  return new Set(rows.map(({ contactId }) => contactId))
}

export type WallRow = {
  id: string
  contactId: string
  keeperId: string
  team: string[]
  standing: boolean
  reason: string
  changedAt: number
  changedById: string
  raisedAt: number
}
type Stored = Omit<WallRow, 'team' | 'standing'> & { team: string; standing: number }
const FIELDS = 'w.id, w.contactId, w.keeperId, w.team, w.standing, w.reason, w.changedAt, w.changedById, w.raisedAt'
const toWall = ({ team, standing, ...row }: Stored): WallRow => ({
  ...row,
  team: JSON.parse(team) as string[],
  standing: standing === 1,
})

/** Whoever asks: who may is the service's question. */
export async function wallById(read: Reader, id: string): Promise<WallRow | undefined> {
  const row = await sql(read).one<Stored>(`SELECT ${FIELDS} FROM wall w WHERE w.id = ?`, [id])
  return row && toWall(row)
}

/** Every wall there ever was, those that stand first, the newest first. */
export const wallRows = async (read: Reader): Promise<WallRow[]> =>
  (await sql(read).all<Stored>(`SELECT ${FIELDS} FROM wall w ORDER BY w.standing DESC, w.raisedAt DESC, w.id`)).map(
    toWall,
  )

export type GlassRow = {
  id: string
  wallId: string | null
  at: number
  until: number
  reason: string
  byId: string
  notedAt: number | null
  notedById: string | null
}
const BROKEN = 'g.id, g.wallId, g.at, g.until, g.reason, g.byId, g.notedAt, g.notedById'

export const glassById = (read: Reader, id: string): Promise<GlassRow | undefined> =>
  sql(read).one(`SELECT ${BROKEN} FROM glass g WHERE g.id = ?`, [id])

/** Whose glass was broken, the newest first, of the walls this person keeps, or of all. */
export const glassRows = (
  read: Reader,
  { keeperId, unnoted, limit }: { keeperId: string | null; unnoted: boolean; limit: number },
): Promise<GlassRow[]> =>
  sql(read).all(
    `SELECT ${BROKEN} FROM glass g WHERE 1 ${unnoted ? 'AND g.notedAt IS NULL' : ''}
     ${keeperId === null ? '' : 'AND EXISTS (SELECT 1 FROM wall w WHERE w.id = g.wallId AND w.keeperId = ?)'} ORDER BY g.at DESC, g.id DESC LIMIT ?`,
    [...(keeperId === null ? [] : [keeperId]), limit],
  )

/** What a card behind a standing wall is found by, whoever asks: for breaking its glass, which is told. */
export const walledCards = (
  read: Reader,
): Promise<
  {
    wallId: string
    contactId: string
    ar: string
    latin: string
    phone: string
    documents: string | null
    civil: string | null
  }[]
> =>
  sql(read).all(
    `SELECT w.id AS wallId, c.id AS contactId, c.nameAr ->> '$.full' AS ar, c.nameLatin ->> '$.full' AS latin, c.phone, c.documents,
       c.civilNumber AS civil FROM wall w JOIN contact c ON c.id = w.contactId WHERE w.standing = 1 ORDER BY w.id`,
  )
