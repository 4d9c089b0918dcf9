import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { bookById } from '../../db/register/books'
import type { Fields } from '../../contract/wire'
import { reopeningText } from '../../domain/register/reopening'
import { chainAct } from '../../main/register/books'
import { secondPerson } from '../../main/session/second-person'
import { addUser, closeDesks, logIn, PASSWORD } from '../fixtures/office'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

const DAY = '2026-11-20'
let ministry: Ministry
let rabat: Pc
let lille: Pc
beforeAll(async () => {
  ministry = await Ministry.open()
  rabat = await firstPc(ministry)
  await addUser(rabat.desk, 'amina', ['clerk'], 'secret')
  await addUser(rabat.desk, 'rachid', ['headOfRegistry'], 'secret')
  await addUser(rabat.desk, 'said', ['headOfOffice'], 'secret')
})
afterAll(async () => {
  await closeDesks()
  await ministry.close()
})

const incoming = async (pc: Pc) => {
  const [register] = await pc.api.register.registers({})
  const book = register?.books.find(({ heldHere }) => heldHere) ?? register?.books[0]
  if (!register || !book) throw new Error('no book')
  return { registerId: register.id, bookId: book.id }
}
const verdicts = async (pc: Pc): Promise<string[]> =>
  (await pc.api.register.verify({ registerId: (await incoming(pc)).registerId, year: 2026 })).map(
    ({ result }) => result,
  )
const newest = async (pc: Pc): Promise<number> =>
  (await pc.api.closing.books({})).find(({ heldHere, newest: last }) => heldHere && last !== null)?.newest ?? 0
const lastReasons = async (pc: Pc): Promise<(string | null)[]> => [
  ...new Set((await pc.outcomes()).filter(({ state }) => state === 'parked').map(({ reason }) => reason)),
]

/** For the desk and its server: two clocks that differ are another story (N4). */
const nextDay = (): void => [rabat.desk.clock, ministry.clock].forEach((clock) => clock.tick(24 * 3600_000))

/** What a program that was tampered with would chain. */
async function chains(
  pc: Pc,
  kind: string,
  body: (place: { position: number; previous: string }) => Fields,
): Promise<void> {
  const { desk } = pc.desk.app.session
  const { bookId } = await incoming(pc)
  await pc.db.write(async (tx) => {
    const book = await bookById(tx, bookId)
    if (!book) throw new Error('no book')
    const said = body({ position: book.lastPosition + 1, previous: book.lastLink })
    const act = { kind, entryId: null, seq: 0, at: desk.clock.now(), body: said, signed: true }
    await chainAct(desk, tx, book, act, stampOf(pc))
  })
}

