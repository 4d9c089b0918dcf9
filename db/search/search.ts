import type { Actor } from '../../contract/permissions'
import { visibleThere } from '../../domain/visibility'
import { normalise, wordForms, words } from '../../domain/text/normalise'
import { sql, type Reader, type Tx } from '../core/sql'

export type SearchDocument = {
  entity: 'entry' | 'contact'
  rowId: string
  at: number
  texts: readonly (string | null)[]
}

/**
 * Puts a document into the index or replaces it: one transaction with the row it describes. A new one takes the next free
 * place of its moment: registration ms × 1024 + tie-breaker, so that newest first in the index means newest.
 * @param known false when the row was made in this transaction: there is nothing to replace
 */
export async function indexDocument(tx: Tx, doc: SearchDocument, known = true): Promise<void> {
  const s = sql(tx)
  const text = doc.texts
    .filter(Boolean)
    .map((t) => indexed(t ?? ''))
    .join(' ')
  const old = known
    ? await s.one<{ docId: number }>('SELECT docId FROM searchDoc WHERE rowId = ?', [doc.rowId])
    : undefined
  if (old) {
    await s.run('DELETE FROM search WHERE rowid = ?', [old.docId])
    await s.run('INSERT INTO search (rowid, words) VALUES (?, ?)', [old.docId, text])
    return
  }
  const first = doc.at * 1024
  await s.run(
    `INSERT INTO searchDoc (docId, entity, rowId, level, at)
     SELECT CASE WHEN last IS NULL THEN ? WHEN last < ? THEN last + 1
              ELSE (SELECT max(docId) + 1 FROM searchDoc WHERE docId >= ? AND docId < ?) END, ?, ?, 0, ?
     FROM (SELECT max(docId) AS last FROM searchDoc WHERE docId >= ? AND docId <= ?)`,
    // A list brought in at once has more than 1024 of one moment: the others stand after the next quarter of an hour's.
    [first, first + 1023, first, first + 1024 * 1024, doc.entity, doc.rowId, doc.at, first, first + 1023],
  )
  await s.run('INSERT INTO search (rowid, words) VALUES (last_insert_rowid(), ?)', [text])
}

/** Each word beside what it is found by without what is attached to it. */
const indexed = (text: string): string =>
  normalise(text).replace(/[\p{L}\p{N}]+/gu, (word) => wordForms(word).join(' '))

/** What the clerk typed → an FTS5 query: every word must be there, each may be only begun. Null when there is no word in it. */
export function matchOf(text: string): string | null {
  const wanted = words(text)
  return wanted.length === 0 ? null : wanted.map((w) => `"${w}"*`).join(' AND ')
}

/** Newest first; `limit + 1` rows tell whether there are more. The row itself says who may see it, before the limit (A2). */
export async function findDocuments(
  read: Reader,
  actor: Actor,
  text: string,
  entity: 'entry' | 'contact' | null,
  limit: number,
): Promise<{ rowId: string; entity: 'entry' | 'contact'; at: number }[]> {
  const match = matchOf(text)
  if (!match) return []
  const may = visibleThere({ entity: 'd.entity', id: 'd.rowId' }, actor)
  return sql(read).all(
    `SELECT d.rowId, d.entity, d.at FROM search s JOIN searchDoc d ON d.docId = s.rowid
     WHERE search MATCH ? AND ${may.sql}${entity ? ' AND d.entity = ?' : ''} ORDER BY s.rowid DESC LIMIT ?`,
    [match, ...may.params, ...(entity ? [entity] : []), limit],
  )
}
