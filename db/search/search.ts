import type { Actor } from '../../contract/permissions'
import { visibleThere } from '../../domain/visibility'
import { indexForms, runsOf, type Term } from '../../domain/text/forms'
import { phonesOf } from '../../domain/text/phone'
import { readQuery, type Query } from '../../domain/text/query'
import { sql, type Reader, type Tx } from '../core/sql'

export type SearchDocument = {
  entity: 'entry' | 'contact'
  rowId: string
  at: number
  /** What another copy of the same letter is known by (C3). */
  referenceKey?: string | null
  texts: readonly (string | null)[]
}

/**
 * Puts a document into the index or replaces it: one transaction with the row it describes. A new one takes the next free
 * place of its moment: registration ms × 1024 + tie-breaker, so that newest first in the index means newest.
 * @param known false when the row was made in this transaction: there is nothing to replace
 */
export async function indexDocument(tx: Tx, doc: SearchDocument, known = true): Promise<void> {
  const s = sql(tx)
  const text = wordsOf(doc)
  const old = known
    ? await s.one<{ docId: number }>('SELECT docId FROM searchDoc WHERE rowId = ?', [doc.rowId])
    : undefined
  if (old) {
    await s.run('UPDATE searchDoc SET referenceKey = ? WHERE docId = ?', [doc.referenceKey ?? null, old.docId])
    await s.run('DELETE FROM search WHERE rowid = ?', [old.docId])
    await s.run('INSERT INTO search (rowid, words) VALUES (?, ?)', [old.docId, text])
    return
  }
  const first = doc.at * 1024
  await s.run(
    `INSERT INTO searchDoc (docId, entity, rowId, level, at, referenceKey)
     SELECT CASE WHEN last IS NULL THEN ? WHEN last < ? THEN last + 1
              ELSE (SELECT max(docId) + 1 FROM searchDoc WHERE docId >= ? AND docId < ?) END, ?, ?, 0, ?, ?
     FROM (SELECT max(docId) AS last FROM searchDoc WHERE docId >= ? AND docId <= ?)`,
    // A list brought in at once has more than 1024 of one moment: the others stand after the next quarter of an hour's.
    [
      first,
      first + 1023,
      first,
      first + 1024 * 1024,
      doc.entity,
      doc.rowId,
      doc.at,
      doc.referenceKey ?? null,
      first,
      first + 1023,
    ],
  )
  await s.run('INSERT INTO search (rowid, words) VALUES (last_insert_rowid(), ?)', [text])
}

export const wordsOf = (doc: SearchDocument): string => doc.texts.flatMap((t) => (t ? indexed(t) : [])).join(' ')

/** Each word beside all it is found by; a word in pieces also in one; telephone numbers by what identifies them. */
export function indexed(text: string): string {
  const tokens = runsOf(text).flatMap((run) => [
    ...run.parts.flatMap((part) => part.words.flatMap(indexForms)),
    ...(run.joined ? indexForms(run.joined) : []),
  ])
  return [...tokens, ...phonesOf(text).flatMap((phone) => phone.keys)].join(' ')
}

/** What the clerk typed → an FTS5 query. Null when there is no word in it. */
export function matchOf(text: string): string | null {
  const query = readQuery(text)
  return query && matching(query)
}

function matching(query: Query): string {
  if ('text' in query) return term(query)
  if ('phrase' in query) {
    const last = query.phrase.at(-1)
    return `"${query.phrase.map((t) => t.text).join(' ')}"${last?.whole ? '' : ' *'}`
  }
  // A number stands in the index beside itself without zeros, and a desk's code may stand between.
  if ('near' in query) return `NEAR(${query.near.map(term).join(' ')}, 6)`
  const inside = ('all' in query ? query.all : query.any).map(matching)
  return inside.length === 1 ? (inside[0] ?? '') : `(${inside.join('all' in query ? ' AND ' : ' OR ')})`
}
const term = ({ text, whole }: Term): string => `"${text}"${whole ? '' : ' *'}`

/** Newest first; `limit + 1` rows tell whether there are more. */
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
