import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addUser, closeDesks, same } from '../fixtures/office'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const arrived = async (pc: Pc): Promise<number> => {
  const filter = { personId: null, group: 'rights', from: null, to: null, before: null, limit: 100 } as const
  const { lines } = await pc.api.security.lines(filter)
  return lines.filter((line) => line.kind === 'rightsArrived').length
}

describe('what the security log says of rights that came from elsewhere', () => {
  it('is one line a person whose rights, state or keys are other than they were, and none for a name', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    const begun = [await arrived(rabat), await arrived(lille)] as const
    const more = async (): Promise<number[]> => {
      await bothSync(rabat, lille)
      return [(await arrived(rabat)) - begun[0], (await arrived(lille)) - begun[1]]
    }
    // One's own rows come back from the server as they were sent.
    expect(await more()).toEqual([0, 0])
    const id = await addUser(rabat.desk, 'nadia', ['clerk'])
    expect(await more()).toEqual([0, 1])
    const person = (await rabat.api.users.list({})).find((user) => user.id === id) ?? expect.fail('nadia is not here')
    const { roles, clearance, unitId, active } = person
    const now = { id, roles, clearance, unitId, active }
    await rabat.api.users.update({ ...now, names: same('نادية') })
    expect(await more()).toEqual([0, 1])
    await rabat.api.users.update({ ...now, names: same('نادية'), roles: ['clerk', 'officer'] })
    expect(await more()).toEqual([0, 2])
    await rabat.api.users.setPassword({ id, password: 'كلمة أخرى طويلة جدا' })
    expect(await more()).toEqual([0, 3])
    await rabat.api.users.update({ ...now, names: same('نادية'), roles: ['clerk', 'officer'], active: false })
    expect(await more()).toEqual([0, 4])
  })
})
