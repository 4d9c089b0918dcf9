import type { Contact, ContactHit, ContactInput, PersonName, TimelineItem } from '../../contract/community'
import type { Actor } from '../../contract/permissions'
import { sql, type Reader } from '../core/sql'
import { beyondClearance, clearanceRank, hideable, visible, type Condition } from '../../domain/visibility'
import { answeredFor } from '../register/answered'
import { mayBeOwn } from '../register/own'

type ContactRow = Omit<ContactInput, 'nameAr' | 'nameLatin'> & {
  nameAr: string
  nameLatin: string
  createdAt: number
  entries: number
  pending: number
}

/** A2: how many entries this reader may see; never more. Kept by level; what somebody registered beyond their clearance is counted. */
function entriesFor(actor: Actor): Condition {
  const own = beyondClearance('entry', 'e', actor)
  const kept = `(SELECT coalesce(sum(k.entries), 0) FROM contactCount k WHERE k.contactId = c.id AND k.rank <= ${clearanceRank(actor.clearance)})`
  if (own.sql === '0') return { sql: kept, params: [] }
  const mine = mayBeOwn('e', actor, { sql: 'x.correspondentId = c.id AND x.correspondentId IS NOT NULL', params: [] })
  return {
    sql: `${kept} + (SELECT count(*) FROM entry e WHERE ${mine.sql} AND ${hideable('entry', 'e')} AND ${own.sql})`,
    params: [...mine.params.map(String), ...own.params],
  }
}

export async function contactById(read: Reader, actor: Actor, id: string): Promise<Contact | undefined> {
  const entries = entriesFor(actor)
  const row = await sql(read).one<ContactRow>(
    `SELECT c.*, ${entries.sql} AS entries, EXISTS (SELECT 1 FROM outbox o WHERE o.rowId = c.id AND o.state = 'waiting') AS pending
     FROM contact c WHERE c.id = ?`,
    [...entries.params, id],
  )
  if (!row) return undefined
  return {
    ...contactFields(row),
    id: row.id,
    entries: row.entries,
    createdAt: row.createdAt,
    pending: row.pending === 1,
  }
}

const contactFields = (row: ContactRow): Omit<ContactInput, 'id'> => ({
  kind: row.kind,
  nameAr: JSON.parse(row.nameAr) as PersonName,
  nameLatin: JSON.parse(row.nameLatin) as PersonName,
  description: row.description,
  phone: row.phone,
  email: row.email,
  address: row.address,
  city: row.city,
  countryCode: row.countryCode,
  notes: row.notes,
})

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
  const entries = entriesFor(actor)
  const which = [...(kind === null ? [] : ['c.kind = ?']), ...(after ? ['(c.createdAt, c.id) < (?, ?)'] : [])]
  const where = which.length > 0 ? ` WHERE ${which.join(' AND ')}` : ''
  const rows = await sql(read).all<ContactRow>(
    `SELECT c.*, ${entries.sql} AS entries FROM contact c${where} ORDER BY c.createdAt DESC, c.id DESC LIMIT ?`,
    [...entries.params, ...(kind === null ? [] : [kind]), ...(after ? [after.createdAt, after.id] : []), limit],
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

/** A2: what the reader may not see is absent, not counted. */
export function timelineOf(
  read: Reader,
  actor: Actor,
  /** Cards that are one (P3). */
  cards: readonly string[],
  limit: number,
): Promise<TimelineItem[]> {
  const [may, answered] = [visible('entry', 'e', actor), answeredFor(actor)]
  const ids = JSON.stringify(cards)
  return sql(read).all(
    `SELECT e.id AS entryId, g.kind, e.numberText, e.subject, e.registeredAt AS at,
       CASE WHEN e.cancelledAt IS NOT NULL THEN 'cancelled'
            WHEN ${answered.sql} THEN 'answered' ELSE 'registered' END AS status
     FROM (SELECT * FROM (SELECT e.id FROM json_each(?) j CROSS JOIN entry e ON e.correspondentId = j.value WHERE ${may.sql}
                          ORDER BY e.registeredAt DESC LIMIT ?)
           UNION SELECT * FROM (SELECT e.id FROM json_each(?) j CROSS JOIN party p ON p.partyId = j.value CROSS JOIN entry e ON e.id = p.entryId
                                WHERE ${may.sql} ORDER BY e.registeredAt DESC LIMIT ?)) x
     CROSS JOIN entry e ON e.id = x.id JOIN register g ON g.id = e.registerId ORDER BY e.registeredAt DESC LIMIT ?`,
    [...answered.params, ids, ...may.params, limit, ids, ...may.params, limit, limit],
  )
}
