import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Countersignature } from '../../contract/countersigning'
import { sql, type Tx } from '../../db/core/sql'
import { bookById } from '../../db/register/books'
import { createRow, patchRow } from '../../db/outbox/changes'
import { chainAct } from '../../main/register/books'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

const DAY = '2026-11-20'
let ministry: Ministry
let rabat: Pc
let lille: Pc
beforeAll(async () => {
  ministry = await Ministry.open()
  rabat = await firstPc(ministry)
  await addUser(rabat.desk, 'rachid', ['headOfRegistry'], 'secret')
  lille = await secondPc(ministry, rabat, 'said', 'RB2', ['headOfOffice'])
  await logIn(rabat.desk, 'rachid')
  await bothSync(rabat, lille)
})
afterAll(async () => {
  await closeDesks()
  await ministry.close()
})

const book = async (): Promise<{ bookId: string; registerId: string }> => {
  const register = (await rabat.api.register.registers({})).find(({ kind }) => kind === 'incoming')
  const held = register?.books.find(({ heldHere }) => heldHere)
  if (!register || !held) throw new Error('no book')
  return { bookId: held.id, registerId: register.id }
}
const newest = async (): Promise<number> => {
  const { bookId } = await book()
  return (await rabat.api.closing.books({})).find(({ id }) => id === bookId)?.newest ?? 0
}
const one = async (pc: Pc, id: string): Promise<Countersignature> => {
  const found = (await pc.api.countersigning.list({})).find((row) => row.id === id)
  if (!found) throw new Error('not there')
  return found
}
const verdict = async (pc: Pc): Promise<string | undefined> =>
  (await pc.api.register.verify({ registerId: (await book()).registerId, year: 2026 }))[0]?.result
const parked = async (pc: Pc): Promise<(string | null)[]> =>
  (await pc.outcomes()).filter(({ state }) => state === 'parked').map(({ reason }) => reason)
async function asked(reason = 'قيد سقط سهوا'): Promise<string> {
  const id = rabat.desk.app.session.desk.newId()
  await rabat.api.countersigning.ask({ id, bookId: (await book()).bookId, closing: await newest(), reason })
  await bothSync(rabat, lille)
  return id
}

