import type { Fields } from '../../contract/wire'
import { sql } from '../../db/core/sql'
import { createRows } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { appendActs } from '../../db/register/acts'
import { bookById, type BookRow } from '../../db/register/books'
import { indexContacts, indexEntries } from '../../db/search/documents'
import { printNumber } from '../../domain/register/numbering'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf } from '../../main/desk'
import type { Tx } from '../../db/core/sql'
import type { TestDesk } from '../fixtures/office'
import { cardOf, entryOf, fileOf } from './words'

const PIECE = 2_500
const CARDS = 3_000
const DAY = 86_400_000
/** How long a PC keeps what the server has acknowledged (decisions.md). */
const KEPT_DAYS = 35
const CANCELLED = 40
const VOID: Fields = { reason: 'lost' }

/**
 * Fills the incoming book as an office with a server fills it in a year: cards, entries in two languages with their acts, chained
 * and signed for, files of every third, search documents; what was sent more than 35 days ago is no longer in the outbox. Some
 * numbers are void, some entries urgent, guarded, answering another, or cancelled by the service itself.
 */
export async function fillRegister(desk: TestDesk, entries: number, progress: (done: number) => void): Promise<void> {
  const { desk: open, actor } = desk.app.session
  const register = (await desk.api.register.registers({})).find((r) => r.kind === 'incoming')
  const { units } = await desk.api.office.get({})
  const first = register && (await bookById(open.db.read, register.books[0]?.id ?? ''))
  if (!register || !first) throw new Error('an office with an incoming book was expected')
  const now = desk.clock.now()
  const begin = Date.UTC(first.year, 0, 2, 8)
  const at = (seq: number): number => begin + Math.floor((seq / entries) * (now - begin - 60_000))
  const stampAt = (time: number): Stamp => stampOf(open, actor, time)
  const cards = Array.from({ length: CARDS }, (_, i) => ({ id: open.newId(), fields: cardOf(i, begin - i) }))
  await open.db.write(async (tx) => {
    await createRows(tx, 'contact', cards, stampAt(begin))
    await indexContacts(
      tx,
      cards.map((c) => c.id),
    )
  })
  const ids: string[] = []
  const piece = async (tx: Tx, book: BookRow, from: number): Promise<BookRow> => {
    const seqs = Array.from({ length: Math.min(PIECE, entries - from) }, (_, i) => from + i + 1)
    const stamp = stampAt(at(from + seqs.length))
    const made = seqs.map((seq) => {
      const id = open.newId()
      const number = { register: register.code, year: book.year, desk: book.desk, seq }
      const given = {
        registerId: register.id,
        bookId: book.id,
        year: book.year,
        seq,
        numberText: printNumber(register.pattern, number),
        registeredAt: at(seq),
        businessDate: dateOf(at(seq), zoneOf(open.office)),
        registeredById: actor.userId,
        deviceId: open.device.id,
        arrivalAt: at(seq),
        unitId: units[seq % units.length]?.id ?? '',
        correspondentId: seq % 4 === 0 ? null : (cards[(seq * 31) % CARDS]?.id ?? null),
        replyToId: seq % 9 === 0 ? (ids[Math.max(0, seq - 200)] ?? null) : null,
      }
      ids.push(id)
      const isVoid = seq % 5_000 === 0
      return { id, seq, isVoid, fields: entryOf(seq, given), file: !isVoid && seq % 3 === 0 }
    })
    const kept = made.filter((m) => !m.isVoid)
    await createRows(tx, 'entry', kept, stamp)
    const files = kept
      .filter((m) => m.file)
      .map((m) => ({ id: open.newId(), fields: fileOf(m.id, m.seq, at(m.seq), actor.userId) }))
    await createRows(tx, 'file', files, stamp)
    const after = await appendActs(
      tx,
      book,
      made.map((m) => ({
        id: open.newId(),
        kind: m.isVoid ? 'void' : 'registration',
        entryId: m.isVoid ? null : m.id,
        seq: m.seq,
        at: at(m.seq),
        body: m.isVoid ? VOID : m.fields,
        salt: 'b'.repeat(32),
        sign: m.isVoid ? (open.signer?.sign ?? null) : null,
      })),
      stamp,
    )
    await indexEntries(
      tx,
      kept.map((m) => m.id),
    )
    return after
  }
  let book = first
  for (let from = 0; from < entries; from += PIECE) {
    book = await open.db.write((tx) => piece(tx, book, from))
    await open.db.write((tx) => acknowledged(tx, now - KEPT_DAYS * DAY))
    progress(from + PIECE)
  }
  open.journal.record({ book: book.id, seq: book.lastSeq, position: book.lastPosition, link: book.lastLink })
  for (let i = 1; i <= CANCELLED; i++) {
    const id = ids[Math.floor((i / (CANCELLED + 1)) * entries)]
    if (id !== undefined) await desk.api.register.cancel({ id, reason: 'سجل مرتين' })
  }
}

/** As after a round with the server: answered, and let go behind the head. */
async function acknowledged(tx: Tx, before: number): Promise<void> {
  await sql(tx).run(`UPDATE outbox SET state = 'sent', result = 'applied', seq = d WHERE state = 'waiting'`)
  // Times only grow here: the first that is younger ends what is let go, and nothing behind it is read.
  await sql(tx).run(
    'DELETE FROM outbox WHERE d < coalesce((SELECT d FROM outbox WHERE at >= ? ORDER BY d LIMIT 1), (SELECT max(d) FROM outbox))',
    [before],
  )
}
