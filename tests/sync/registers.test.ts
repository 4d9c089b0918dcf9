import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Register } from '../../contract/books'
import { sql } from '../../db/core/sql'
import { signedLetter } from '../fixtures/signed-letter'
import { addUser, closeDesks, entryInput, logIn, same } from '../fixtures/office'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const opens = (pc: Pc, code: string, opening = 1): Promise<Register> =>
  pc.api.registers.open({
    id: pc.desk.app.session.desk.newId(),
    ...{ kind: 'incoming', code, names: same(code), pattern: '{reg}/{year}[/{desk}]/{seq:5}', opening },
  })
const numbers = async (pc: Pc, registerId: string): Promise<string> =>
  (await pc.api.register.register(await entryInput(pc.desk, { registerId }))).numberText
const known = async (pc: Pc, id: string): Promise<Register | undefined> =>
  (await pc.api.register.registers({})).find((register) => register.id === id)

describe('registers of an office of several PCs (N6, N7)', () => {
  it('two PCs open one of the same code without a line: the second is told, gives it another code, and no number is lost', async () => {
    const rabat = await firstPc(ministry, { office: { ownApprovalAllowed: true } })
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    const first = await opens(rabat, 'ش', 418)
    const second = await opens(lille, 'ش')
    // Nobody numbers before the server has said whose the code is (N3).
    expect([first.standing, second.standing]).toEqual(['waiting', 'waiting'])
    for (const [pc, { id: registerId }] of [
      [rabat, first],
      [lille, second],
    ] as const) {
      await expect(numbers(pc, registerId)).rejects.toMatchObject({ code: 'register-unheard' })
      await expect(pc.api.register.preview({ registerId })).rejects.toMatchObject({ code: 'register-unheard' })
    }
    await rabat.syncs()
    expect(await numbers(rabat, first.id)).toBe('ش/2026/00418')

    expect(await lille.syncs()).toMatchObject({ parked: 1 })
    expect(await known(lille, second.id)).toMatchObject({ standing: 'refused' })
    const [held] = await lille.api.sync.parked({})
    expect(held).toMatchObject({ entity: 'register', reason: 'code-taken', refused: 'same-again', title: 'ش' })
    await expect(numbers(lille, second.id)).rejects.toMatchObject({ code: 'code-taken', params: { code: 'ش' } })
    const wanted = { id: second.id, names: same('آخر'), basedOn: same('ش') }
    await expect(lille.api.registers.rename(wanted)).rejects.toMatchObject({ code: 'code-taken' })
    await expect(lille.api.registers.recode({ id: second.id, code: 'ش' })).rejects.toMatchObject({ code: 'code-taken' })

    expect(await lille.api.registers.recode({ id: second.id, code: 'شك' })).toMatchObject({ standing: 'waiting' })
    expect(await lille.syncs()).toMatchObject({ parked: 0, waiting: 0 })
    expect(await lille.api.sync.parked({})).toEqual([])
    expect(await numbers(lille, second.id)).toBe('شك/2026/RB2/00001')

    // Each opens a book of its own in the other's register, once, and numbers beside it.
    await bothSync(rabat, lille)
    expect((await rabat.api.register.registers({})).map(({ code }) => code)).toEqual(['و', 'ش', 'شك', 'ص'])
    await expect(numbers(rabat, second.id)).rejects.toMatchObject({ code: 'no-book' })
    await rabat.api.registers.openBook({ registerId: second.id, opening: 1 })
    await lille.api.registers.openBook({ registerId: first.id, opening: 1 })
    await expect(lille.api.registers.openBook({ registerId: first.id, opening: 1 })).rejects.toMatchObject({
      code: 'stale',
    })
    expect(await numbers(rabat, second.id)).toBe('شك/2026/00001')
    expect(await numbers(lille, first.id)).toBe('ش/2026/RB2/00001')
    await bothSync(rabat, lille)
    for (const pc of [rabat, lille]) {
      expect(await pc.syncs()).toMatchObject({ waiting: 0, parked: 0 })
      for (const { id } of [first, second])
        for (const verdict of await pc.api.register.verify({ registerId: id, year: 2026 }))
          expect(verdict).toMatchObject({ result: 'whole', acts: 2 })
    }
    expect(await rabat.rows()).toEqual(await lille.rows())
  })

  it('only whoever opened it gives it another code: the act is theirs (I5)', async () => {
    const rabat = await firstPc(ministry, { office: { ownApprovalAllowed: true } })
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    await opens(rabat, 'ش')
    const { id } = await opens(lille, 'ش')
    await lille.api.users.add({
      ...{ login: 'other', password: 'كلمة سر طويلة', names: same('other'), roles: ['headOfRegistry'] },
      ...{ clearance: 'ordinary', unitId: null },
    })
    await bothSync(rabat, lille)
    await logIn(lille.desk, 'other')
    await lille.api.session.changePassword({ current: 'كلمة سر طويلة', next: 'كلمة أخرى طويلة جدا' })
    await expect(lille.api.registers.recode({ id, code: 'شك' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await known(lille, id)).toMatchObject({ code: 'ش', standing: 'refused' })
  })

  it('the server takes a letter by an outgoing register only, whatever a PC says of its own (W2)', async () => {
    const rabat = await firstPc(ministry, { office: { ownApprovalAllowed: true } })
    for (const [login, role] of [
      ['nadia', 'clerk'],
      ['karim', 'officer'],
      ['said', 'headOfOffice'],
    ] as const)
      await addUser(rabat.desk, login, [role], 'secret')
    const letter = await signedLetter(rabat.desk)
    await rabat.syncs()
    await logIn(rabat.desk, 'karim')
    const unitId = (await rabat.api.office.get({})).units[0]?.id ?? ''
    const incoming = (await rabat.api.register.registers({})).find(({ kind }) => kind === 'incoming')
    await rabat.db.write((tx) =>
      sql(tx).run(`UPDATE register SET kind = 'outgoing' WHERE id = ?`, [incoming?.id ?? '']),
    )
    await rabat.api.letters.issue({ id: letter, unitId, channel: 'post', registerId: incoming?.id ?? '' })
    await rabat.syncs()
    expect((await rabat.outcomes()).filter(({ reason }) => reason === 'stale-pen')).not.toEqual([])
  })

  it('a new office numbers at once while its registers are still on their way to its first server', async () => {
    const rabat = await firstPc(ministry, { office: { ownApprovalAllowed: true } })
    for (const { standing } of await rabat.api.register.registers({})) expect(standing).toBe('taken')
    expect((await rabat.registers()).numberText).toBe('و/2026/00001')
  })
})
