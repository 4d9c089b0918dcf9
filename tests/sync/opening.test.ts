import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fields } from '../../contract/wire'
import { bookById } from '../../db/register/books'
import { confirmationText } from '../../domain/register/confirmation'
import { chainAct } from '../../main/register/books'
import { secondPerson } from '../../main/session/second-person'
import { addUser, closeDesks, entryInput, logIn, PASSWORD, same } from '../fixtures/office'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
let rabat: Pc
let lille: Pc
beforeAll(async () => {
  ministry = await Ministry.open()
  rabat = await firstPc(ministry)
  await addUser(rabat.desk, 'amina', ['clerk'], 'secret')
  await addUser(rabat.desk, 'said', ['headOfOffice'], 'secret')
  await logIn(rabat.desk, 'admin')
  lille = await secondPc(ministry, rabat)
  await logIn(rabat.desk, 'admin')
})
afterAll(async () => {
  await closeDesks()
  await ministry.close()
})

const second = { login: 'said', password: PASSWORD }
const reasons = async (pc: Pc): Promise<(string | null)[]> =>
  (await pc.outcomes()).filter(({ state }) => state === 'parked').map(({ reason }) => reason)
const incoming = async (pc: Pc): Promise<{ registerId: string; bookId: string }> => {
  const [register] = await pc.api.register.registers({})
  const book = register?.books.find(({ heldHere }) => heldHere)
  if (!register || !book) throw new Error('no book')
  return { registerId: register.id, bookId: book.id }
}

describe('a book opened by two, in an office of several PCs (N1, N7)', () => {
  it('the server takes the second word, and every desk reads and proves it', async () => {
    const opened = await rabat.api.registers.open({
      ...{ id: rabat.desk.app.session.desk.newId(), kind: 'incoming', code: 'ش', names: same('سجل الشكايات') },
      ...{ pattern: '{reg}/{year}[/{desk}]/{seq:5}', opening: 418, second },
    })
    const bookId = opened.books[0]?.id ?? ''
    await bothSync(rabat, lille)
    expect(await reasons(rabat)).toEqual([])
    expect(await lille.api.registers.opening({ bookId })).toMatchObject({
      opening: 418,
      confirmed: { secondNames: same('said') },
    })
    const [verdict] = await lille.api.register.verify({ registerId: opened.id, year: 2026 })
    expect(verdict).toMatchObject({ result: 'whole', acts: 2 })
  })

  it('a forged second word is no word: one’s own, a clerk’s, for another number, from another place; numbers go on', async () => {
    const { session } = rabat.desk.app
    const { registerId, bookId } = await incoming(rabat)
    const me = session.desk.signer
    const clerk = await secondPerson(session, 'amina', PASSWORD)
    const head = await secondPerson(session, 'said', PASSWORD)
    if (!me || !clerk || !head) throw new Error('no keys')
    type Place = { position: number; previous: string }
    const text = ({ position, previous }: Place, opening = 1): string =>
      confirmationText({ bookId, position, previous, firstId: me.userId, year: 2026, opening })
    const of = ({ userId: secondId, keyId: secondKey }: typeof me, secondSignature: string, opening = 1): Fields => ({
      ...{ year: 2026, opening, secondId, secondKey, secondSignature },
    })
    const forgeries: ((place: Place) => Fields)[] = [
      (place) => of(me, me.sign(text(place))),
      (place) => of(head, me.sign(text(place))),
      (place) => of(clerk, clerk.sign(text(place))),
      (place) => of(head, head.sign(text(place, 500)), 500),
      ({ previous }) => of(head, head.sign(text({ position: 1, previous }))),
    ]
    for (const [index, forged] of forgeries.entries()) {
      await rabat.db.write(async (tx) => {
        const book = await bookById(tx, bookId)
        if (!book) throw new Error('no book')
        const body = forged({ position: book.lastPosition + 1, previous: book.lastLink })
        const act = { kind: 'confirmation', entryId: null, seq: 0, at: session.desk.clock.now(), body, signed: true }
        await chainAct(session.desk, tx, book, act, stampOf(rabat))
      })
      await rabat.syncs()
      expect(await reasons(rabat)).toEqual(Array(index + 1).fill('unproven'))
    }
    expect((await rabat.api.registers.opening({ bookId })).confirmed).toBeNull()
    // A real one after them stands, and nothing of a number waits.
    await rabat.api.registers.confirm({ bookId, second })
    await rabat.api.register.register(await entryInput(rabat.desk, { registerId }))
    await bothSync(rabat, lille)
    expect(await reasons(rabat)).toHaveLength(forgeries.length)
    expect((await lille.api.registers.opening({ bookId })).confirmed).toMatchObject({ secondNames: same('said') })
    expect((await rabat.api.register.verify({ registerId, year: 2026 })).map(({ result }) => result)).not.toContain(
      'altered',
    )
  })
})
