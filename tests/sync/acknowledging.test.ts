import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields } from '../../contract/wire'
import { acknowledgementIdOf } from '../../domain/acknowledging/addressee'
import { addUser, closeDesks, logIn, same, type Roles, type TestDesk } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const reasons = async (pc: Pc, last: number): Promise<(string | null)[]> =>
  (await pc.outcomes()).slice(-last).map(({ state, reason }) => (state === 'parked' ? reason : state))
/** Somebody of a unit; whoever is logged in must be allowed to. */
async function member(desk: TestDesk, login: string, unitId: string | null, roles: Roles): Promise<void> {
  await addUser(desk, login, roles)
  const one = (await desk.api.users.list({})).find((person) => person.login === login)
  if (!one) throw new Error(login)
  await desk.api.users.update({ ...one, unitId })
}

it('what was given to a unit is acknowledged by that unit alone, from its own PC, and the registry sees it', async () => {
  const rabat = await firstPc(ministry)
  const units = (await rabat.api.office.get({})).units
  const ours = units[0]?.id ?? ''
  const theirs =
    (await rabat.api.units.add({ names: same('legal'), parentId: null, since: null })).find(({ id }) => id !== ours)
      ?.id ?? ''
  await member(rabat.desk, 'rachid', ours, ['clerk'])
  const lille = await secondPc(ministry, rabat)
  await member(lille.desk, 'nadia', ours, ['officer'])
  await member(lille.desk, 'zineb', theirs, ['officer'])
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'rachid')
  const { id, registerId } = await rabat.registers({ unitId: ours })
  const waiting = async (): Promise<number> =>
    (
      await rabat.api.register.outline({
        ...{ registerId, year: 2026, tab: 'all', text: '' },
        criteria: { acknowledged: 'without' },
      })
    ).total
  expect(await waiting()).toBe(1)
  // Who gave it does not say that it came.
  await expect(rabat.api.acknowledging.acknowledge({ entryId: id })).rejects.toMatchObject({ code: 'forbidden' })
  await bothSync(rabat, lille)

  await logIn(lille.desk, 'zineb')
  await expect(lille.api.acknowledging.acknowledge({ entryId: id })).rejects.toMatchObject({ code: 'forbidden' })
  const zineb = stampOf(lille)
  await logIn(lille.desk, 'nadia')
  const nadia = stampOf(lille)
  await logIn(lille.desk, 'zineb')
  const forged = (by: string | null, to: string, change: Fields = {}): Promise<string> => {
    const fields = {
      entryId: id,
      toKind: 'unit',
      toId: to,
      at: zineb.at,
      byId: by,
      deviceId: zineb.deviceId,
      ...change,
    }
    const row = acknowledgementIdOf(id, { kind: 'unit', id: to }, by ?? '')
    return says(lille, [{ entity: 'acknowledgement', id: row, kind: 'create', fields }])
  }
  // For another unit; in another's name; for a unit it was not given to; for an entry that is not here.
  await forged(zineb.userId, ours)
  await forged(nadia.userId, ours)
  await forged(zineb.userId, theirs)
  await forged(zineb.userId, ours, { entryId: v7() })
  await lille.syncs()
  expect(await reasons(lille, 4)).toEqual(['forbidden', 'forbidden', 'invalid', 'invalid'])

  await logIn(lille.desk, 'nadia')
  for (const _twice of [1, 2])
    expect(await lille.api.acknowledging.acknowledge({ entryId: id })).toMatchObject([
      { kind: 'unit', id: ours, byNames: { ar: 'nadia' }, mine: false },
    ])
  await bothSync(rabat, lille)
  expect(await reasons(lille, 1)).toEqual(['sent'])
  expect(await rabat.api.acknowledging.ofEntry({ entryId: id })).toMatchObject([{ byNames: { ar: 'nadia' } }])
  expect(await waiting()).toBe(0)
})