describe('a day that was closed, in an office of several PCs (I4, I5)', () => {
  it('every desk sees it closed, opened again by two people, closed again, and proves all of it', async () => {
    lille = await secondPc(ministry, rabat)
    await logIn(rabat.desk, 'rachid')
    const { bookId } = await incoming(rabat)
    await rabat.registers()
    const [sheet] = await rabat.api.closing.closeDays({ bookId, through: DAY })
    expect(sheet).toMatchObject({ atServer: false })
    await bothSync(rabat, lille)
    expect((await rabat.api.closing.sheets({ bookId }))[0]).toMatchObject({ atServer: true, stands: true })
    expect(await lille.api.closing.sheets({ bookId })).toMatchObject([{ head: sheet?.head, stands: true }])
    await expect(lille.api.closing.closeDays({ bookId, through: DAY })).rejects.toMatchObject({ code: 'no-book' })

    const again = { bookId, closing: await newest(rabat), reason: 'سهو', login: 'said', password: PASSWORD }
    await rabat.api.closing.reopen(again)
    expect((await rabat.registers()).numberText).toBe('و/2026/00002')
    await rabat.api.closing.closeDays({ bookId, through: DAY })
    await bothSync(rabat, lille)
    expect(await lastReasons(rabat)).toEqual([])
    expect((await lille.api.closing.sheets({ bookId })).map(({ stands }) => stands)).toEqual([true, false])
    expect(new Set([...(await verdicts(rabat)), ...(await verdicts(lille))])).toEqual(new Set(['whole']))
    // The head on the first sheet stands on every desk: that is what a rewritten book would not have.
    const proof = await lille.api.closing.prove({ anchors: [sheet?.head ?? ''] })
    expect(proof.anchors).toMatchObject([{ result: 'stands', bookId }])
  })

  it('a re-opening with one person’s word opens nothing: not signed by themselves, not by a clerk, not an old word (I4)', async () => {
    const { session } = rabat.desk.app
    const { bookId } = await incoming(rabat)
    const closing = await newest(rabat)
    const me = session.desk.signer
    const clerk = await secondPerson(session, 'amina', PASSWORD)
    const head = await secondPerson(session, 'said', PASSWORD)
    if (!me || !clerk || !head) throw new Error('no keys')
    const text = (position: number, previous: string): string =>
      reopeningText({ bookId, position, previous, firstId: me.userId, closing, reason: 'س' })
    const of = ({ userId: secondId, keyId: secondKey }: typeof me, secondSignature: string): Fields => ({
      ...{ closing, reason: 'س', secondId, secondKey, secondSignature },
    })
    const forgeries: ((place: { position: number; previous: string }) => Fields)[] = [
      ({ position, previous }) => of(me, me.sign(text(position, previous))),
      ({ position, previous }) => of(head, me.sign(text(position, previous))),
      ({ position, previous }) => of(clerk, clerk.sign(text(position, previous))),
      ({ previous }) => of(head, head.sign(text(1, previous))),
    ]
    for (const [index, forged] of forgeries.entries()) {
      await chains(rabat, 'reopening', forged)
      await rabat.syncs()
      const parked = (await rabat.outcomes()).filter(({ state }) => state === 'parked')
      expect(parked.map(({ reason }) => reason)).toEqual(Array(index + 1).fill('unproven'))
    }
    // Of each its place is kept and nothing of what it said: the day is closed, here too, and the chain goes on.
    expect((await verdicts(rabat))[0]).toBe('whole')
    await expect(rabat.registers()).rejects.toMatchObject({ code: 'day-closed' })
    nextDay()
    await rabat.registers()
    await rabat.api.closing.closeDays({ bookId, through: '2026-11-21' })
    await rabat.syncs()
    expect(await lastReasons(rabat)).toEqual(['unproven'])
    expect((await verdicts(rabat))[0]).toBe('whole')
  })

  it('a clerk closes the session they had, and no day (rights are the server’s to say)', async () => {
    await logIn(rabat.desk, 'amina')
    const { bookId } = await incoming(rabat)
    await rabat.api.closing.openSession({ bookId, reason: 'مداومة' })
    await rabat.registers()
    await rabat.api.closing.closeSession({ bookId })
    await rabat.syncs()
    expect(await lastReasons(rabat)).toEqual(['unproven'])
    nextDay()
    await rabat.registers()
    const state = (await rabat.api.closing.sheets({ bookId }))[0]
    const counts = { first: 5, last: 5, entries: 1, cancelled: 0, corrected: 0, late: 0, voids: 0 }
    await chains(rabat, 'dayClosing', ({ position, previous }) => ({
      ...{ date: '2026-11-22', session: null, from: state?.position ?? 0, to: position - 1, head: previous, ...counts },
    }))
    await rabat.syncs()
    expect(await lastReasons(rabat)).toEqual(['unproven', 'forbidden'])
  })

  it('New Year’s midnight on two desks, a duty session over it: each book of each year is closed and whole', async () => {
    await logIn(rabat.desk, 'rachid')
    for (const clock of [rabat.desk.clock, lille.desk.clock, ministry.clock]) clock.at = Date.UTC(2026, 11, 31, 22, 30)
    await bothSync(rabat, lille)
    const bookOf = async (pc: Pc): Promise<string> =>
      (await pc.api.closing.books({})).find((book) => book.heldHere && book.year === 2026 && book.code === 'و')?.id ??
      ''
    const [first, second] = [await bookOf(rabat), await bookOf(lille)]
    await rabat.api.closing.closeDays({ bookId: first, through: '2026-12-31' })
    await rabat.api.closing.openSession({ bookId: first, reason: 'ليلة رأس السنة' })
    const before = [await rabat.registers(), await lille.registers()]
    for (const clock of [rabat.desk.clock, lille.desk.clock, ministry.clock]) clock.tick(3600_000)
    const after = [await rabat.registers(), await lille.registers()]
    expect(before.map(({ numberText }) => numberText.slice(0, 7))).toEqual(['و/2026/', 'و/2026/'])
    expect(after.map(({ numberText }) => numberText)).toEqual(['و/2027/00001', 'و/2027/RB2/00001'])
    await rabat.api.closing.closeSession({ bookId: first })
    await lille.api.closing.closeDays({ bookId: second, through: '2026-12-31' })
    for (const [pc, bookId] of [
      [rabat, first],
      [lille, second],
    ] as const) {
      const [act] = await pc.api.closing.closeYear({ bookId })
      expect(act).toMatchObject({ kind: 'yearClosing', stands: true })
    }
    await bothSync(rabat, lille)
    expect([await lastReasons(rabat), await lastReasons(lille)]).toEqual([['unproven', 'forbidden'], []])
    for (const pc of [rabat, lille]) {
      const { books } = await pc.api.closing.prove({ anchors: [] })
      expect(books.filter(({ result }) => result !== 'whole')).toEqual([])
      for (const { used, voids, last, opening } of books) expect(used + voids).toBe(last - opening + 1)
    }
  })

  it('the server refuses an entry in a closed day, whatever the desk’s program lets pass', async () => {
    const bookId = (await lille.api.closing.books({})).find(({ heldHere, year }) => heldHere && year === 2027)?.id ?? ''
    await lille.api.closing.closeDays({ bookId, through: '2027-01-01' })
    await lille.syncs()
    const hidden = (from: string, to: string): Promise<void> =>
      lille.db.write((tx) => sql(tx).run('UPDATE act SET kind = ? WHERE bookId = ? AND kind = ?', [to, bookId, from]))
    await hidden('dayClosing', 'x')
    await lille.registers()
    await hidden('x', 'dayClosing')
    await lille.syncs()
    expect(await lastReasons(lille)).toEqual(['wrong-state'])
    const { books } = await lille.api.closing.prove({ anchors: [] })
    expect(books.filter(({ result }) => result === 'altered').map((book) => book.bookId)).toEqual([bookId])
  })
})
