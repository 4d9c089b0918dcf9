import type { PaperNumbers } from '../../contract/books'
import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { changeBegun, createRows } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import type { BookRow } from '../../db/register/books'
import { beginTranscribing, notePiece } from '../../db/imports/transcribing'
import { indexContacts, indexEntries } from '../../db/search/documents'
import type { PaperLine } from '../../domain/imports/line'
import { zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { chainLines, openPaperBook } from '../register/books'
import { newCard, type Cards } from './cards'
import { entryOfLine, Places } from './lines'

export type Source = {
  name: string
  sha256: string
  refused: number
  numbers: ReadonlyMap<number, PaperNumbers>
  clockSaid: number | null
}

/**
 * Writes lines into the books of their years: rows, acts, operations and search documents as registering writes them, many at a time. A
 * piece is a change of its own, noted so that it can be taken back; all of it bears the moment it was decided, whatever the clock does
 * meanwhile (N4).
 */
export class Transcriber {
  readonly books = new Map<number, BookRow>()
  cards = 0
  private readonly places: Places
  /** As it was when it was decided: the window may be locked meanwhile. */
  private readonly by: Pick<Desk, 'newId' | 'signer'>

  constructor(
    private readonly desk: Desk,
    private readonly registerId: string,
    private readonly source: Source,
    private readonly known: Cards,
    private readonly stamp: Stamp,
  ) {
    this.places = new Places(zoneOf(desk.office))
    this.by = { newId: desk.newId, signer: desk.signer }
  }

  async write(lines: readonly PaperLine[]): Promise<void> {
    const { db } = this.desk
    const fresh = this.freshCards(lines)
    if (fresh.length > 0) await db.write((tx) => this.writeCards(tx, fresh), 'spare')
    for (const { name, id } of fresh) this.known.learn(name, id)
    this.cards += fresh.length
    const books = await db.write((tx) => this.writeLines(tx, lines), 'spare')
    for (const book of books) this.books.set(book.year, book)
  }

  private freshCards(lines: readonly PaperLine[]): { id: string; name: string; fields: Fields }[] {
    const asked = new Map<string, { id: string; name: string; fields: Fields }>()
    for (const { correspondent: name } of lines)
      if (name !== null && this.known.idOf(name) === undefined && !asked.has(name))
        asked.set(name, { id: this.desk.newId(), name, fields: newCard(name, this.stamp.at) })
    return this.known.firstOfEach([...asked.values()])
  }

  private async writeCards(tx: Tx, cards: readonly { id: string; fields: Fields }[]): Promise<void> {
    await beginTranscribing(tx, 'cards')
    await createRows(tx, 'contact', cards, this.stamp)
    await indexContacts(
      tx,
      cards.map(({ id }) => id),
      new Map(cards.map(({ id, fields }) => [id, fields])),
    )
    await this.note(tx)
  }

  private async writeLines(tx: Tx, lines: readonly PaperLine[]): Promise<BookRow[]> {
    const of = new Map<number, PaperLine[]>()
    for (const line of lines) {
      const year = Number(line.date.slice(0, 4))
      of.set(year, [...(of.get(year) ?? []), line])
    }
    const written: BookRow[] = []
    const ids: string[] = []
    for (const [year, some] of of) {
      const book = this.books.get(year) ?? (await this.openBook(tx, year))
      const rows = some.map((line, index) => this.rowOf(line, book, index + 1))
      await createRows(tx, 'entry', rows, this.stamp)
      const lines = rows.map(({ id, fields, line }) => {
        const body = { ...fields, files: [], paperLine: line }
        return { id, seq: Number(fields['seq']), body }
      })
      written.push(await chainLines(this.desk, tx, book, lines, this.stamp))
      ids.push(...rows.map(({ id }) => id))
    }
    await indexEntries(tx, ids)
    await this.note(tx)
    return written
  }

  private rowOf(line: PaperLine, book: BookRow, next: number) {
    const at = this.places.of(line.date)
    const fields = entryOfLine(line, {
      ...{ registerId: this.registerId, bookId: book.id, seq: book.lastSeq + next, at },
      arrivalAt: line.arrivalDate === null ? at : this.places.start(line.arrivalDate),
      correspondentId: line.correspondent === null ? null : (this.known.idOf(line.correspondent) ?? null),
      ...{ registeredById: this.stamp.userId ?? '', deviceId: this.stamp.deviceId },
    })
    return { id: this.desk.newId(), fields, line: line.line }
  }

  /** Its opening act says, signed, from which file it is and what was found missing and double on paper (I5). */
  private openBook(tx: Tx, year: number): Promise<BookRow> {
    const { name, sha256, refused, numbers, clockSaid } = this.source
    const found = numbers.get(year) as unknown as Fields
    const paper = { file: name, sha256, refused, ...found, ...(clockSaid !== null && { clockSaid }) }
    const book = { registerId: this.registerId, year, paper }
    return openPaperBook(this.by, tx, book, this.stamp, (id) => beginTranscribing(tx, id))
  }

  private async note(tx: Tx): Promise<void> {
    const change = changeBegun(tx)
    if (change !== null) await notePiece(tx, change)
  }
}
