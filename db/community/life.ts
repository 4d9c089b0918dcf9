import type { LifeKey, LifeKind, TimelineItem } from '../../contract/life'
import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import type { Value } from '../core/value'
import { answeredFor } from '../register/answered'

/** A day stands at its noon: in every zone of an office that is the same day. */
const noonOf = (day: string): string => `CAST(strftime('%s', ${day}) AS INTEGER) * 1000 + 43200000`

type Asked = { actor: Actor; id: string; after: LifeKey | undefined; limit: number }
type Source = (asked: Asked) => { text: string; params: readonly Value[] }

/** Behind the last line that is here; `at` and `id` as expressions. */
const behind = ({ after }: Asked, at: string, id: string): { sql: string; params: Value[] } =>
  after ? { sql: `(${at}, ${id}) < (?, ?)`, params: [after.at, after.id] } : { sql: '1', params: [] }

/** Each kind of line is read from its own index, newest first; a line is one JSON text. A2: what the reader may not see is absent. */
const sources: Record<LifeKind, readonly Source[]> = {
  entry: [
    (asked) => {
      const { actor, id, limit } = asked
      const [may, answered, key] = [
        visible('entry', 'e', actor),
        answeredFor(actor),
        behind(asked, 'e.registeredAt', 'e.id'),
      ]
      const newest = `AND ${may.sql} AND ${key.sql} ORDER BY e.registeredAt DESC, e.id DESC LIMIT ?`
      const own = [id, ...may.params, ...key.params, limit]
      return {
        text: `SELECT e.registeredAt AS at, e.id, json_object('what', 'entry', 'kind', g.kind, 'numberText', e.numberText, 'subject', e.subject,
            'status', CASE WHEN e.cancelledAt IS NOT NULL THEN 'cancelled' WHEN ${answered.sql} THEN 'answered' ELSE 'registered' END) AS line
          FROM (SELECT * FROM (SELECT e.id FROM entry e WHERE e.correspondentId = ? ${newest})
                UNION SELECT * FROM (SELECT e.id FROM party p CROSS JOIN entry e ON e.id = p.entryId WHERE p.partyId = ? ${newest})) x
          CROSS JOIN entry e ON e.id = x.id JOIN register g ON g.id = e.registerId ORDER BY e.registeredAt DESC, e.id DESC LIMIT ?`,
        params: [...answered.params, ...own, ...own, limit],
      }
    },
  ],
  letter: [
    (asked) => {
      const [may, key] = [visible('letter', 'l', asked.actor), behind(asked, 'l.createdAt', 'l.id')]
      return {
        text: `SELECT l.createdAt AS at, l.id, json_object('what', 'letter', 'state', l.state, 'subject', json_object(
            'ar', coalesce(l.content ->> '$.subject.ar', ''), 'other', coalesce(l.content ->> '$.subject.other', ''))) AS line
          FROM letter l WHERE l.addresseeId = ? AND l.issuedEntryId IS NULL AND ${may.sql} AND ${key.sql}
          ORDER BY l.createdAt DESC, l.id DESC LIMIT ?`,
        params: [asked.id, ...may.params, ...key.params, asked.limit],
      }
    },
  ],
  receipt: [
    (asked) => {
      const [may, key] = [visible('entry', 'e', asked.actor), behind(asked, 'r.issuedAt', 'r.id')]
      return {
        text: `SELECT r.issuedAt AS at, r.id, json_object('what', 'receipt', 'entryId', e.id, 'numberText', e.numberText, 'copy', r.copy,
            'depositor', coalesce(r.facts ->> '$.depositor', '')) AS line
          FROM entry e CROSS JOIN receipt r ON r.entryId = e.id WHERE e.correspondentId = ? AND ${may.sql} AND ${key.sql}
          ORDER BY r.issuedAt DESC, r.id DESC LIMIT ?`,
        params: [asked.id, ...may.params, ...key.params, asked.limit],
      }
    },
  ],
  relation: (['from', 'to'] as const).flatMap((end) =>
    (['since', 'until'] as const).map((day): Source => (asked) => {
      const [mine, other] = end === 'from' ? ['fromId', 'toId'] : ['toId', 'fromId']
      // Two lines of one relation on one day have two keys.
      const [at, id] = [noonOf(`r."${day}"`), day === 'since' ? 'r.id' : `r.id || '-u'`]
      const [key, may] = [behind(asked, at, id), visible('relation', 'r', asked.actor)]
      return {
        text: `SELECT ${at} AS at, ${id} AS id, json_object('what', 'relation', 'ended', json('${String(day === 'until')}'), 'kind', r.kind,
            'end', '${end}', 'capacity', r.capacity, 'title', r.title, 'other', json_object('id', c.id,
            'nameAr', c.nameAr ->> '$.full', 'nameLatin', c.nameLatin ->> '$.full')) AS line
          FROM relation r JOIN contact c ON c.id = r.${other}
          WHERE r.${mine} = ? AND r.removedAt IS NULL AND r."${day}" IS NOT NULL AND ${key.sql} AND ${may.sql} ORDER BY at DESC, id DESC LIMIT ?`,
        params: [asked.id, ...key.params, ...may.params, asked.limit],
      }
    }),
  ),
  consent: (['givenOn', 'withdrawnOn'] as const).map((day): Source => (asked) => {
    const [at, id] = [noonOf(`c."${day}"`), day === 'givenOn' ? 'c.id' : `c.id || '-w'`]
    const [key, may] = [behind(asked, at, id), visible('consent', 'c', asked.actor)]
    return {
      text: `SELECT ${at} AS at, ${id} AS id, json_object('what', 'consent', 'withdrawn', json('${String(day === 'withdrawnOn')}'),
          'purpose', c.purpose, 'sharedWith', c.sharedWith) AS line
        FROM consent c WHERE c.contactId = ? AND c."${day}" IS NOT NULL AND ${key.sql} AND ${may.sql} ORDER BY at DESC, id DESC LIMIT ?`,
      params: [asked.id, ...key.params, ...may.params, asked.limit],
    }
  }),
  change: [
    (asked) => {
      const [key, may] = [behind(asked, 'x.at', 'x.id'), visible('cardChange', 'x', asked.actor)]
      return {
        text: `SELECT x.at, x.id, json_object('what', 'change', 'by', json(u.names), 'changes', json(x.changes)) AS line
          FROM cardChange x LEFT JOIN user u ON u.id = x.byId WHERE x.contactId = ? AND ${key.sql} AND ${may.sql}
          ORDER BY x.at DESC, x.id DESC LIMIT ?`,
        params: [asked.id, ...key.params, ...may.params, asked.limit],
      }
    },
  ],
}

/** `cards`: those that are one (P3). */
type AskedOf = Omit<Asked, 'id'> & { cards: readonly string[]; kinds: readonly LifeKind[] }

/** The life of a person or an entity from behind a line on, newest first, of these kinds only. */
export async function lifeOf(read: Reader, { cards, kinds, ...asked }: AskedOf): Promise<TimelineItem[]> {
  // What two of the cards share is one line.
  const lines = new Map<string, { at: number; id: string; line: string }>()
  for (const id of cards)
    for (const source of kinds.flatMap((kind) => sources[kind])) {
      const { text, params } = source({ ...asked, id })
      for (const line of await sql(read).all<{ at: number; id: string; line: string }>(text, params))
        lines.set(line.id, line)
    }
  return [...lines.values()]
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0))
    .slice(0, asked.limit)
    .map(({ at, id, line }) => ({ ...(JSON.parse(line) as object), at, id }) as TimelineItem)
}
