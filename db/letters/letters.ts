import type { LetterContent, LetterState } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import type { Frozen } from '../../domain/letters/frozen'
import type { PathStep } from '../../domain/letters/visas'
import type { Source } from '../../domain/standing/standing'
import { visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'
import { seenRow } from '../visibility/sight'

export type LetterRecord = {
  id: string
  replyToId: string | null
  addresseeId: string | null
  draftedById: string
  createdAt: number
  templateId: string | null
  templateVersion: number | null
  runId: string | null
  runPlace: number | null
  content: LetterContent
  updatedAt: number
  authors: string[] | null
  state: LetterState
  submittedAt: number | null
  returnedAt: number | null
  returnedById: string | null
  returnReason: string | null
  visaPath: PathStep[] | null
  signedAt: number | null
  signedById: string | null
  frozen: Frozen | null
  frozenHash: string | null
  signature: string | null
  voidedAt: number | null
  voidReason: string | null
  proof: unknown
  issuedEntryId: string | null
  pdfFileId: string | null
}
type Json = 'content' | 'authors' | 'visaPath' | 'frozen' | 'proof'
type Stored = Omit<LetterRecord, Json> & Record<Json, string | null>

const parsed = <T>(text: string | null): T => (text === null ? null : JSON.parse(text)) as T
const toRecord = <R extends Stored>(row: R): Omit<R, Json> & Pick<LetterRecord, Json> => ({
  ...row,
  content: parsed<LetterContent>(row.content),
  authors: parsed<string[] | null>(row.authors),
  visaPath: parsed<PathStep[] | null>(row.visaPath),
  frozen: parsed<Frozen | null>(row.frozen),
  proof: parsed<unknown>(row.proof),
})

/** The letter, if this person may see it (A2). */
export async function seenLetter(read: Reader, viewer: Viewer, id: string): Promise<LetterRecord | undefined> {
  const row = await seenRow<Stored>(read, viewer, 'letter', id)
  return row && toRecord(row)
}

/** For work in the background, and for what was asked about before. */
export async function letterById(read: Reader, id: string): Promise<LetterRecord | undefined> {
  const row = await sql(read).one<Stored>('SELECT * FROM letter WHERE id = ?', [id])
  return row && toRecord(row)
}

export type ListedLetter = LetterRecord & {
  draftedByNames: string | null
  replyToNumber: string | null
  replyToCancelled: number
  numberText: string | null
  cancelled: number
}
type Beside = Omit<ListedLetter, keyof LetterRecord>
export type LetterTab = 'mine' | 'toFinish' | 'toIssue' | 'issued' | 'all'
/** The line a page goes on after. */
export type LetterKey = { updatedAt: number; id: string }

// Three states wait for different people; a tab is one person's list. What is of a run waits in its run: a thousand would hide the one beside them.
const TAB: Record<LetterTab, string> = {
  mine: 'l.draftedById = $user AND l.runId IS NULL',
  toFinish: `l.draftedById = $user AND l.runId IS NULL AND l.state IN ('draft', 'returned')`,
  toIssue: `l.state = 'signed' AND l.runId IS NULL`,
  issued: `l.state = 'issued'`,
  all: '1',
}
/** A2: what this person may not see is neither listed nor counted, nor is what a letter answers, nor the number it left by. */
export const lettersOf = (
  read: Reader,
  actor: Actor,
  tab: LetterTab,
  { after, limit, whose }: { after?: LetterKey | undefined; limit: number; whose?: readonly Source[] },
): Promise<ListedLetter[]> =>
  listed(
    read,
    actor,
    {
      sql: clause(tab, whose) + (after ? ' AND (l.updatedAt, l.id) < (?, ?)' : ''),
      params: tabParams(actor, tab, whose),
    },
    { after: after ? [after.updatedAt, after.id] : [], limit },
  )

/** These letters as a list has them, in the order given. */
export async function lettersListed(read: Reader, actor: Actor, ids: readonly string[]): Promise<ListedLetter[]> {
  const where = { sql: 'l.id IN (SELECT value FROM json_each(?))', params: [JSON.stringify(ids)] }
  const found = await listed(read, actor, where, { after: [], limit: ids.length }, '')
  return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

async function listed(
  read: Reader,
  actor: Actor,
  where: { sql: string; params: readonly (string | number)[] },
  { after, limit }: { after: readonly (string | number)[]; limit: number },
  order = 'ORDER BY l.updatedAt DESC, l.id DESC',
): Promise<ListedLetter[]> {
  const [may, original, issued] = [
    visible('letter', 'l', actor),
    visible('entry', 'r', actor),
    visible('entry', 'e', actor),
  ]
  const rows = await sql(read).all<Stored & Beside>(
    `SELECT l.*, u.names AS draftedByNames, r.numberText AS replyToNumber, r.cancelledAt IS NOT NULL AS replyToCancelled,
       e.numberText, e.cancelledAt IS NOT NULL AS cancelled
     FROM letter l LEFT JOIN user u ON u.id = l.draftedById LEFT JOIN entry r ON r.id = l.replyToId AND ${original.sql}
     LEFT JOIN entry e ON e.id = l.issuedEntryId AND ${issued.sql} WHERE ${where.sql} AND ${may.sql}
     ${order} LIMIT ?`,
    [...original.params, ...issued.params, ...where.params, ...after, ...may.params, limit],
  )
  return rows.map(toRecord)
}

export async function countLetters(
  read: Reader,
  actor: Actor,
  tab: LetterTab,
  whose?: readonly Source[],
): Promise<number> {
  const may = visible('letter', 'l', actor)
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM letter l WHERE ${clause(tab, whose)} AND ${may.sql}`,
    [...tabParams(actor, tab, whose), ...may.params],
  )
  return row?.n ?? 0
}

/** Whose drafts these are: the person's, and of those whose work is theirs, what was begun while it was (W3, W7). */
const OF = 'l.draftedById = ? AND l.createdAt > ? AND l.createdAt <= ?'
const isTaken = (tab: LetterTab, whose?: readonly Source[]): whose is readonly Source[] =>
  whose !== undefined && tab === 'toFinish' && (whose.length > 1 || (whose[0]?.after ?? -1) >= 0)
const clause = (tab: LetterTab, whose?: readonly Source[]): string =>
  TAB[tab].replace(
    'l.draftedById = $user',
    isTaken(tab, whose) ? `(${whose.map(() => OF).join(' OR ')})` : 'l.draftedById = ?',
  )
const tabParams = (actor: Actor, tab: LetterTab, whose?: readonly Source[]): (string | number)[] => {
  if (!TAB[tab].includes('$user')) return []
  return isTaken(tab, whose) ? whose.flatMap(({ userId, after, before }) => [userId, after, before]) : [actor.userId]
}

/** Issued, but the PDF was not kept yet: a kill came between number and file. */
export const unprinted = (read: Reader): Promise<{ id: string }[]> =>
  sql(read).all(`SELECT id FROM letter WHERE state = 'issued' AND pdfFileId IS NULL`)

/** Public keys this office knows, for verifying a code offline. */
export const deviceKeys = (read: Reader): Promise<{ id: string; name: string; publicKey: string }[]> =>
  sql(read).all('SELECT id, name, publicKey FROM device')

export type KeptLetter = { entryId: string; numberText: string; businessDate: string; cancelledAt: number | null }
/** The issued letter one of whose kept files has this hash. */
export const keptLetterFile = (read: Reader, sha256: string): Promise<KeptLetter | undefined> =>
  sql(read).one(
    `SELECT e.id AS entryId, e.numberText, e.businessDate, e.cancelledAt
       FROM file f JOIN entry e ON e.id = f.entryId JOIN letter l ON l.issuedEntryId = e.id
       WHERE f.sha256 = ? AND l.pdfFileId = f.id LIMIT 1`,
    [sha256],
  )
