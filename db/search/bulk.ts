import { EACH, listOf } from '../core/list'
import { inPieces } from '../core/pieces'
import { sql, type Tx } from '../core/sql'
import { wordsOf, type SearchDocument } from './search'
import { Words } from './words'

/** What FTS5 takes at once: beyond it one statement holds the database's thread too long. */
const PIECE = 500

/** Puts many documents into the index or replaces them, with some statements for all; what is found is the same as one by one. */
export async function indexDocuments(tx: Tx, docs: readonly SearchDocument[]): Promise<void> {
  if (docs.length === 0) return
  const s = sql(tx)
  const stands = await s.all<{ rowId: string; docId: number }>(
    'SELECT rowId, docId FROM searchDoc WHERE rowId IN (SELECT value FROM json_each(?))',
    [JSON.stringify(docs.map((d) => d.rowId))],
  )
  const places = new Map(stands.map((d) => [d.rowId, d.docId]))
  const replaced = docs.flatMap((d) => {
    const docId = places.get(d.rowId)
    return docId === undefined ? [] : [{ docId, key: d.referenceKey ?? null }]
  })
  if (replaced.length > 0) {
    const list = JSON.stringify(replaced)
    await s.run(
      `UPDATE searchDoc SET referenceKey = j.value ->> '$.key' FROM json_each(?) j WHERE searchDoc.docId = j.value ->> '$.docId'`,
      [list],
    )
    await s.run(`DELETE FROM search WHERE rowid IN (SELECT value ->> '$.docId' FROM json_each(?))`, [list])
  }
  for (const [rowId, docId] of await newPlaces(
    tx,
    docs.filter((d) => !places.has(d.rowId)),
  ))
    places.set(rowId, docId)
  const met = new Words()
  const inOrder = [...docs].sort((one, other) => (places.get(one.rowId) ?? 0) - (places.get(other.rowId) ?? 0))
  await inPieces(inOrder, PIECE, (piece) => {
    const words = listOf(piece.map((d) => [places.get(d.rowId) ?? 0, wordsOf(d, met)]))
    return () => s.run(`INSERT INTO search (rowid, words) SELECT value ->> 0, value ->> 1 FROM ${EACH}`, [words])
  })
}

/** Each new document gets the next free place of its moment; a moment that is full goes on behind the next quarter of an hour's. */
async function newPlaces(tx: Tx, docs: readonly SearchDocument[]): Promise<Map<string, number>> {
  const given = new Map<string, number>()
  const moments = new Map<number, SearchDocument[]>()
  for (const doc of docs) moments.set(doc.at, [...(moments.get(doc.at) ?? []), doc])
  const last = await sql(tx).all<{ at: number; last: number | null }>(
    `SELECT j.value AS at, (SELECT max(docId) FROM searchDoc WHERE docId >= j.value * 1024 AND docId <= j.value * 1024 + 1023) AS last
     FROM json_each(?) j`,
    [JSON.stringify([...moments.keys()])],
  )
  const full: [number, SearchDocument[]][] = []
  for (const moment of last) {
    const first = moment.at * 1024
    const from = moment.last === null ? first : moment.last + 1
    const of = moments.get(moment.at) ?? []
    const room = Math.max(0, first + 1024 - from)
    for (const [i, doc] of of.slice(0, room).entries()) given.set(doc.rowId, from + i)
    if (of.length > room) full.push([moment.at, of.slice(room)])
  }
  await keepPlaces(tx, docs, given)
  for (const [at, rest] of full) {
    const behind = await sql(tx).one<{ next: number }>(
      'SELECT max(docId) + 1 AS next FROM searchDoc WHERE docId >= ? AND docId < ?',
      [at * 1024, (at + 1024) * 1024],
    )
    const more = new Map(rest.map((doc, i) => [doc.rowId, (behind?.next ?? at * 1024) + i]))
    await keepPlaces(tx, rest, more)
    for (const [rowId, docId] of more) given.set(rowId, docId)
  }
  return given
}

async function keepPlaces(tx: Tx, docs: readonly SearchDocument[], places: ReadonlyMap<string, number>): Promise<void> {
  const rows = docs.flatMap((d) => {
    const docId = places.get(d.rowId)
    return docId === undefined ? [] : [[docId, d.entity, d.rowId, d.at, d.referenceKey ?? null]]
  })
  if (rows.length === 0) return
  await sql(tx).run(
    `INSERT INTO searchDoc (docId, entity, rowId, level, at, referenceKey)
     SELECT value ->> 0, value ->> 1, value ->> 2, 0, value ->> 3, value ->> 4 FROM ${EACH}`,
    [listOf(rows)],
  )
}
