import type { Actor } from '../../contract/permissions'
import { visibleThere } from '../../domain/visibility'
import type { Term } from '../../domain/text/forms'
import { readQuery, type Query } from '../../domain/text/query'
import type { RegisterFilter } from '../../contract/register'
import { asLines, columnsAs } from '../core/as-lines'
import { sql, type Reader, type Tx } from '../core/sql'
import { cardToken, markOf } from './marks'
import { classWords, marksAsked, type ClassWords } from './classes'
import { isBounded } from './version'
import { Words } from './words'

export type SearchDocument = {
  entity: 'entry' | 'contact'
  rowId: string
  at: number
  /** What another copy of the same letter is known by (C3). */
  referenceKey?: string | null
  texts: readonly (string | null)[]
  marks?: readonly string[]
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

/** What stands in the index of a document. Of many documents one `Words` is made, which knows what it has met before. */
export function wordsOf({ entity, texts, marks = [] }: SearchDocument, words = new Words()): string {
  const tokens: string[] = []
  for (const text of texts) if (text) words.add(text, tokens)
  return [...(entity === 'contact' ? tokens.map(cardToken) : tokens), ...marks].join(' ')
}

/** What a search is bounded by in the index itself: the cards, the entries, or those of one register and year. */
export type Among = 'contacts' | 'entries' | Pick<RegisterFilter, 'registerId' | 'year' | 'tab'>

/**
 * What the clerk typed → an FTS5 query. Null when there is no word in it.
 * @param classes of the filing plan: a piece is there too where the entry's class is called so
 */
export function matchOf(text: string, among?: Among, classes: readonly ClassWords[] = []): string | null {
  const query = readQuery(text)
  if (!query) return null
  if (among === 'contacts') return matching(query, cardToken)
  const entries = classed(query, classes)
  if (among === undefined) return `${entries} OR ${matching(query, cardToken)}`
  return among === 'entries' ? entries : `"${markOf(among)}" AND ${entries}`
}

/** Each piece of what was typed stands in the entry, or in what its class is called. */
function classed(query: Query, classes: readonly ClassWords[]): string {
  if (!('all' in query) || classes.length === 0) return matching(query)
  const pieces = query.all.map((piece) => {
    const marks = marksAsked(piece, classes)
    return marks.length === 0 ? matching(piece) : `(${[matching(piece), ...marks.map((m) => `"${m}"`)].join(' OR ')})`
  })
  return pieces.length === 1 ? (pieces[0] ?? '') : `(${pieces.join(' AND ')})`
}

const plain = (token: string): string => token

function matching(query: Query, as = plain): string {
  if ('text' in query) return term(query, as)
  if ('phrase' in query) {
    const last = query.phrase.at(-1)
    return `"${query.phrase.map((t) => as(t.text)).join(' ')}"${last?.whole ? '' : ' *'}`
  }
  // A number stands in the index beside itself without zeros, and a desk's code may stand between.
  if ('near' in query) return `NEAR(${query.near.map((t) => term(t, as)).join(' ')}, 6)`
  const inside = ('all' in query ? query.all : query.any).map((one) => matching(one, as))
  return inside.length === 1 ? (inside[0] ?? '') : `(${inside.join('all' in query ? ' AND ' : ' OR ')})`
}
const term = ({ text, whole }: Term, as: (token: string) => string): string => `"${as(text)}"${whole ? '' : ' *'}`

const BOUNDED = { entry: 'entries', contact: 'contacts' } as const

/** Newest first; `limit + 1` rows tell whether there are more. */
export async function findDocuments(
  read: Reader,
  actor: Actor,
  text: string,
  entity: 'entry' | 'contact' | null,
  limit: number,
): Promise<{ rowId: string; entity: 'entry' | 'contact'; at: number }[]> {
  const among = entity === null || !(await isBounded(read)) ? undefined : BOUNDED[entity]
  const match = matchOf(text, among, entity === 'contact' ? [] : await classWords(read))
  if (!match) return []
  const may = visibleThere({ entity: 'd.entity', id: 'd.rowId' }, actor)
  return asLines<{ rowId: string; entity: 'entry' | 'contact'; at: number }>(
    read,
    columnsAs('d', ['rowId', 'entity', 'at']),
    `FROM search s JOIN searchDoc d ON d.docId = s.rowid
     WHERE search MATCH ? AND ${may.sql}${entity ? ' AND d.entity = ?' : ''} ORDER BY s.rowid DESC LIMIT ?`,
    [match, ...may.params, ...(entity ? [entity] : []), limit],
  )
}
