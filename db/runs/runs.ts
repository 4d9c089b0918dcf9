import type { LetterContent, LetterState } from '../../contract/letters'
import type { Run, RunRow } from '../../contract/runs'
import type { Names } from '../../contract/values'
import type { SentTo } from '../../domain/runs/line'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader, type Tx } from '../core/sql'
import { seenRow } from '../visibility/sight'

export type RunRecord = {
  id: string
  name: string
  templateId: string
  templateVersion: number
  level: string
  kind: string
  total: number
  left: Run['left']
  createdAt: number
  createdById: string
}

/** The run, if this person may see it (A2). */
export async function seenRun(read: Reader, viewer: Viewer, id: string): Promise<RunRecord | undefined> {
  const row = await seenRow<Omit<RunRecord, 'left'> & { left: string }>(read, viewer, 'run', id)
  return row && { ...row, left: JSON.parse(row.left) as Run['left'] }
}

export const isThere = async (read: Reader, id: string): Promise<boolean> =>
  (await sql(read).one('SELECT 1 AS there FROM run WHERE id = ?', [id])) !== undefined

/** Newest first, from after one that is there already. */
export async function runsOf(
  read: Reader,
  viewer: Viewer,
  { after, limit }: { after?: { createdAt: number; id: string } | undefined; limit: number },
): Promise<Omit<RunRow, 'standing'>[]> {
  const may = visible('run', 'r', viewer)
  const rows = await sql(read).all<Omit<RunRow, 'standing' | 'createdByNames'> & { names: string | null }>(
    `SELECT r.id, r.name, r.createdAt, r.level, u.names FROM run r LEFT JOIN user u ON u.id = r.createdById
     WHERE ${may.sql} ${after ? 'AND (r.createdAt, r.id) < (?, ?)' : ''} ORDER BY r.createdAt DESC, r.id DESC LIMIT ?`,
    [...may.params, ...(after ? [after.createdAt, after.id] : []), limit],
  )
  return rows.map(({ names, ...row }) => ({ ...row, createdByNames: names ? (JSON.parse(names) as Names) : NOBODY }))
}
const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }

/**
 * Whoever writes a letter may name any run in it: of a run are only the letters of whoever ordered it, or somebody else's words would be
 * signed in its pile.
 */
const OF_RUN = 'l.runId = r.id AND l.draftedById = r.createdById'

export type Standing = { runId: string; state: LetterState; n: number; printed: number }
export async function standingOf(read: Reader, viewer: Viewer, ids: readonly string[]): Promise<Standing[]> {
  const may = visible('letter', 'l', viewer)
  return sql(read).all(
    `SELECT l.runId, l.state, count(*) AS n, sum(l.pdfFileId IS NOT NULL) AS printed
     FROM json_each(?) j JOIN run r ON r.id = j.value JOIN letter l ON ${OF_RUN}
     WHERE l.runId IS NOT NULL AND ${may.sql} GROUP BY l.runId, l.state`,
    [JSON.stringify(ids), ...may.params],
  )
}

/** C4: how many of its letters something came in for that this reader may see. */
export async function answeredOf(read: Reader, viewer: Viewer, id: string): Promise<number> {
  const [may, answer] = [visible('letter', 'l', viewer), visible('entry', 'x', viewer)]
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM run r JOIN letter l ON ${OF_RUN}
     WHERE r.id = ? AND l.runId IS NOT NULL AND l.issuedEntryId IS NOT NULL AND ${may.sql} AND ${answered(answer.sql)}`,
    [id, ...may.params, ...answer.params],
  )
  return row?.n ?? 0
}
const answered = (seen: string): string =>
  `EXISTS (SELECT 1 FROM entry x WHERE x.replyToId = l.issuedEntryId AND x.replyToId IS NOT NULL AND x.cancelledAt IS NULL AND ${seen})`

export type RunLetterRecord = {
  id: string
  place: number
  content: Pick<LetterContent, 'addressee' | 'layout' | 'kind'>
  state: LetterState
  addresseeId: string | null
  sentTo: SentTo | null
  pdfFileId: string | null
  numberText: string | null
  cancelled: boolean
  answered: boolean
}
type StoredLetter = Omit<RunLetterRecord, 'content' | 'sentTo' | 'cancelled' | 'answered'> & {
  addressee: string
  sentTo: string | null
  cancelled: number
  answered: number
}

/** In the order of the list. */
export async function lettersOfRun(
  read: Reader,
  viewer: Viewer,
  id: string,
  { after = -1, states, limit }: { after?: number | undefined; states?: readonly string[] | undefined; limit: number },
): Promise<RunLetterRecord[]> {
  const [may, issued, answer] = [
    visible('letter', 'l', viewer),
    visible('entry', 'e', viewer),
    visible('entry', 'x', viewer),
  ]
  const rows = await sql(read).all<StoredLetter>(
    `SELECT l.id, l.runPlace AS place, json_extract(l.content, '$.addressee') AS addressee, l.state, l.addresseeId, l.sentTo,
       l.pdfFileId, e.numberText, e.cancelledAt IS NOT NULL AS cancelled, ${answered(answer.sql)} AS answered
     FROM run r JOIN letter l ON ${OF_RUN} LEFT JOIN entry e ON e.id = l.issuedEntryId AND ${issued.sql}
     WHERE r.id = ? AND l.runId IS NOT NULL AND l.runPlace > ? AND ${may.sql}
       ${states ? 'AND l.state IN (SELECT value FROM json_each(?))' : ''} ORDER BY l.runPlace LIMIT ?`,
    [
      ...[...answer.params, ...issued.params, id, after, ...may.params],
      ...(states ? [JSON.stringify(states)] : []),
      limit,
    ],
  )
  return rows.map(({ addressee, sentTo, ...row }) => ({
    ...row,
    content: { addressee: JSON.parse(addressee) as LetterContent['addressee'] },
    sentTo: sentTo === null ? null : (JSON.parse(sentTo) as SentTo),
    cancelled: row.cancelled === 1,
    answered: row.answered === 1,
  }))
}

/** What somebody began on this PC: theirs, until it is made or dropped. */
export type PlanRow = { id: string; at: number; body: string }
export const planRow = (read: Reader, userId: string, id: string): Promise<PlanRow | undefined> =>
  sql(read).one('SELECT id, at, body FROM runPlan WHERE id = ? AND userId = ?', [id, userId])
export const planRows = (read: Reader, userId: string): Promise<PlanRow[]> =>
  sql(read).all('SELECT id, at, body FROM runPlan WHERE userId = ? ORDER BY at DESC LIMIT 50', [userId])
export const dropPlan = (tx: Tx, userId: string, id: string): Promise<unknown> =>
  sql(tx).run('DELETE FROM runPlan WHERE id = ? AND userId = ?', [id, userId])
/** @returns false where another person's stands under this id */
export async function keepPlan(tx: Tx, userId: string, { id, at, body }: PlanRow): Promise<boolean> {
  const row = await sql(tx).one<{ userId: string }>('SELECT userId FROM runPlan WHERE id = ?', [id])
  if (row && row.userId !== userId) return false
  await sql(tx).run(
    'INSERT INTO runPlan (id, userId, at, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at, body = excluded.body',
    [id, userId, at, body],
  )
  return true
}
