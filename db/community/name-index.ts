import type { PersonName } from '../../contract/community'
import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import { partsOf } from '../../domain/text/names/parts'
import { keysOf } from '../../domain/text/names/question'
import { metaValue, setMeta } from '../core/meta'
import { sql, type Reader, type Tx } from '../core/sql'

/*
 * Who bears which word of a name. `nameWord` has each word once; `nameCard` gives each card a number and its names as words; `nameBearers`
 * has, for a word and a stretch of 65,536 numbers, the cards as two bytes each in order: a name that thirty thousand people bear is read
 * in sixteen rows, and one more bearer writes one of them. Words are never taken away: what nobody bears any more leads nowhere.
 */
const STRETCH = 0x10000
/** How names are taken apart; another one indexes all cards anew. */
const VERSION = '1'
const PIECE = 500
/** Between two names of a card. */
const NEXT = '|'

export type Named = { id: string; nameAr: PersonName; nameLatin: PersonName }

/** What a card is called: the names as they stand, and by the name somebody was born with (P1). */
export const calledBy = ({ nameAr, nameLatin }: Omit<Named, 'id'>): string[] =>
  [nameAr, nameLatin].flatMap(({ full, given, maiden }) => [
    full,
    ...(maiden ? [`${given || (full.split(' ')[0] ?? '')} ${maiden}`] : []),
  ])

/** The names of a card as words: each name once, in the order given. */
const wordsOf = (names: readonly string[]): string => {
  const each = names.map((name) =>
    partsOf(name)
      .map(({ spelling }) => spelling)
      .join(' '),
  )
  return [...new Set(each.filter(Boolean))].join(NEXT)
}
export const namesIn = (words: string): string[][] =>
  words === '' ? [] : words.split(NEXT).map((name) => name.split(' '))

const keysIn = (words: string): string[] => [
  ...new Set(namesIn(words).flatMap((name) => keysOf(partsOf(name.join(' '))))),
]

type Card = { no: number; contactId: string; words: string }
type Turn = { add: number[]; take: number[] }

