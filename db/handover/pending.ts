import type { Source } from '../../domain/standing/standing'
import { sql, type Reader } from '../core/sql'

/*
 * What waits for a person, by id: for the record of a handover (W7), which counts all of it and names to each reader what that one may see.
 */
const between = (sources: readonly Source[], who: string, when: string): string =>
  `(${sources.map(() => `${who} = ? AND ${when} > ? AND ${when} <= ?`).join(' OR ')})`
const params = (sources: readonly Source[]): (string | number)[] =>
  sources.flatMap(({ userId, after, before }) => [userId, after, before])

/** Letters on their way, of those whose work this is; newest first. */
export const pendingLetters = (read: Reader, sources: readonly Source[]): Promise<{ id: string; state: string }[]> =>
  sql(read).all(
    `SELECT l.id, l.state FROM letter l WHERE ${between(sources, 'l.draftedById', 'l.createdAt')}
       AND l.state IN ('draft', 'returned', 'submitted', 'signed') AND l.runId IS NULL ORDER BY l.updatedAt DESC, l.id DESC`,
    params(sources),
  )

/** Submitted letters whose path still asks them by name. */
export async function pendingVisas(read: Reader, sources: readonly Source[]): Promise<string[]> {
  const rows = await sql(read).all<{ id: string }>(
    `SELECT DISTINCT l.id FROM letter l JOIN json_each(l.visaPath) s WHERE l.state = 'submitted' AND l.pdfFileId IS NULL AND l.visaPath IS NOT NULL
       AND json_extract(s.value, '$.kind') = 'person' AND ${between(sources, "json_extract(s.value, '$.id')", 'l.submittedAt')}
       AND NOT EXISTS (SELECT 1 FROM visa v WHERE v.letterId = l.id AND v.verdict = 'given' AND v.textAt = l.updatedAt
         AND v.toKind = 'person' AND v.toId = json_extract(s.value, '$.id'))
     ORDER BY l.updatedAt DESC, l.id DESC`,
    params(sources),
  )
  return rows.map(({ id }) => id)
}

/** Those that name them, written since they last handed over: older ones ask whoever took over (domain/standing). */
export async function pendingUsualPaths(read: Reader, sources: readonly Source[]): Promise<string[]> {
  const rows = await sql(read).all<{ id: string }>(
    `SELECT DISTINCT p.id FROM usualPath p JOIN json_each(p.steps) s
     WHERE json_extract(s.value, '$.kind') = 'person' AND ${between(sources, "json_extract(s.value, '$.id')", 'p.at')} ORDER BY p.id`,
    params(sources),
  )
  return rows.map(({ id }) => id)
}

/** Entries that were given to them by name and that nobody said had come. */
export async function pendingAcknowledgements(read: Reader, sources: readonly Source[]): Promise<string[]> {
  const rows = await sql(read).all<{ id: string }>(
    `SELECT DISTINCT e.id FROM party p JOIN entry e ON e.id = p.entryId JOIN register r ON r.id = e.registerId
     WHERE ${between(sources, 'p.partyId', 'e.registeredAt')} AND r.kind <> 'outgoing' AND e.cancelledAt IS NULL AND e.paperNumber IS NULL
       AND NOT EXISTS (SELECT 1 FROM acknowledgement a WHERE a.entryId = e.id AND a.toId = p.partyId)
     ORDER BY e.registeredAt DESC, e.id DESC`,
    params(sources),
  )
  return rows.map(({ id }) => id)
}

/** Those of these letters that this person wrote in. */
export async function writtenBy(read: Reader, ids: readonly string[], userId: string): Promise<string[]> {
  const rows = await sql(read).all<{ id: string }>(
    `SELECT l.id FROM json_each(?) j JOIN letter l ON l.id = j.value WHERE l.draftedById = ? OR instr(coalesce(l.authors, ''), ?) > 0`,
    [JSON.stringify(ids), userId, userId],
  )
  return rows.map(({ id }) => id)
}