describe('two people at two PCs (I4, N1)', () => {
  it('a day is opened again with a word given at another PC, while the book goes on; every desk proves it', async () => {
    const { bookId } = await book()
    await rabat.registers()
    await rabat.api.closing.closeDays({ bookId, through: DAY })
    const id = await asked()
    expect(await one(lille, id)).toMatchObject({ state: 'asked', mayAnswer: true, mine: false, date: DAY })
    expect(await one(rabat, id)).toMatchObject({ state: 'asked', mayAnswer: false, mayCarryOut: false, mine: true })
    await expect(rabat.api.countersigning.answer({ id, refusal: null })).rejects.toMatchObject({
      code: 'second-person',
    })
    await expect(rabat.api.countersigning.carryOut({ id })).rejects.toMatchObject({ code: 'stale' })

    await lille.api.countersigning.answer({ id, refusal: null })
    // The chain moves on before the word comes back: a deposit of the sheet is an act of the book.
    const deposit = { closings: [await newest()], where: 'الأرشيف', date: DAY, receipt: '7' }
    await rabat.api.closing.deposit({ bookId, ...deposit })
    await bothSync(rabat, lille)
    expect(await one(rabat, id)).toMatchObject({ state: 'given', mayCarryOut: true })
    await expect(lille.api.countersigning.carryOut({ id })).rejects.toMatchObject({ code: 'forbidden' })
    await rabat.api.countersigning.carryOut({ id })
    await rabat.registers()
    await bothSync(rabat, lille)
    expect([await parked(rabat), await parked(lille)]).toEqual([[], []])
    expect([await verdict(rabat), await verdict(lille)]).toEqual(['whole', 'whole'])
    expect((await one(lille, id)).state).toBe('done')
    await expect(rabat.api.countersigning.carryOut({ id })).rejects.toMatchObject({ code: 'stale' })
  })

  it('the first number of a book is confirmed so too', async () => {
    const { bookId } = await book()
    const id = rabat.desk.app.session.desk.newId()
    await rabat.api.countersigning.ask({ id, bookId, closing: null, reason: '' })
    await bothSync(rabat, lille)
    await lille.api.countersigning.answer({ id, refusal: null })
    await bothSync(rabat, lille)
    await rabat.api.countersigning.carryOut({ id })
    await bothSync(rabat, lille)
    expect(await lille.api.registers.opening({ bookId })).toMatchObject({ confirmed: { secondNames: { ar: 'said' } } })
    expect(await verdict(lille)).toBe('whole')
    expect(await parked(rabat)).toEqual([])
  })

  it('is refused with a reason, or withdrawn; either way it is no word', async () => {
    const { bookId } = await book()
    await rabat.api.closing.closeDays({ bookId, through: DAY })
    const refused = await asked()
    await lille.api.countersigning.answer({ id: refused, refusal: 'اليوم مودع في الأرشيف' })
    const withdrawn = await asked()
    await rabat.api.countersigning.withdraw({ id: withdrawn })
    await bothSync(rabat, lille)
    expect(await one(rabat, refused)).toMatchObject({ state: 'refused', refusal: 'اليوم مودع في الأرشيف' })
    await expect(lille.api.countersigning.answer({ id: withdrawn, refusal: null })).rejects.toMatchObject({
      code: 'stale',
    })
    for (const id of [refused, withdrawn])
      await expect(rabat.api.countersigning.carryOut({ id })).rejects.toMatchObject({ code: 'stale' })
  })

  it('forged: asked in another’s name, answered in another’s, given after its hour, said of another closing: the server takes none', async () => {
    const { bookId } = await book()
    const id = await asked('سبب')
    await lille.api.countersigning.answer({ id, refusal: null })
    await bothSync(rabat, lille)
    const { session } = rabat.desk.app
    const me = session.actor.userId
    const them = (await lille.desk.app.session).actor.userId
    const row = {
      bookId,
      what: 'reopening',
      closing: await newest(),
      reason: 'x',
      askedAt: session.desk.clock.now(),
      deviceId: session.desk.device.id,
    }
    const own = session.desk.newId()
    const answer = { answeredAt: 2, until: 9, secondSignature: 'x' }
    // A change is one thing: each forgery is said by itself.
    const forgeries: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => createRow(tx, 'countersignature', session.desk.newId(), { ...row, firstId: them }, stampOf(rabat)),
      (tx) => createRow(tx, 'countersignature', own, { ...row, firstId: me }, stampOf(rabat)),
      (tx) => patchRow(tx, 'countersignature', own, { ...answer, secondId: me }, stampOf(rabat)),
      (tx) => patchRow(tx, 'countersignature', own, { ...answer, secondId: them }, stampOf(rabat)),
    ]
    for (const forge of forgeries) await rabat.db.write(async (tx) => void (await forge(tx)))
    await bothSync(rabat, lille)
    expect(new Set(await parked(rabat))).toEqual(new Set(['forbidden']))
    expect((await lille.api.countersigning.list({})).filter(({ reason }) => reason === 'x')).toMatchObject([
      { state: 'asked' },
    ])

    const given = await sql(rabat.db.read).all<{ secondKey: string; secondSignature: string; until: number }>(
      'SELECT secondId, secondKey, secondSignature, until FROM countersignature WHERE id = ?',
      [id],
    )
    const [word] = given
    const before = (await parked(rabat)).length
    for (const forged of [{ reason: 'سبب آخر' }, { until: (word?.until ?? 0) + 1 }, { until: undefined }])
      await rabat.db.write(async (tx) => {
        const held = await bookById(tx, bookId)
        if (!held) throw new Error('no book')
        const body = JSON.parse(JSON.stringify({ closing: row.closing, reason: 'سبب', ...word, ...forged })) as object
        const act = {
          kind: 'reopening',
          entryId: null,
          seq: 0,
          at: session.desk.clock.now(),
          body: { ...body },
          signed: true,
        }
        await chainAct(session.desk, tx, held, act, stampOf(rabat))
      })
    await bothSync(rabat, lille)
    expect((await parked(rabat)).length).toBeGreaterThanOrEqual(before + 3)
    expect(await parked(rabat)).toContain('unproven')
  })
})