/** Puts cards into the index or brings it up to their names, in the transaction that wrote them. */
export async function indexNames(tx: Tx, cards: readonly Named[]): Promise<void> {
  if (cards.length === 0) return
  const s = sql(tx)
  const known = new Map(
    (
      await s.all<Card>('SELECT n.* FROM json_each(?) j CROSS JOIN nameCard n ON n.contactId = j.value', [
        JSON.stringify(cards.map(({ id }) => id)),
      ])
    ).map((card) => [card.contactId, card]),
  )
  let next = Number((await s.one<{ no: number | null }>('SELECT max(no) AS no FROM nameCard'))?.no ?? -1) + 1
  const changed = [...new Map(cards.map((card) => [card.id, card])).values()].flatMap(({ id, ...card }) => {
    const old = known.get(id)
    const words = wordsOf(calledBy(card))
    return old?.words === words ? [] : [{ no: old?.no ?? next++, contactId: id, words, old: old?.words ?? '' }]
  })
  if (changed.length === 0) return
  const turns = new Map<string, Map<number, Turn>>()
  const turn = (word: string, no: number): Turn => {
    const of = turns.get(word) ?? new Map<number, Turn>()
    turns.set(word, of)
    const stretch = Math.floor(no / STRETCH)
    const there = of.get(stretch) ?? { add: [], take: [] }
    of.set(stretch, there)
    return there
  }
  for (const { no, words, old } of changed) {
    const [now, before] = [keysIn(words), keysIn(old)]
    for (const word of now) if (!before.includes(word)) turn(word, no).add.push(no % STRETCH)
    for (const word of before) if (!now.includes(word)) turn(word, no).take.push(no % STRETCH)
  }
  await turnBearers(tx, turns)
  await s.run(
    `INSERT OR REPLACE INTO nameCard (no, contactId, words)
     SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
    [JSON.stringify(changed.map(({ no, contactId, words }) => [no, contactId, words]))],
  )
}

async function turnBearers(tx: Tx, turns: ReadonlyMap<string, ReadonlyMap<number, Turn>>): Promise<void> {
  const s = sql(tx)
  const spellings = JSON.stringify([...turns.keys()])
  await s.run(
    `INSERT INTO nameWord (spelling) SELECT j.value FROM json_each(?) j
     WHERE NOT EXISTS (SELECT 1 FROM nameWord w WHERE w.spelling = j.value)`,
    [spellings],
  )
  const ids = await s.all<{ id: number; spelling: string }>(
    'SELECT w.id, w.spelling FROM json_each(?) j CROSS JOIN nameWord w ON w.spelling = j.value',
    [spellings],
  )
  const at = new Map(
    ids.flatMap(({ id, spelling }) =>
      [...(turns.get(spelling) ?? [])].map(([stretch, turn]) => [id * STRETCH + stretch, turn] as const),
    ),
  )
  const rows = await s.all<{ key: number; cards: Uint8Array }>(
    'SELECT b.key, b.cards FROM json_each(?) j CROSS JOIN nameBearers b ON b.key = j.value',
    [JSON.stringify([...at.keys()])],
  )
  const there = new Map(rows.map(({ key, cards }) => [key, cards]))
  const written = [...at].map(([key, { add, take }]) => {
    const old = numbersIn(there.get(key))
    const gone = new Set(take)
    const now = [...new Set([...old, ...add])].filter((no) => !gone.has(no)).sort((a, b) => a - b)
    return [key, Buffer.from(Uint16Array.from(now).buffer).toString('hex')]
  })
  await s.run(
    'INSERT OR REPLACE INTO nameBearers (key, cards) SELECT value ->> 0, unhex(value ->> 1) FROM json_each(?)',
    [JSON.stringify(written)],
  )
}

/** Two bytes each, the smaller first, as every machine we run on has them. */
function numbersIn(bytes: Uint8Array | undefined): Uint16Array {
  if (!bytes) return new Uint16Array(0)
  const whole = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes)
  return new Uint16Array(whole.buffer, whole.byteOffset, whole.byteLength >> 1)
}

/** Words that came after one, in the order in which they came. */
export const wordsAfter = (read: Reader, id: number, limit: number): Promise<{ id: number; spelling: string }[]> =>
  sql(read).all('SELECT id, spelling FROM nameWord WHERE id > ? ORDER BY id LIMIT ?', [id, limit])

/** Who bears each of these words, by the numbers of their cards. */
export async function bearersOf(
  read: Reader,
  words: readonly number[],
): Promise<Map<number, { from: number; cards: Uint16Array }[]>> {
  const rows = await sql(read).all<{ key: number; cards: Uint8Array }>(
    `SELECT b.key, b.cards FROM json_each(?) j
     CROSS JOIN nameBearers b ON b.key >= j.value * ${STRETCH} AND b.key < (j.value + 1) * ${STRETCH}`,
    [JSON.stringify(words)],
  )
  const found = new Map<number, { from: number; cards: Uint16Array }[]>()
  for (const { key, cards } of rows) {
    const word = Math.floor(key / STRETCH)
    const of = found.get(word) ?? []
    of.push({ from: (key % STRETCH) * STRETCH, cards: numbersIn(cards) })
    found.set(word, of)
  }
  return found
}

/** How many numbers were given. */
export const cardsNumbered = async (read: Reader): Promise<number> =>
  Number((await sql(read).one<{ no: number | null }>('SELECT max(no) AS no FROM nameCard'))?.no ?? -1) + 1

/** Cards by their numbers, of a kind or of any; who may not see one does not get it (A2). */
export function cardsOf(
  read: Reader,
  actor: Actor,
  numbers: readonly number[],
  kind: string | null,
): Promise<{ id: string; words: string; createdAt: number }[]> {
  const may = visible('contact', 'c', actor)
  return sql(read).all(
    `SELECT c.id, n.words, c.createdAt FROM json_each(?) j CROSS JOIN nameCard n ON n.no = j.value
     CROSS JOIN contact c ON c.id = n.contactId WHERE c.removedAt IS NULL AND ${may.sql}${kind === null ? '' : ' AND c.kind = ?'}`,
    [JSON.stringify(numbers), ...may.params, ...(kind === null ? [] : [kind])],
  )
}

export const areNamesOld = async (read: Reader): Promise<boolean> =>
  (await metaValue(read, 'names.version')) !== VERSION

/** The next cards that were there before the index, or were indexed by another version, in a transaction nobody waits for. */
export async function indexNamesAnew(tx: Tx): Promise<{ rows: number; last: boolean }> {
  const after = (await metaValue(tx, 'names.indexed')) ?? ''
  const rows = await sql(tx).all<{ id: string; nameAr: string; nameLatin: string }>(
    `SELECT id, nameAr, nameLatin FROM contact WHERE id > ? AND removedAt IS NULL ORDER BY id LIMIT ${PIECE}`,
    [after],
  )
  const name = (kept: string): PersonName => JSON.parse(kept) as PersonName
  await indexNames(
    tx,
    rows.map(({ id, nameAr, nameLatin }) => ({ id, nameAr: name(nameAr), nameLatin: name(nameLatin) })),
  )
  const last = rows.at(-1)
  if (last && rows.length === PIECE) {
    await setMeta(tx, 'names.indexed', last.id)
    return { rows: rows.length, last: false }
  }
  await sql(tx).run(`DELETE FROM meta WHERE key = 'names.indexed'`)
  await setMeta(tx, 'names.version', VERSION)
  return { rows: rows.length, last: true }
}
