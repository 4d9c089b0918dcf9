import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { patchRow } from '../../db/outbox/changes'
import { bookById } from '../../db/register/books'
import { chainAct } from '../../main/register/books'
import { stampOf } from '../../main/desk'
import { addUser, closeDesks, entryInput, logIn, officeDesk, PASSWORD, same, type TestDesk } from '../fixtures/office'

afterEach(closeDesks)

const SECOND = { login: 'said', password: PASSWORD }
/** An administrator who founded the office, a head of office, a clerk. */
async function office(change: Parameters<typeof officeDesk>[0] = {}): Promise<TestDesk> {
  const desk = await officeDesk(change)
  await addUser(desk, 'said', ['headOfOffice'])
  await addUser(desk, 'nadia', ['clerk'])
  await logIn(desk, 'admin')
  return desk
}
type Input = Parameters<TestDesk['api']['registers']['open']>[0]
const register = (desk: TestDesk, change: Partial<Input> = {}): Input => ({
  id: desk.app.session.desk.newId(),
  ...{
    kind: 'incoming',
    code: 'ش',
    names: same('سجل الشكايات'),
    pattern: '{reg}/{year}[/{desk}]/{seq:5}',
    opening: 418,
  },
  ...change,
})
const kinds = async (desk: TestDesk, bookId: string): Promise<string[]> =>
  (
    await sql(desk.app.session.desk.db.read).all<{ kind: string }>(
      'SELECT kind FROM act WHERE bookId = ? ORDER BY position',
      [bookId],
    )
  ).map(({ kind }) => kind)
const verdict = async (desk: TestDesk, registerId: string): Promise<string | undefined> =>
  (await desk.api.register.verify({ registerId, year: 2026 }))[0]?.result

describe('a book is opened by two people (N1)', () => {
  it('without the second nothing is opened; with them both names stand in the chain, in the window and on paper', async () => {
    const desk = await office()
    const input = register(desk)
    await expect(desk.api.registers.open(input)).rejects.toMatchObject({ code: 'second-person' })
    expect((await desk.api.register.registers({})).map(({ code }) => code)).not.toContain('ش')

    const opened = await desk.api.registers.open({ ...input, second: SECOND })
    const bookId = opened.books[0]?.id ?? ''
    expect(await kinds(desk, bookId)).toEqual(['opening', 'confirmation'])
    expect(await desk.api.registers.opening({ bookId })).toMatchObject({
      ...{ year: 2026, opening: 418, byNames: same('المدير') },
      confirmed: { byNames: same('المدير'), secondNames: same('said') },
    })
    expect((await desk.api.register.register(await entryInput(desk, { registerId: opened.id }))).numberText).toBe(
      'ش/2026/00418',
    )
    expect(await verdict(desk, opened.id)).toBe('whole')
    expect((await desk.api.registers.openingSheet({ bookId })).url).toMatch(/^diwan:\/\/print\//)
    // Once is enough.
    await expect(desk.api.registers.confirm({ bookId, second: SECOND })).rejects.toMatchObject({ code: 'stale' })
  })

  it.each([
    ['oneself', { login: 'admin', password: PASSWORD }, 'second-person'],
    ['who may not', { login: 'nadia', password: PASSWORD }, 'second-person'],
    ['a wrong password', { login: 'said', password: 'غير هذه الكلمة' }, 'wrong-password'],
    ['nobody of this office', { login: 'zineb', password: PASSWORD }, 'wrong-password'],
  ] as const)('the second is not %s, and nothing changes', async (_who, second, code) => {
    const desk = await office()
    await expect(desk.api.registers.open(register(desk, { second }))).rejects.toMatchObject({ code })
    expect(await desk.api.register.registers({})).toHaveLength(2)
  })

  it('a post of two opens alone, as its policy allows (A4), and a second person may confirm it later', async () => {
    const desk = await office({ ownApprovalAllowed: true })
    const { books, id } = await desk.api.registers.open(register(desk))
    const bookId = books[0]?.id ?? ''
    expect(await kinds(desk, bookId)).toEqual(['opening'])
    const { read } = desk.app.session.desk.db
    const [act] = await sql(read).all<{ body: string }>('SELECT body FROM act WHERE bookId = ?', [bookId])
    expect(JSON.parse(act?.body ?? '')).toMatchObject({ alone: true, opening: 418 })
    await desk.api.register.register(await entryInput(desk, { registerId: id }))
    await desk.api.registers.confirm({ bookId, second: SECOND })
    expect(await kinds(desk, bookId)).toEqual(['opening', 'registration', 'confirmation'])
    expect(await verdict(desk, id)).toBe('whole')
  })

  it('the founder’s books wait for a second person; at New Year the pen opens by itself, at 1', async () => {
    const desk = await office()
    const [incoming] = await desk.api.register.registers({})
    const bookId = incoming?.books[0]?.id ?? ''
    expect((await desk.api.registers.opening({ bookId })).confirmed).toBeNull()
    await logIn(desk, 'nadia')
    await expect(desk.api.registers.confirm({ bookId, second: SECOND })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'admin')
    await desk.api.registers.confirm({ bookId, second: SECOND })
    expect((await desk.api.registers.opening({ bookId })).confirmed).toMatchObject({ secondNames: same('said') })
    await logIn(desk, 'nadia')
    desk.clock.tick(60 * 24 * 3600_000)
    const entry = { ...(await entryInput(desk)), confirmDate: '2027-01-19' }
    expect((await desk.api.register.register(entry)).numberText).toBe('و/2027/00001')
  })

  it('nobody changes the first number afterwards: not by a change of the row, and not by another word', async () => {
    const desk = await office()
    const { id, books } = await desk.api.registers.open(register(desk, { second: SECOND }))
    const bookId = books[0]?.id ?? ''
    const inside = desk.app.session.desk
    const stamp = stampOf(inside, desk.app.session.actor)
    await expect(inside.db.write((tx) => patchRow(tx, 'book', bookId, { opening: 500 }, stamp))).rejects.toThrow()
    // A word for another number, as a program that was tampered with would chain it.
    await inside.db.write(async (tx) => {
      const book = await bookById(tx, bookId)
      if (!book) throw new Error('no book')
      const word = { secondId: stamp.userId, secondKey: inside.newId(), secondSignature: 'AAAA' }
      const body = { year: 2026, opening: 500, ...word }
      const act = { kind: 'confirmation', entryId: null, seq: 0, at: inside.clock.now(), body, signed: true }
      await chainAct(inside, tx, book, act, stamp)
    })
    expect(await verdict(desk, id)).toBe('altered')
  })
})
