import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Valuable } from '../../contract/valuables'
import type { Entry } from '../../contract/register'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, officeDesk, PASSWORD, type TestDesk } from '../fixtures/office'
import { textOf } from '../fixtures/paper'

let desk: TestDesk
let entry: Entry
let secret: Entry
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'amina', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'zineb', ['headOfRegistry'], 'secret')
  await addUser(desk, 'salma', ['socialWorker'])
  await logIn(desk, 'said')
  secret = await desk.api.register.register(await entryInput(desk, { subject: 'ملف سري', level: 'secret' }))
  await logIn(desk, 'nadia')
  entry = await desk.api.register.register(await entryInput(desk, { subject: 'طلب جواز' }))
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const passport = { kind: 'passport' as const, number: 'GL417', pieces: 1, amount: null, currency: null, owner: 'خديجة' }
const cash = (amount: string) => ({ ...passport, kind: 'cash' as const, number: '', amount, currency: 'MAD' })
const amina = { login: 'amina', password: PASSWORD }
const receive = (things: (typeof passport | ReturnType<typeof cash>)[], by = amina, entryId = entry.id) =>
  desk.api.valuables.receive({
    ...{ entryId, who: 'خديجة العمراني', note: '' },
    things: things.map((one) => ({ ...one, id: newId() })),
    ...by,
  })
const move = (of: Pick<Valuable, 'id' | 'at'>, kind: 'handedOn' | 'cameBack' | 'returned' | 'reversed', note = '') =>
  desk.api.valuables.move({ of: [{ id: of.id, at: of.at }], kind, who: 'مصلحة الجوازات', note, ...amina })
const one = (list: readonly Valuable[]): Valuable => {
  const [first] = list
  if (!first) throw new Error('nothing')
  return first
}

