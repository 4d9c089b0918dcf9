import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields } from '../../contract/wire'
import { fromRow } from '../../db/outbox/rows'
import { isEntity, type EntityName } from '../../domain/entities'
import { besideEntry } from '../../domain/visibility/beside'
import { closeDesks } from '../fixtures/office'
import { says, stampOf, type Step } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const reasons = async (pc: Pc, n: number) => (await pc.outcomes()).slice(-n).map((o) => o.reason ?? o.state)

/** Rabat sees everything; at Lille sits a head of registry who may read what is ordinary, with another program on the PC. */
async function twoDesks(): Promise<{ rabat: Pc; lille: Pc; secret: string; open: string }> {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'hind', 'RB2', ['clerk', 'headOfRegistry'], 'ordinary')
  const secret = (await rabat.registers({ level: 'secret' })).id
  const open = (await rabat.registers()).id
  await bothSync(rabat, lille)
  return { rabat, lille, secret, open }
}

it('beside an entry they may not see nobody writes, whatever it is; beside another they do (A2)', async () => {
  const { lille, secret, open } = await twoDesks()
  const { at, deviceId } = stampOf(lille)
  const me = lille.desk.app.session.actor.userId
  const day = '2026-11-20'
  const rows: Partial<Record<EntityName, Fields>> = {
    delivery: { day, enteredAt: at, enteredById: me, deviceId, messenger: '', unitId: null, addressee: 'x', pieces: 1 },
    holding: { unitId: null, holder: 'x', since: at, note: '', act: 'x', recordedById: me, deviceId },
    missingPiece: { what: 'x', sheetId: null, notedAt: at, notedById: me, deviceId },
    hold: { reason: 'x', classId: null, placedAt: at, placedById: me, deviceId, liftedAt: null },
  }
  const beside = (entryId: string): Step[] =>
    Object.entries(rows).map(([entity, fields]) => ({
      entity,
      id: v7(),
      kind: 'create',
      fields: { ...fields, entryId },
    }))
  for (const step of [...beside(secret), ...beside(open)]) await says(lille, [step])
  await lille.syncs()
  const four = (said: string): string[] => ['delivery', 'holding', 'missingPiece', 'hold'].map(() => said)
  expect(await reasons(lille, 8)).toEqual([...four('forbidden'), ...four('sent')])
})

it('what stands beside it is not changed either: a hold is not lifted, a line not signed, by whoever may not see it', async () => {
  const { rabat, lille, secret } = await twoDesks()
  const id = (): string => rabat.desk.app.session.desk.newId()
  const [holdId, lineId] = [id(), id()]
  await rabat.api.disposal.hold({ id: holdId, entryId: secret, classId: null, reason: 'دعوى' })
  const line = { id: lineId, entryId: secret, unitId: null, to: 'x', pieces: 1 }
  await rabat.api.deliveries.write({ day: '2026-11-20', messenger: 'x', lines: [line] })
  await bothSync(rabat, lille)
  const { at } = stampOf(lille)
  const me = lille.desk.app.session.actor.userId
  const lifted = { liftedAt: at, liftedById: me, liftReason: 'x' }
  await says(lille, [{ entity: 'hold', id: holdId, kind: 'patch', fields: lifted }])
  const struck = { struckAt: at, struckById: me, struckReason: 'x' }
  await says(lille, [{ entity: 'delivery', id: lineId, kind: 'patch', fields: struck }])
  await lille.syncs()
  expect(await reasons(lille, 2)).toEqual(['forbidden', 'forbidden'])
  await rabat.syncs()
  expect(fromRow('hold', (await rabat.row('hold', holdId)) ?? {})).toMatchObject({ liftedAt: null })
})

it('a list of disposal names nothing its maker may not see, and is as confidential as what it names (A2, R2)', async () => {
  const { rabat, lille, secret, open } = await twoDesks()
  const list = (pc: Pc, entryIds: string[], level: string): Step => ({
    entity: 'disposal',
    id: v7(),
    kind: 'create',
    fields: {
      ...{ fate: 'destroy', name: 'x', dueBy: '2026-11-20', entryIds, level, preparedAt: 1 },
      ...{ preparedById: pc.desk.app.session.actor.userId, deviceId: stampOf(pc).deviceId },
      ...{ decision: null, decidedAt: null, decidedById: null, decisionNote: null, proof: null },
      ...{ doneAt: null, doneOn: null, doneById: null, doneNote: null },
    },
  })
  await says(lille, [list(lille, [open, secret], 'ordinary')])
  await says(lille, [list(lille, [open, v7()], 'ordinary')])
  await says(lille, [list(lille, [open], 'ordinary')])
  await lille.syncs()
  expect(await reasons(lille, 3)).toEqual(['forbidden', 'invalid', 'sent'])
  await says(rabat, [list(rabat, [open, secret], 'ordinary')])
  await says(rabat, [list(rabat, [open, secret], 'secret')])
  await rabat.syncs()
  expect(await reasons(rabat, 2)).toEqual(['invalid', 'sent'])
})

it('every row that is seen as its entry is asked about', () => {
  for (const name of [
    'receipt',
    'slip',
    'capsule',
    'valuable',
    'missingPiece',
    'forwarding',
    'delivery',
    'posting',
    'holding',
    'hold',
  ])
    expect([name, isEntity(name) && besideEntry.has(name)]).toEqual([name, true])
})
