import type { LetterContent } from '../../contract/letters'
import { sql, type Reader, type Tx } from '../core/sql'

/** What a person wrote in a letter that somebody else had changed meanwhile: theirs alone, on this PC only, until they decide. */
export type OwnWords = { content: LetterContent; at: number }

const keyOf = (userId: string, letterId: string): string => `${letterId} ${userId}`

export async function ownWords(read: Reader, userId: string, letterId: string): Promise<OwnWords | null> {
  const row = await sql(read).one<{ content: string; at: number }>('SELECT content, at FROM ownWords WHERE key = ?', [
    keyOf(userId, letterId),
  ])
  return row ? { content: JSON.parse(row.content) as LetterContent, at: row.at } : null
}

export const keepOwnWords = (tx: Tx, userId: string, letterId: string, words: OwnWords): Promise<void> =>
  sql(tx).run('INSERT OR REPLACE INTO ownWords (key, content, at) VALUES (?, ?, ?)', [
    keyOf(userId, letterId),
    JSON.stringify(words.content),
    words.at,
  ])

export const dropOwnWords = (tx: Tx, userId: string, letterId: string): Promise<void> =>
  sql(tx).run('DELETE FROM ownWords WHERE key = ?', [keyOf(userId, letterId)])
