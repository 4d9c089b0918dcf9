import type { LetterContent, LetterState } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import { levelRank } from '../../contract/values'
import type { Frozen } from '../../domain/letters/frozen'
import { sql, type Reader } from '../core/sql'

export type LetterRecord = {
  id: string
  replyToId: string | null
  addresseeId: string | null
  draftedById: string
  createdAt: number
  content: LetterContent
  updatedAt: number
  authors: string[] | null
  state: LetterState
  submittedAt: number | null
  returnReason: string | null
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
type Json = 'content' | 'authors' | 'frozen' | 'proof'
type Stored = Omit<LetterRecord, Json> & Record<Json, string | null>

const parsed = <T>(text: string | null): T => (text === null ? null : JSON.parse(text)) as T
const toRecord = <R extends Stored>(row: R): Omit<R, Json> & Pick<LetterRecord, Json> => ({
  ...row,
  content: parsed<LetterContent>(row.content),
  authors: parsed<string[] | null>(row.authors),
  frozen: parsed<Frozen | null>(row.frozen),
  proof: parsed<unknown>(row.proof),
})

export async function letterById(read: Reader, id: string): Promise<LetterRecord | undefined> {
  const row = await sql(read).one<Stored>('SELECT * FROM letter WHERE id = ?', [id])
  return row && toRecord(row)
}

export type ListedLetter = LetterRecord & {
  draftedByNames: string | null
  replyToNumber: string | null
  numberText: string | null
}
export type LetterTab = 'mine' | 'toSign' | 'toIssue' | 'issued' | 'all'

// Three states wait for different people; a tab is one person's list.
const TAB: Record<LetterTab, string> = {
  mine: 'l.draftedById = $user',
  toSign: `l.state = 'submitted'`,
  toIssue: `l.state = 'signed'`,
  issued: `l.state = 'issued'`,
  all: '1',
}
/** A2: a letter above one's clearance is neither listed nor counted, unless one drafted it. */
const SEEN = `(CASE json_extract(l.content, '$.level') WHEN 'ordinary' THEN 0 WHEN 'restricted' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END <= ? OR l.draftedById = ?)`

export async function lettersOf(read: Reader, actor: Actor, tab: LetterTab): Promise<ListedLetter[]> {
  const rows = await sql(read).all<Stored & Pick<ListedLetter, 'draftedByNames' | 'replyToNumber' | 'numberText'>>(
    `SELECT l.*, u.names AS draftedByNames, r.numberText AS replyToNumber, e.numberText
     FROM letter l LEFT JOIN user u ON u.id = l.draftedById LEFT JOIN entry r ON r.id = l.replyToId
     LEFT JOIN entry e ON e.id = l.issuedEntryId WHERE ${clause(tab)} AND ${SEEN} ORDER BY l.updatedAt DESC LIMIT 500`,
    params(actor, tab),
  )
  return rows.map(toRecord)
}

export async function countLetters(read: Reader, actor: Actor, tab: LetterTab): Promise<number> {
  const row = await sql(read).one<{ n: number }>(
    `SELECT count(*) AS n FROM letter l WHERE ${clause(tab)} AND ${SEEN}`,
    params(actor, tab),
  )
  return row?.n ?? 0
}

const clause = (tab: LetterTab): string => TAB[tab].replace('$user', '?')
const params = (actor: Actor, tab: LetterTab): (string | number)[] => [
  ...(tab === 'mine' ? [actor.userId] : []),
  levelRank(actor.clearance),
  actor.userId,
]

/** Issued, but the PDF was not kept yet: a kill came between number and file. */
export const unprinted = (read: Reader): Promise<{ id: string }[]> =>
  sql(read).all(`SELECT id FROM letter WHERE state = 'issued' AND pdfFileId IS NULL`)

/** Public keys this office knows, for verifying a code offline. */
export const deviceKeys = (read: Reader): Promise<{ id: string; name: string; publicKey: string }[]> =>
  sql(read).all('SELECT id, name, publicKey FROM device')
