import type { Names } from '../../contract/values'
import type { Actor } from '../../contract/permissions'
import { joined, oneWith, pairOf, type Joined, type Said } from '../../domain/community/sameness'
import { visible, type Condition } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type SaidRow = Said & { reason: string; at: number; byId: string; deviceId: string }

/**
 * What was said of these cards and of all that are said to be one with them, from both ends; of cards the reader may not see, nothing (A2).
 * A chain of cards is followed to its end, along the two indexes.
 */
export const wordsAround = (read: Reader, actor: Actor, ids: readonly string[]): Promise<SaidRow[]> =>
  wordsWhere(read, ids, visible('sameness', 's', actor))

function wordsWhere(read: Reader, ids: readonly string[], may: Condition): Promise<SaidRow[]> {
  const step = (from: string, to: string): string =>
    `SELECT s.${to} FROM reached r CROSS JOIN sameness s ON s.${from} = r.id
     WHERE s.verdict = 'same' AND s.removedAt IS NULL AND ${may.sql}`
  return sql(read).all<SaidRow>(
    `WITH RECURSIVE reached(id) AS (
       SELECT value FROM json_each(?) UNION ${step('oneId', 'otherId')} UNION ${step('otherId', 'oneId')})
     SELECT DISTINCT s.id, s.oneId, s.otherId, s.verdict, s.keptId, s.removedAt, s.reason, s.at, s.byId, s.deviceId
     FROM (SELECT s.* FROM reached r CROSS JOIN sameness s ON s.oneId = r.id
           UNION SELECT s.* FROM reached r CROSS JOIN sameness s ON s.otherId = r.id) s
     WHERE ${may.sql}`,
    [JSON.stringify(ids), ...may.params, ...may.params, ...may.params],
  )
}

/** Whoever asks: of what protects somebody, who has two cards, nobody's sight takes away (P4). */
export const joinedToAny = async (read: Reader, ids: readonly string[]): Promise<Joined> =>
  joined(await wordsWhere(read, ids, { sql: '1', params: [] }))

export const joinedAmong = async (read: Reader, actor: Actor, ids: readonly string[]): Promise<Joined> =>
  joined(await wordsAround(read, actor, ids))

/** A card and all that are one with it, the leading one first; as far as this reader may see them. */
export const cardsOneWith = async (read: Reader, actor: Actor, id: string): Promise<string[]> =>
  oneWith(id, await joinedAmong(read, actor, [id]))

/** Every pair of which something stands, as it is read in `judgedPairs`. */
export async function judgedPairs(read: Reader): Promise<Said[]> {
  return sql(read).all('SELECT id, oneId, otherId, verdict, keptId, removedAt FROM sameness WHERE removedAt IS NULL')
}

export const wordById = (read: Reader, id: string): Promise<SaidRow | undefined> =>
  sql(read).one('SELECT * FROM sameness WHERE id = ?', [id])

/** What stands of two cards, whoever said it. */
export function wordsOfPair(read: Reader, a: string, b: string): Promise<SaidRow[]> {
  const [one, other] = pairOf(a, b)
  return sql(read).all('SELECT * FROM sameness WHERE oneId = ? AND otherId = ? AND removedAt IS NULL', [one, other])
}

export async function namesOfUsers(read: Reader, ids: readonly string[]): Promise<Map<string, Names>> {
  const rows = await sql(read).all<{ id: string; names: string }>(
    'SELECT u.id, u.names FROM json_each(?) j CROSS JOIN user u ON u.id = j.value',
    [JSON.stringify([...new Set(ids)])],
  )
  return new Map(rows.map(({ id, names }) => [id, JSON.parse(names) as Names]))
}
