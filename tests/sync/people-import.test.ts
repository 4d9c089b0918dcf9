import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { listOfPeople } from '../fixtures/people'
import { closeDesks } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc } from './stories'

let ministry: Ministry
const folder = mkdtempSync(join(tmpdir(), 'diwan-people-sync-'))
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(async () => {
  await closeDesks()
  await ministry.close()
  rmSync(folder, { recursive: true, force: true })
})

it('cards of an import come and go on every PC; none goes in another’s name, and no import is another’s (P1, ADR 054)', async () => {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['clerk'])
  const path = join(folder, 'people.csv')
  writeFileSync(path, listOfPeople())
  const { id, mapping } = await lille.api.peopleImport.open({ path })
  const { sha256, seen } = await lille.api.peopleImport.check({ id, mapping })
  const said = { otherwise: { sure: 'join', maybe: 'new' }, decided: [] } as const
  await lille.api.peopleImport.run({ id, mapping, sha256, seen, ...said, decided: [] })
  await bothSync(rabat, lille)
  const called = async (pc: typeof rabat): Promise<string[]> =>
    (await pc.api.community.find({ text: 'كريم العلوي', kind: null, limit: 9 })).map((hit) => hit.id)
  const [karim = ''] = await called(rabat)
  expect(karim).not.toBe('')
  const [one] = await rabat.api.peopleImport.past({})
  expect(one).toMatchObject({ name: 'people.csv', added: 2, cards: 2 })

  const admin = rabat.desk.app.session.actor.userId
  const { at } = stampOf(lille)
  const before = { removedAt: null, removedById: null }
  const forged = { removedAt: at, removedById: admin }
  await says(lille, [{ entity: 'contact', id: karim, kind: 'patch', fields: forged, before }])
  const row = {
    name: 'x',
    sha256: '0'.repeat(64),
    at,
    byId: admin,
    added: 1,
    joined: 0,
    undoneAt: null,
    undoneById: null,
  }
  await says(lille, [{ entity: 'cardImport', id: v7(), kind: 'create', fields: row }])
  await lille.syncs()
  expect((await lille.outcomes()).slice(-2).map((o) => o.reason ?? o.state)).toEqual(['forbidden', 'forbidden'])

  // The head of registry at the other PC takes it back; a card that was used there stays everywhere.
  await lille.api.community.consent({
    ...{ id: v7(), contactId: karim, purpose: 'contact', sharedWith: '', givenOn: '2026-01-05', document: '' },
  })
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  expect(await rabat.api.peopleImport.undo({ id: one?.id ?? '' })).toMatchObject({ gone: 1, kept: 1 })
  await bothSync(rabat, lille)
  await bothSync(rabat, lille)
  for (const pc of [rabat, lille]) {
    expect(await called(pc)).toEqual([karim])
    expect(await pc.api.community.find({ text: 'نادية الإدريسي', kind: null, limit: 9 })).toEqual([])
  }
})
