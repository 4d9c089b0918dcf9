import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, logIn, PASSWORD, same } from '../fixtures/office'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

const OTHER = 'كلمة أخرى طويلة جدا'
let ministry: Ministry
let rabat: Pc
let lille: Pc
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
beforeEach(async () => {
  rabat = await firstPc(ministry)
  lille = await secondPc(ministry, rabat)
  await bothSync(rabat, lille)
})
afterEach(closeDesks)

/** Added on Lille without a line, with a password of their own. */
async function addsInLille(login: string): Promise<string> {
  const id = await addUser(lille.desk, login, ['clerk'])
  const sits = { login, password: OTHER }
  await logIn(lille.desk, login)
  await lille.api.session.changePassword({ current: PASSWORD, next: OTHER })
  await lille.api.session.logIn(sits)
  return id
}

describe('two desks that made the same login without a line', () => {
  it('both administrators are told, the second is renamed where it was made, nothing is lost, and passwords are not mixed up', async () => {
    const first = await addUser(rabat.desk, 'salma', ['clerk'])
    const second = await addsInLille('salma')
    const entry = await lille.registers({ subject: 'قبل إعادة التسمية' })
    const card = await lille.writes({ city: 'ليل' })
    await rabat.syncs()
    await lille.syncs()
    await rabat.syncs()
    // Told, on both, in words: who had it first, who came second, and where it is mended.
    await logIn(lille.desk, 'karim')
    const told = { userId: second, login: 'salma', names: same('salma'), first: same('salma'), device: 'Lille RB2' }
    expect(await rabat.api.users.twice({})).toEqual([{ ...told, here: false }])
    expect(await lille.api.users.twice({})).toEqual([{ ...told, here: true }])
    expect((await rabat.api.sync.status({})).logins).toBe(1)
    expect((await lille.api.sync.status({})).logins).toBe(1)
    // Until then both log in on their own PC with their own password, and work.
    await logIn(rabat.desk, 'salma')
    expect(rabat.desk.app.session.actor.userId).toBe(first)
    await lille.api.session.logIn({ login: 'SALMA', password: OTHER })
    expect(lille.desk.app.session.actor.userId).toBe(second)
    const later = await lille.registers({ subject: 'في انتظار التسمية' })
    await lille.syncs()
    // The first gets no slot under the same login here: it would open the other's seat.
    await logIn(lille.desk, 'karim')
    await expect(lille.api.users.setPassword({ id: first, password: PASSWORD })).rejects.toMatchObject({
      code: 'login-taken',
    })
    const person = (await lille.api.users.list({})).find((u) => u.id === second)
    if (!person) expect.fail('made here')
    const { names, roles, clearance, unitId, active } = person
    const rename = { id: second, names, roles, clearance, unitId, active }
    await expect(lille.api.users.update({ ...rename, login: 'Salma' })).rejects.toMatchObject({ code: 'login-taken' })
    await lille.api.users.update({ ...rename, login: 'salma.lille' })
    expect(await lille.api.users.twice({})).toEqual([])
    await lille.syncs()
    // With the new login and the old password; the old login opens nobody's seat here.
    await expect(lille.api.session.logIn({ login: 'salma', password: OTHER })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    await lille.api.session.logIn({ login: 'salma.lille', password: OTHER })
    expect(lille.desk.app.session.actor.userId).toBe(second)
    // What they had done meanwhile goes by itself, under the numbers it had.
    await lille.syncs()
    expect(await lille.syncs()).toMatchObject({ waiting: 0, parked: 0 })
    await logIn(rabat.desk, 'admin')
    await rabat.syncs()
    expect(await rabat.api.users.twice({})).toEqual([])
    expect((await rabat.api.sync.status({})).logins).toBe(0)
    const logins = (await rabat.api.users.list({})).filter((u) => [first, second].includes(u.id)).map((u) => u.login)
    expect(logins.sort()).toEqual(['salma', 'salma.lille'])
    for (const { id, numberText } of [entry, later])
      expect(await rabat.row('entry', id)).toMatchObject({ numberText, registeredById: second })
    expect(await rabat.row('contact', card)).toBeDefined()
    // The first may now have a slot in Lille too, and sits in their own seat.
    await logIn(lille.desk, 'karim')
    await lille.api.users.setPassword({ id: first, password: PASSWORD })
    await logIn(lille.desk, 'salma')
    expect(lille.desk.app.session.actor.userId).toBe(first)
  })

  it.each([
    ['other capitals', 'salma9', 'SALMA9'],
    ['Arabic digits', 'salma1', 'salma١'],
    ['Persian digits', 'salma2', 'salma۲'],
    ['wide letters', 'salma3', 'ｓａｌｍａ３'],
  ])('%s make no second login: neither here, nor at the log-in, nor on the server', async (_kind, one, other) => {
    await addUser(rabat.desk, one, ['clerk'])
    await expect(addUser(rabat.desk, other, ['clerk'])).rejects.toMatchObject({ code: 'login-taken' })
    await rabat.api.session.logIn({ login: other, password: PASSWORD })
    await logIn(rabat.desk, 'admin')
    const second = await addUser(lille.desk, other, ['clerk'])
    await bothSync(rabat, lille)
    expect((await rabat.api.users.twice({})).map((t) => t.userId)).toEqual([second])
  })

  it('renamed on another PC, while the window here is locked: the same person’s slot opens by the new login', async () => {
    const id = await addUser(rabat.desk, 'omar', ['clerk'])
    await bothSync(rabat, lille)
    await logIn(rabat.desk, 'omar')
    await rabat.api.session.lock({})
    const person = (await lille.api.users.list({})).find((u) => u.id === id)
    if (!person) expect.fail('pulled')
    const { names, roles, clearance, unitId, active } = person
    await lille.api.users.update({ id, names, roles, clearance, unitId, active, login: 'omar.rabat' })
    await lille.syncs()
    await rabat.desk.app.line.tryNow()
    await expect.poll(async () => (await rabat.api.session.state({})).login).toBe('omar.rabat')
    await logIn(rabat.desk, 'omar.rabat')
    expect(rabat.desk.app.session.actor.userId).toBe(id)
    const slots = await sql(rabat.db.read).all('SELECT id FROM user WHERE login = ?', ['omar.rabat'])
    expect(slots).toEqual([{ id }])
  })
})