describe('the valuables book (D3)', () => {
  let thing: Valuable

  it('takes a thing in by two people: never by one alone, by a wrong password, or by who may not', async () => {
    thing = one(await receive([passport]))
    expect(thing).toMatchObject({ where: 'inSafe', numberText: entry.numberText, who: 'خديجة العمراني' })
    const as = (login: string, password = PASSWORD) => receive([passport], { login, password })
    await expect(as('nadia')).rejects.toMatchObject({ code: 'second-keeper' })
    await expect(as('salma')).rejects.toMatchObject({ code: 'second-keeper' })
    await expect(as('amina', 'x')).rejects.toMatchObject({ code: 'wrong-password' })
    await expect(receive([{ ...cash('5'), currency: null as unknown as string }])).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const { movements } = await desk.api.valuables.get({ id: thing.id })
    expect(movements).toMatchObject([
      { kind: 'received', word: 'holds', firstNames: { ar: 'nadia' }, secondNames: { ar: 'amina' } },
    ])
    expect(await desk.api.valuables.ofEntry({ entryId: entry.id })).toHaveLength(1)
  })

  it('moves a thing only where it can go, after what was seen, and an error is a movement with a reason', async () => {
    desk.clock.tick(60_000)
    await expect(move(thing, 'cameBack')).rejects.toMatchObject({ code: 'invalid-input' })
    const away = one(await move(thing, 'handedOn'))
    expect(away).toMatchObject({ where: 'handedOn', who: 'مصلحة الجوازات' })
    // As it stood before: somebody else moved it meanwhile.
    await expect(move(thing, 'returned')).rejects.toMatchObject({ code: 'stale' })
    desk.clock.tick(60_000)
    await expect(move(away, 'reversed')).rejects.toMatchObject({ code: 'invalid-input' })
    const again = one(await move(away, 'reversed', 'خطأ في الرقم'))
    expect(again.where).toBe('inSafe')
    await expect(move(again, 'reversed', 'x')).rejects.toMatchObject({ code: 'invalid-input' })
    desk.clock.tick(60_000)
    const gone = one(await move(again, 'returned'))
    const { movements } = await desk.api.valuables.get({ id: thing.id })
    expect(movements.map(({ kind, word }) => `${kind} ${word}`)).toEqual(
      ['received', 'handedOn', 'reversed', 'returned'].map((kind) => `${kind} holds`),
    )
    expect(gone.where).toBe('returned')
    expect((await desk.api.valuables.list({ tab: 'safe' })).rows).toEqual([])
  })

  it('says what is in the safe, and a stock-taking on paper what of it was not found', async () => {
    const things = await receive([cash('1500.50'), cash('200'), passport])
    expect(await desk.api.valuables.balance({})).toEqual([
      { kind: 'cash', currency: 'MAD', things: 2, pieces: 2, amount: '1700.50' },
      { kind: 'passport', currency: null, things: 1, pieces: 1, amount: null },
    ])
    const found = things.slice(1).map(({ id }) => id)
    const printed = await desk.api.valuables.stock({ found, beside: '' })
    expect(printed.missing).toBe(1)
    const text = await textOf(desk, printed.url)
    for (const part of ['1500.50', 'GL417', 'Écarts', 'Second dépositaire']) expect(text).toContain(part)
    expect(
      await textOf(desk, (await desk.api.valuables.stock({ found: things.map(({ id }) => id), beside: '' })).url),
    ).not.toContain('Écarts')
  })

  it('is seen by whoever sees what it came with, and its second person must be one of them (A2)', async () => {
    await logIn(desk, 'said')
    await expect(receive([passport], amina, secret.id)).rejects.toMatchObject({ code: 'second-keeper' })
    await logIn(desk, 'amina')
    const by = { login: 'said', password: PASSWORD }
    await expect(receive([passport], by, secret.id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await desk.api.valuables.ofEntry({ entryId: secret.id })).toEqual([])
  })

  it('of an entry above ordinary its things are recorded before they are shown or printed (A3)', async () => {
    await logIn(desk, 'said')
    await receive([passport], { login: 'zineb', password: PASSWORD }, secret.id)
    const recorded = async (kind: 'listed' | 'print') =>
      (
        await sql(desk.app.session.desk.db.read).all<{ n: number }>(
          'SELECT count(*) AS n FROM securityLog WHERE kind = ?',
          [kind],
        )
      )[0]?.n
    expect(await recorded('listed')).toBe(0)
    expect(await desk.api.valuables.ofEntry({ entryId: secret.id })).toHaveLength(1)
    expect(await recorded('listed')).toBe(1)
    for (const n of [1, 2]) {
      await desk.api.valuables.stock({ found: [], beside: '' })
      expect(await recorded('print')).toBe(n)
    }
    await logIn(desk, 'amina')
  })

  it('takes nothing in with a line of a book that is still being transcribed (ADR 029)', async () => {
    const { db } = desk.app.session.desk
    await db.write((tx) =>
      sql(tx).run('INSERT INTO transcribing (bookId, firstD) SELECT bookId, 1e9 FROM entry WHERE id = ?', [entry.id]),
    )
    const nadia = { login: 'nadia', password: PASSWORD }
    await expect(receive([passport], nadia)).rejects.toMatchObject({ code: 'import-underway' })
    await expect(desk.api.papers.sheet({ entryId: entry.id })).rejects.toMatchObject({ code: 'import-underway' })
    await db.write((tx) => sql(tx).run('DELETE FROM transcribing', []))
  })

  it('shows a row that somebody altered with another program', async () => {
    const { db } = desk.app.session.desk
    const { rows } = await desk.api.valuables.list({ tab: 'safe' })
    const money = rows.find(({ amount }) => amount === '1500.50')
    await db.write((tx) => sql(tx).run('UPDATE valuable SET amount = ? WHERE id = ?', ['150', money?.id ?? '']))
    expect((await desk.api.valuables.get({ id: money?.id ?? '' })).movements).toMatchObject([{ word: 'broken' }])
  })
})
