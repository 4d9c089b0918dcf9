import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Addressee } from '../../contract/routing'
import type { Fields } from '../../contract/wire'
import { actionIdOf } from '../../domain/routing/assignment'
import { addUser, closeDesks, logIn, same, type Roles, type TestDesk } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

async function member(desk: TestDesk, login: string, unitId: string | null, roles: Roles): Promise<string> {
  const id = await addUser(desk, login, roles)
  const one = (await desk.api.users.list({})).find((person) => person.login === login)
  if (one) await desk.api.users.update({ ...one, unitId })
  return id
}
const give = async (pc: Pc, entryId: string, to: Addressee, reason = '') => {
  const { standing } = await pc.api.routing.ofEntry({ entryId })
  const words = { instruction: null, text: '', dueOn: null, inOrder: false, copies: [], reason }
  return pc.api.routing.assign({ purpose: 'action', to: [to], ...words, id: v7(), entryId, after: standing })
}
const state = async (pc: Pc, entryId: string) =>
  (await pc.api.routing.ofEntry({ entryId })).assignments.map(({ to, ended }) => [to.id, ended?.outcome ?? null])
const reasons = async (pc: Pc, last: number): Promise<(string | null)[]> =>
  (await pc.outcomes()).slice(-last).map(({ state: done, reason }) => (done === 'parked' ? reason : done))

/** Two PCs of one office; on each a clerk who may assign, and an officer of a unit. */
async function office() {
  const rabat = await firstPc(ministry)
  const ours = (await rabat.api.office.get({})).units[0]?.id ?? ''
  const theirs = (await rabat.api.office.get({})).units[1]?.id ?? ''
  await member(rabat.desk, 'rachid', null, ['clerk'])
  const karim = await member(rabat.desk, 'karim2', ours, ['officer'])
  const lille = await secondPc(ministry, rabat)
  await member(lille.desk, 'hind', null, ['clerk', 'headOfOffice'])
  await member(lille.desk, 'nadia', theirs, ['officer'])
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'rachid')
  await logIn(lille.desk, 'hind')
  const unit = (id: string) => ({ kind: 'unit' as const, id })
  return { rabat, lille, ours: unit(ours), theirs: unit(theirs), karim }
}

it('W1: two desks that assign one entry at once never have two that answer: alike it is one word, otherwise a person decides', async () => {
  const { rabat, lille, ours, theirs } = await office()
  const [alike, otherwise] = [(await rabat.registers()).id, (await rabat.registers()).id]
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) await give(pc, alike, ours)
  await give(rabat, otherwise, ours)
  await give(lille, otherwise, theirs)
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) {
    expect(await state(pc, alike)).toEqual([[ours.id, null]])
    expect(await state(pc, otherwise)).toEqual([[ours.id, null]])
    expect((await pc.outcomes()).filter(({ state: done }) => done === 'parked')).toEqual([])
  }
  // The other word is kept beside it; a head chooses it, and both desks have it.
  const [conflict] = (await lille.api.sync.conflicts({})).filter(({ entity }) => entity === 'assignment')
  expect(conflict).toMatchObject({ group: 'assignmentGiven', rowId: actionIdOf(otherwise, 1) })
  await lille.api.sync.decide({ id: conflict?.id ?? '', keep: 'other' })
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) expect(await state(pc, otherwise)).toEqual([[theirs.id, null]])
  expect((await lille.api.sync.conflicts({})).filter(({ decidedAt }) => decidedAt === null)).toEqual([])
})

it('W1: one answers while another passes it on, each without a line: what was passed on stands, and how it ended is decided', async () => {
  const { rabat, lille, ours, theirs } = await office()
  const { id } = await rabat.registers()
  await give(rabat, id, ours)
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'karim2')
  const standing = (await rabat.api.routing.ofEntry({ entryId: id })).standing ?? ''
  await rabat.api.routing.open({ entryId: id })
  await rabat.api.routing.end({ id: standing, outcome: 'answered', said: 'ص/2026/00001' })
  await give(lille, id, theirs, 'من اختصاصهم')
  await bothSync(rabat, lille)
  const [here, there] = [await state(rabat, id), await state(lille, id)]
  expect(here).toEqual(there)
  expect(here).toEqual([
    [ours.id, 'answered'],
    [theirs.id, null],
  ])
  const [conflict] = (await lille.api.sync.conflicts({})).filter(({ entity }) => entity === 'assignment')
  expect(conflict).toMatchObject({ group: 'assignmentEnd', rowId: standing })
  expect((await rabat.outcomes()).concat(await lille.outcomes()).filter((o) => o.state === 'parked')).toEqual([])
})

it('W1: pulled back here and opened there at once: it is pulled back, and who opened it is told', async () => {
  const { rabat, lille, theirs } = await office()
  const { id } = await rabat.registers()
  await give(rabat, id, theirs)
  await bothSync(rabat, lille)
  await logIn(lille.desk, 'nadia')
  await lille.api.routing.open({ entryId: id })
  await rabat.api.routing.end({
    id: (await rabat.api.routing.ofEntry({ entryId: id })).standing ?? '',
    outcome: 'pulledBack',
    said: '',
  })
  await rabat.syncs()
  await lille.syncs()
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) {
    const [one] = (await pc.api.routing.ofEntry({ entryId: id })).assignments
    expect(one).toMatchObject({ ended: { outcome: 'pulledBack' }, opened: { byNames: same('nadia') } })
  }
})

