import type { z } from 'zod'
import { noFacts } from '../../contract/card'
import type { ContactInput } from '../../contract/community'
import { AppError } from '../../contract/errors'
import type { Doing, peopleImport, PeopleOutcome } from '../../contract/people-import'
import type { Actor } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { contactsByIds } from '../../db/community/contacts'
import type { Tx } from '../../db/core/sql'
import { isTranscribing } from '../../db/imports/transcribing'
import { createRow, createRows } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { indexContacts, indexEntries } from '../../db/search/documents'
import { entriesOfRenamed } from '../../db/search/renamed'
import { joining } from '../../domain/people/joining'
import type { PeopleRow } from '../../domain/people/row'
import { completed, correct, written } from '../community/writing'
import { stampOf, type Desk } from '../desk'
import { reading, withoutReport, type Opened } from '../imports/opened'
import { asOne, asPiece, sealPieces, undoImport } from '../imports/undoing'
import type { Work } from '../jobs/work'
import { alikeOf, digestOf, type Found } from './alike'
import { mappings, readPeople } from './reading'

/** Cards of one transaction: a clerk's entry waits behind at most this. */
const PIECE = 200

type Asked = Omit<z.output<typeof peopleImport.run.input>, 'id'>
type NewCard = { id: string; row: PeopleRow }
type Planned = { fresh: NewCard[]; joins: { id: string; rows: PeopleRow[] }[]; left: number }

/** What becomes of each row. A row that is another row's person goes where that one goes. */
function planned(desk: Desk, people: readonly PeopleRow[], found: ReadonlyMap<number, Found>, asked: Asked): Planned {
  const said = new Map(asked.decided.map(({ line, does }) => [line, does]))
  const doingOf = ({ line, sure }: Found): Doing =>
    said.get(line) ?? (sure ? asked.otherwise.sure : asked.otherwise.maybe)
  const fresh: NewCard[] = []
  const joins = new Map<string, PeopleRow[]>()
  /** Where the person of a row is: a card, or a new one of this import. */
  const places = new Map<number, { card: string } | { fresh: number }>()
  let left = 0
  for (const row of people) {
    const one = found.get(row.line)
    const does = one ? doingOf(one) : 'new'
    if (does === 'leave') {
      left++
      continue
    }
    const to =
      one && does === 'join'
        ? one.cardId === null
          ? places.get(one.otherLine ?? -1)
          : { card: one.cardId }
        : undefined
    if (to === undefined) {
      places.set(row.line, { fresh: fresh.push({ id: desk.newId(), row }) - 1 })
      continue
    }
    places.set(row.line, to)
    if ('card' in to) joins.set(to.card, [...(joins.get(to.card) ?? []), row])
    else {
      const card = fresh[to.fresh]
      if (card) card.row = { ...card.row, ...joining(card.row, row) } as PeopleRow
      left++
    }
  }
  return { fresh, joins: [...joins].map(([id, rows]) => ({ id, rows })), left }
}

/**
 * Writes what was looked at: whole, or not at all. New cards are written in pieces that can still be taken back, and nothing of them is sent
 * before the last piece is in; stopped, refused by the disk or killed, they are undone (ADR 029, 054).
 * @throws import-changed: the file, or who may be there already, is another · import-underway · cancelled
 */
export async function runPeople(
  desk: Desk,
  actor: Actor,
  file: Opened,
  asked: Asked,
  work: Work,
): Promise<PeopleOutcome> {
  if (await isTranscribing(desk.db.read)) throw new AppError('import-underway')
  const stale = new AppError('import-changed', { name: file.name })
  const { read, same } = await reading(file, async (sheet) => {
    const read = await readPeople(desk, file, sheet, asked.mapping, work)
    return { read, same: (await sheet.sha256(work.signal)) === asked.sha256 }
  })
  const found = same ? await alikeOf(desk, actor, read.people, work) : new Map<number, Found>()
  if (!same || digestOf(found) !== asked.seen) throw stale
  const { fresh, joins, left } = planned(desk, read.people, found, asked)
  const importId = desk.newId()
  // The key of whoever decided, for all of it: the window may be locked meanwhile.
  const stamp = stampOf(desk, actor)
  return asOne(desk, async () => {
    const entries: string[] = []
    try {
      for (let from = 0; from < fresh.length; from += PIECE) {
        work.signal.throwIfAborted()
        const some = fresh.slice(from, from + PIECE)
        await desk.db.write((tx) => asPiece(tx, () => writeCards(desk, tx, some, importId, stamp)), 'spare')
        work.progress('lines', from + some.length, fresh.length)
      }
      work.signal.throwIfAborted()
      await desk.db.write(async (tx) => {
        const joined = await joinCards(desk, actor, tx, joins, importId, stamp)
        entries.push(...(await entriesOfRenamed(tx, joined)))
        await indexEntries(tx, entries)
        const row = { name: file.name.slice(0, 255), sha256: asked.sha256, at: stamp.at, byId: actor.userId }
        const counts = { added: fresh.length, joined: joined.length, undoneAt: null, undoneById: null }
        await createRow(tx, 'cardImport', importId, { ...row, ...counts }, stamp)
        await sealPieces(tx)
        await mappings.keep(tx, withoutReport(file.headings), asked.mapping)
      })
    } catch (error) {
      // The vault closes: it is undone when it is opened next.
      if (!(error instanceof AppError && error.code === 'signed-out')) await undoImport(desk)
      throw error
    }
    desk.schedule?.soon('index')
    desk.emit('community', 'changed', { ids: [] })
    if (entries.length > 0) desk.emit('register', 'changed', { ids: entries })
    return { added: fresh.length, joined: joins.length, left, refused: read.refused.length }
  })
}

async function writeCards(
  desk: Desk,
  tx: Tx,
  cards: readonly NewCard[],
  importId: string,
  stamp: Stamp,
): Promise<void> {
  const rows = cards.map(({ id, row }) => {
    const { line: _line, ...card } = { ...row, nameAr: completed(row.nameAr), nameLatin: completed(row.nameLatin) }
    return {
      id,
      fields: {
        ...written(desk, card as unknown as Fields, card as unknown as Fields, noFacts()),
        createdAt: stamp.at,
        importId,
      },
    }
  })
  await createRows(tx, 'contact', rows, stamp)
  await indexContacts(
    tx,
    rows.map(({ id }) => id),
  )
}

/** @returns the cards that say more than before */
async function joinCards(
  desk: Desk,
  actor: Actor,
  tx: Tx,
  joins: Planned['joins'],
  importId: string,
  stamp: Stamp,
): Promise<string[]> {
  const cards = await contactsByIds(
    tx,
    actor,
    joins.map(({ id }) => id),
  )
  const rowsOf = new Map(joins.map(({ id, rows }) => [id, rows]))
  const changed: string[] = []
  for (const card of cards) {
    let now = card as ContactInput & typeof card
    for (const row of rowsOf.get(card.id) ?? []) now = { ...now, ...joining(now, row) }
    const said = Object.fromEntries(
      Object.entries(now).filter(([name, value]) => value !== (card as unknown as Fields)[name]),
    ) as Fields
    if (Object.keys(said).length === 0) continue
    await correct(tx, desk, actor, card.id, written(desk, said, now as unknown as Fields, card), { importId, stamp })
    changed.push(card.id)
  }
  await indexContacts(tx, changed)
  return changed
}
