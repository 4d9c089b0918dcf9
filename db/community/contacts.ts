import type { Contact, ContactHit, PersonName } from '../../contract/community'
import type { Actor } from '../../contract/permissions'
import { shownFacts } from '../../domain/community/card'
import {
  beyondClearance,
  clearanceRank,
  hideable,
  keptOut,
  rankSql,
  visible,
  type Condition,
} from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { fromRow } from '../outbox/rows'
import { mayBeOwn } from '../register/own'

type Base = Pick<
  Contact,
  'id' | 'kind' | 'description' | 'phone' | 'email' | 'address' | 'city' | 'countryCode' | 'notes' | 'reach'
>
type ContactRow = Base & {
  nameAr: string
  nameLatin: string
  createdAt: number
  removedAt: number | null
  entries: number
  pending: number
}

/** A2: how many entries this reader may see; never more. Kept by level; what somebody registered beyond their clearance is counted. */
function entriesFor(actor: Actor): Condition {
  const own = beyondClearance('entry', 'e', actor)
  // P4: of a card that is seen, those are behind a wall that name somebody else who is; few entries do.
  const out = keptOut('w', actor)
  // Found once a statement, whatever the length of its list: by the few walls, not by each card.
  const walled = `(WITH beside AS MATERIALIZED (SELECT e.correspondentId AS id, count(DISTINCT e.id) AS n FROM wall w CROSS JOIN party y
      ON y.partyId = w.contactId CROSS JOIN entry e ON e.id = y.entryId WHERE ${out.sql} AND ${rankSql('e.level')} <= ${clearanceRank(actor.clearance)}
      GROUP BY e.correspondentId) SELECT coalesce(sum(n), 0) FROM beside WHERE beside.id = c.id)`
  const kept = `(SELECT coalesce(sum(k.entries), 0) FROM contactCount k WHERE k.contactId = c.id AND k.rank <= ${clearanceRank(actor.clearance)}) - ${walled}`
  if (own.sql === '0') return { sql: kept, params: out.params }
  const mine = mayBeOwn('e', actor, { sql: 'x.correspondentId = c.id AND x.correspondentId IS NOT NULL', params: [] })
  return {
    sql: `${kept} + (SELECT count(*) FROM entry e WHERE ${mine.sql} AND ${hideable('entry', 'e')} AND ${own.sql})`,
    params: [...out.params, ...mine.params.map(String), ...own.params],
  }
}

/** The card; one that is behind a wall is not there (P4). */
export async function contactById(read: Reader, actor: Actor, id: string): Promise<Contact | undefined> {
  const [entries, may] = [entriesFor(actor), visible('contact', 'c', actor)]
  const row = await sql(read).one<ContactRow>(
    `SELECT c.*, ${entries.sql} AS entries, EXISTS (SELECT 1 FROM outbox o WHERE o.rowId = c.id AND o.state = 'waiting') AS pending
     FROM contact c WHERE c.id = ? AND ${may.sql}`,
    [...entries.params, id, ...may.params],
  )
  return row && toContact(row)
}

/** Whole cards, in the order of `ids`. */
export async function contactsByIds(read: Reader, actor: Actor, ids: readonly string[]): Promise<Contact[]> {
  const [entries, may] = [entriesFor(actor), visible('contact', 'c', actor)]
  const rows = await sql(read).all<ContactRow>(
    `SELECT c.*, ${entries.sql} AS entries, 0 AS pending FROM json_each(?) j JOIN contact c ON c.id = j.value WHERE ${may.sql} ORDER BY j.key`,
    [...entries.params, JSON.stringify(ids), ...may.params],
  )
  return rows.map(toContact)
}

function toContact(row: ContactRow): Contact {
  const { id: cardId, kind, description, phone, email, address, city, countryCode, notes } = row
  return {
    ...shownFacts(fromRow('contact', row)),
    ...{ id: cardId, kind, description, phone, email, address, city, countryCode, notes },
    nameAr: JSON.parse(row.nameAr) as PersonName,
    nameLatin: JSON.parse(row.nameLatin) as PersonName,
    reach: row.reach ?? null,
    entries: row.entries,
    createdAt: row.createdAt,
    pending: row.pending === 1,
    removedAt: row.removedAt,
  }
}

/** In the order of `ids`; what the reader may not see is absent (A2). */
export async function contactHits(read: Reader, actor: Actor, ids: readonly string[]): Promise<ContactHit[]> {
  const [entries, may] = [entriesFor(actor), visible('contact', 'c', actor)]
  const rows = await sql(read).all<ContactRow>(
    `SELECT c.*, ${entries.sql} AS entries FROM json_each(?) j JOIN contact c ON c.id = j.value WHERE ${may.sql} ORDER BY j.key`,
    [...entries.params, JSON.stringify(ids), ...may.params],
  )
  return rows.map(toHit)
}

/** The list page without a word typed: newest first, from after one that is there already. */
export async function newestContacts(
  read: Reader,
  actor: Actor,
  kind: string | null,
  limit: number,
  after?: { createdAt: number; id: string },
): Promise<ContactHit[]> {
  const [entries, may] = [entriesFor(actor), visible('contact', 'c', actor)]
  const which = [
    'c.removedAt IS NULL',
    may.sql,
    ...(kind === null ? [] : ['c.kind = ?']),
    ...(after ? ['(c.createdAt, c.id) < (?, ?)'] : []),
  ]
  const rows = await sql(read).all<ContactRow>(
    `SELECT c.*, ${entries.sql} AS entries FROM contact c WHERE ${which.join(' AND ')} ORDER BY c.createdAt DESC, c.id DESC LIMIT ?`,
    [
      ...entries.params,
      ...may.params,
      ...(kind === null ? [] : [kind]),
      ...(after ? [after.createdAt, after.id] : []),
      limit,
    ],
  )
  return rows.map(toHit)
}

const toHit = (row: ContactRow): ContactHit => ({
  id: row.id,
  kind: row.kind,
  nameAr: (JSON.parse(row.nameAr) as PersonName).full,
  nameLatin: (JSON.parse(row.nameLatin) as PersonName).full,
  description: row.description,
  city: row.city,
  entries: row.entries,
  createdAt: row.createdAt,
})