it('A1, A2, W1: the server refuses what nobody at a desk could have done', async () => {
  const { rabat, lille, ours, theirs, karim } = await office()
  const { id: entryId } = await rabat.registers()
  const { id: secret } = await rabat.registers({ level: 'secret' })
  await give(rabat, entryId, ours)
  await bothSync(rabat, lille)
  await logIn(lille.desk, 'nadia')
  const { userId, deviceId } = stampOf(lille)
  const given = (change: Fields, id = v7()) => ({
    entity: 'assignment',
    id,
    kind: 'create',
    fields: {
      ...{ entryId, turn: 0, purpose: 'information', afterId: null, toKind: 'unit', toId: theirs.id, text: '', at: 1 },
      ...{ instruction: null, dueOn: null, byId: userId, deviceId, openedAt: null, openedById: null },
      ...{ openedDeviceId: null, outcome: null, said: null, endedAt: null, endedById: null, endedDeviceId: null },
      ...change,
    },
  })
  const ended = (id: string, outcome: string, change: Fields = {}) => ({
    entity: 'assignment',
    id,
    kind: 'patch',
    fields: { outcome, said: 'x', endedAt: 2, endedById: userId, endedDeviceId: deviceId, ...change },
    before: { outcome: null, said: null, endedAt: null, endedById: null, endedDeviceId: null },
  })
  const turn = (n: number, change: Fields = {}) =>
    given({ turn: n, purpose: 'action', ...change }, actionIdOf(entryId, n))
  const first = actionIdOf(entryId, 1)
  const refused: [Parameters<typeof says>[1], string][] = [
    // Nadia is of another unit: she gives nothing away, answers nothing and takes nothing back.
    [[given({})], 'forbidden'],
    [[ended(first, 'answered')], 'forbidden'],
    [[ended(first, 'pulledBack')], 'forbidden'],
    [[ended(first, 'redirected'), turn(2)], 'forbidden'],
    [
      [{ ...ended(first, 'answered'), fields: { openedAt: 2, openedById: userId, openedDeviceId: deviceId } }],
      'forbidden',
    ],
    // In another's name, to nobody, out of turn, under another id, of what she may not see.
    [[given({ byId: karim })], 'forbidden'],
    [[given({ toId: v7() })], 'invalid'],
    [[turn(3)], 'wrong-state'],
    [[given({ turn: 2, purpose: 'action' })], 'invalid'],
    [[given({ entryId: secret, purpose: 'following', toKind: 'person', toId: userId })], 'forbidden'],
    [[given({ entryId: secret, toKind: 'person', toId: userId })], 'forbidden'],
    [[given({ purpose: 'following', toKind: 'person', toId: karim })], 'invalid'],
    // Where it was given to is not written over, whoever says so.
    [[{ ...ended(first, 'answered'), fields: { toId: theirs.id } }], 'fixed-field'],
  ]
  for (const [steps] of refused) await says(lille, steps)
  await lille.syncs()
  const last = refused.flatMap(([steps, reason]) => steps.map(() => reason))
  expect(await reasons(lille, last.length)).toEqual(last)
  // A clerk who may assign shows a secret to nobody who is not cleared; a head does.
  await logIn(lille.desk, 'hind')
  await rabat.syncs()
  expect(await state(rabat, entryId)).toEqual([[ours.id, null]])
  await logIn(rabat.desk, 'rachid')
  const rachid = stampOf(rabat)
  const shows = given({
    entryId: secret,
    toKind: 'person',
    toId: karim,
    byId: rachid.userId,
    deviceId: rachid.deviceId,
  })
  await says(rabat, [shows])
  await rabat.syncs()
  expect(await reasons(rabat, 1)).toEqual(['forbidden'])
})

it('A2: who sees an entry only because it was given to them answers it from their own PC', async () => {
  const { rabat, lille } = await office()
  const { id } = await rabat.registers({ level: 'confidential' })
  const nadia = (await rabat.api.routing.colleagues({})).find(({ names }) => names.ar === 'nadia')?.id ?? ''
  await expect(give(rabat, id, { kind: 'person', id: nadia })).rejects.toMatchObject({ code: 'assignment-not-cleared' })
  await logIn(rabat.desk, 'admin')
  await member(rabat.desk, 'chief', null, ['headOfOffice', 'headOfRegistry'])
  const chief = (await rabat.api.users.list({})).find(({ login }) => login === 'chief')
  if (chief) await rabat.api.users.update({ ...chief, clearance: 'secret' })
  await logIn(rabat.desk, 'chief')
  await give(rabat, id, { kind: 'person', id: nadia })
  await bothSync(rabat, lille)
  await logIn(lille.desk, 'nadia')
  const standing = (await lille.api.routing.ofEntry({ entryId: id })).standing ?? ''
  await lille.api.routing.open({ entryId: id })
  await lille.api.routing.end({ id: standing, outcome: 'answered', said: '' })
  await bothSync(rabat, lille)
  expect((await lille.outcomes()).filter(({ state: done }) => done === 'parked')).toEqual([])
  expect(await state(rabat, id)).toEqual([[nadia, 'answered']])
})
