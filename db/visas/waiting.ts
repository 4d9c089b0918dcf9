import type { Actor } from '../../contract/permissions'
import { levels } from '../../contract/values'
import { clearanceRank, keptOut, rankOf } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

/** A step somebody may answer: of whom it is asked, and when it must have been asked. */
export type AskedOf = { kind: string; id: string; role: string; after: number; before: number }
/** What a delegation lets somebody sign. */
export type ScopeOf = { kinds: readonly string[] | null; unitIds: readonly string[] | null; level: string }
export type WaitKey = { updatedAt: number; id: string }
export type WaitRow = {
  letterId: string
  updatedAt: number
  since: number
  toKind: string
  toId: string
  toRole: string
}

type Part = { sql: string; params: (string | number)[] }
const list = (values: readonly string[]): string => JSON.stringify(values)
const upTo = (rank: number): string[] => levels.filter((level) => rankOf(level) <= rank)

/** A1, A2: the rule of a letter that has not left, over what is kept beside it (domain/entities/letter.ts); a wall keeps it from whoever is outside (P4). */
const seen = (actor: Actor): Part => {
  const out = keptOut('x', actor)
  return {
    sql: `(w.draftedById = ? OR w.level IN (SELECT value FROM json_each(?)))
      AND w.letterId NOT IN (SELECT l.id FROM wall x CROSS JOIN letter l ON l.addresseeId = x.contactId WHERE l.addresseeId IS NOT NULL AND ${out.sql})`,
    params: [actor.userId, list(upTo(clearanceRank(actor.clearance))), ...out.params],
  }
}

/** A4: what somebody wrote in waits for others. */
const ofOthers = ({ userId }: Actor): Part => ({
  sql: 'w.draftedById <> ? AND instr(w.authors, ?) = 0',
  params: [userId, userId],
})

const all = (...parts: Part[]): Part => ({
  sql: parts.map((p) => p.sql).join(' AND '),
  params: parts.flatMap((p) => p.params),
})

const forVisa = (asked: readonly AskedOf[], more: Part): Part[] =>
  asked.map(({ kind, id, role, after, before }) =>
    all(
      {
        sql: `w.what = 'visa' AND w.toId = ? AND w.toRole = ? AND w.toKind = ? AND w.since > ? AND w.since <= ?`,
        params: [id, role, kind, after, before],
      },
      more,
    ),
  )

/** `scopes` null: whoever signs in their own right signs everything they see. */
const forSignature = (scopes: readonly ScopeOf[] | null, more: Part): Part[] =>
  (scopes ?? [null]).map((scope) =>
    all({ sql: `w.what = 'signature'`, params: [] }, ...(scope ? [inScope(scope)] : []), more),
  )

const inScope = ({ kinds, unitIds, level }: ScopeOf): Part =>
  all(
    { sql: 'w.level IN (SELECT value FROM json_each(?))', params: [list(upTo(rankOf(level)))] },
    ...(kinds ? [{ sql: 'w.kind IN (SELECT value FROM json_each(?))', params: [list(kinds)] }] : []),
    ...(unitIds
      ? [
          {
            sql: 'EXISTS (SELECT 1 FROM user u WHERE u.id = w.draftedById AND u.unitId IN (SELECT value FROM json_each(?)))',
            params: [list(unitIds)],
          },
        ]
      : []),
  )

export type Wanted =
  | { what: 'visa'; asked: readonly AskedOf[]; ownToo: boolean }
  | { what: 'signature'; scopes: readonly ScopeOf[] | null }

function parts(actor: Actor, wanted: Wanted, more: Part[] = []): Part[] {
  const may = all(seen(actor), ...more)
  if (wanted.what === 'signature') return forSignature(wanted.scopes, may)
  return forVisa(wanted.asked, wanted.ownToo ? may : all(may, ofOthers(actor)))
}

/** A page of what waits for a person, newest first: each way it may wait is a walk along an index, which ends with the page. */
export async function waitingLetters(
  read: Reader,
  actor: Actor,
  wanted: Wanted,
  { after, limit }: { after?: WaitKey | undefined; limit: number },
): Promise<WaitRow[]> {
  const key: Part[] = after ? [{ sql: '(w.updatedAt, w.letterId) < (?, ?)', params: [after.updatedAt, after.id] }] : []
  const found = new Map<string, WaitRow>()
  for (const part of parts(actor, wanted, key)) {
    const rows = await sql(read).all<WaitRow>(
      `SELECT letterId, updatedAt, since, toKind, toId, toRole FROM letterWait w WHERE ${part.sql}
       ORDER BY w.updatedAt DESC, w.letterId DESC LIMIT ?`,
      [...part.params, limit],
    )
    for (const row of rows) found.set(row.letterId, row)
  }
  const newest = (a: WaitRow, b: WaitRow): number => b.updatedAt - a.updatedAt || (a.letterId < b.letterId ? 1 : -1)
  return [...found.values()].sort(newest).slice(0, limit)
}

/** All there are: kept rows, small ones, without a letter being read. */
export async function countWaitingLetters(read: Reader, actor: Actor, wanted: Wanted): Promise<number> {
  const some = parts(actor, wanted)
  if (some.length === 0) return 0
  const row = await sql(read).one<{ n: number }>(
    some.length === 1
      ? `SELECT count(*) AS n FROM letterWait w WHERE ${some[0]?.sql ?? '0'}`
      : `SELECT count(*) AS n FROM (${some.map((p) => `SELECT letterId FROM letterWait w WHERE ${p.sql}`).join(' UNION ')})`,
    some.flatMap((part) => part.params),
  )
  return row?.n ?? 0
}
