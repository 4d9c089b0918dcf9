import type { LetterContent } from '../../contract/letters'
import { changedBy, difference, type Difference, type Json } from '../../domain/letters/difference'
import { sql, type Reader, type Tx } from '../core/sql'

/** What a person wrote in a letter that somebody else had changed meanwhile: theirs alone, on this PC only, until they decide. */
export type OwnWords = { content: LetterContent; base: LetterContent | null; at: number }

/** What a person typed since the letter was saved, and the text they typed it over, as that stood at `over`. */
export type Typed = { over: number; base: LetterContent; content: LetterContent; at: number }

const keyOf = (userId: string, letterId: string): string => `${letterId} ${userId}`
/** Two rows: the text that was typed over, once, and what differs from it, at every pause. */
const baseKeyOf = (userId: string, letterId: string): string => `${keyOf(userId, letterId)} base`
const typedKeyOf = (userId: string, letterId: string): string => `${keyOf(userId, letterId)} typed`

type Row = { content: string; at: number }
const rowOf = (read: Reader, key: string): Promise<Row | undefined> =>
  sql(read).one<Row>('SELECT content, at FROM ownWords WHERE key = ?', [key])
const put = (tx: Tx, key: string, content: unknown, at: number): Promise<void> =>
  sql(tx).run('INSERT OR REPLACE INTO ownWords (key, content, at) VALUES (?, ?, ?)', [key, JSON.stringify(content), at])

export async function ownWords(read: Reader, userId: string, letterId: string): Promise<OwnWords | null> {
  const row = await rowOf(read, keyOf(userId, letterId))
  if (!row) return null
  // A version before this one kept the content alone.
  const kept = JSON.parse(row.content) as LetterContent | { content: LetterContent; base: LetterContent | null }
  return 'content' in kept ? { ...kept, at: row.at } : { content: kept, base: null, at: row.at }
}

/** They take the place of what was typed since: that is in them. */
export async function keepOwnWords(
  tx: Tx,
  userId: string,
  letterId: string,
  { at, ...words }: OwnWords,
): Promise<void> {
  await put(tx, keyOf(userId, letterId), words, at)
  await dropTyped(tx, userId, letterId)
}

export const dropOwnWords = (tx: Tx, userId: string, letterId: string): Promise<void> =>
  sql(tx).run('DELETE FROM ownWords WHERE key = ?', [keyOf(userId, letterId)])

/** @param over when the letter was saved last: what is kept is what differs from it since */
export async function keepTyped(
  tx: Tx,
  userId: string,
  letterId: string,
  { over, base, content, at }: Typed,
): Promise<void> {
  const known = await rowOf(tx, baseKeyOf(userId, letterId))
  if (known?.at !== over) await put(tx, baseKeyOf(userId, letterId), base, over)
  // As it will be read: a name without a value is none.
  const [stood, stands] = JSON.parse(JSON.stringify([base, content])) as [Json, Json]
  await put(tx, typedKeyOf(userId, letterId), difference(stood, stands), at)
}

export async function typed(read: Reader, userId: string, letterId: string): Promise<Typed | null> {
  const [base, made] = [await rowOf(read, baseKeyOf(userId, letterId)), await rowOf(read, typedKeyOf(userId, letterId))]
  if (!base || !made) return null
  const stood = JSON.parse(base.content) as Json
  const content = changedBy(stood, JSON.parse(made.content) as Difference | null)
  return {
    over: base.at,
    base: stood as unknown as LetterContent,
    content: content as unknown as LetterContent,
    at: made.at,
  }
}

export const dropTyped = (tx: Tx, userId: string, letterId: string): Promise<void> =>
  sql(tx).run('DELETE FROM ownWords WHERE key IN (?, ?)', [baseKeyOf(userId, letterId), typedKeyOf(userId, letterId)])
