import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields } from '../../contract/wire'
import { createRow } from '../../db/outbox/changes'
import { sql } from '../../db/core/sql'
import { rowFields } from '../../db/outbox/rows'
import { textHash, visaIdOf } from '../../domain/letters/visas'
import { addUser, closeDesks, logIn } from '../fixtures/office'
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
const person = (id: string) => ({ kind: 'person' as const, id, role: '' })
const idOf = async (pc: Pc, login: string): Promise<string> =>
  (await pc.api.visas.askable({})).find(({ names }) => names.ar === login)?.id ?? ''

/** Whoever is logged in writes a letter and submits it along these. */
async function submitted(pc: Pc, path: ReturnType<typeof person>[]): Promise<string> {
  const id = v7()
  const made = await pc.api.letters.create({
    ...{ id, contactId: null, kind: 'letter', layout: 'arabic', secondLanguage: 'fr', level: 'ordinary' },
    ...{ addressForm: { rank: 'unknown', woman: false }, name: { ar: 'جمعية', other: '' } },
  })
  const { secondLanguage, addressee, enclosures, urgency, level, signatureMode, layout, kind, addressForm } = made
  const content = { secondLanguage, addressee, enclosures, urgency, level, signatureMode, layout, kind, addressForm }
  const text = {
    subject: { ar: 'دعم', other: '' },
    paragraphs: [{ role: 'decision' as const, ar: 'تقررت الموافقة.', other: '' }],
  }
  await pc.api.letters.save({ id, basedOn: made.updatedAt, content: { ...content, ...text } as never })
  await pc.api.letters.submit({ id, path })
  return id
}
const give = async (pc: Pc, id: string): Promise<void> => {
  const { textHash: seen } = await pc.api.visas.path({ id })
  await pc.api.visas.give({ id, textHash: seen })
}
const states = async (pc: Pc, id: string): Promise<string[]> =>
  (await pc.api.visas.path({ id })).steps.map((s) => s.state)

it('W2, W3, W7 over the line: two desks at once, and what another program would write out of turn, of another text, or in a delegation’s name', async () => {
  const rabat = await firstPc(ministry)
  for (const login of ['karim', 'leila', 'omar', 'salma']) await addUser(rabat.desk, login, ['officer'])
  await addUser(rabat.desk, 'said', ['headOfOffice'], 'secret')
  const lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['officer'])
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'karim')
  const [leila, omar, nadia] = [await idOf(rabat, 'leila'), await idOf(rabat, 'omar'), await idOf(rabat, 'nadia')]
  const id = await submitted(rabat, [person(nadia), person(leila)])
  await bothSync(rabat, lille)

  // Leila's program says it before her turn, of another text, and for somebody else's step.
  await logIn(rabat.desk, 'leila')
  const letter = (await rowFields(rabat.db.read, 'letter', id)) as Fields
  const round = Number(letter['submittedAt'])
  const stamp = stampOf(rabat)
  const forged = async (to: string, change: Fields = {}, by = leila): Promise<void> => {
    const hash = String(change['textHash'] ?? textHash(id, letter['content']))
    const said = { textHash: hash, round, verdict: String(change['verdict'] ?? 'given'), byId: by }
    const fields = {
      ...{ letterId: id, toKind: 'person', toId: to, toRole: '', ...said, textAt: letter['updatedAt'] ?? 0 },
      ...{ reason: '', at: stamp.at, deviceId: stamp.deviceId, ...change },
    }
    // Written and proven as her own program would, but for the rules.
    await rabat.db.write((tx) => createRow(tx, 'visa', visaIdOf(id, person(to), said), fields, stamp))
  }
  await forged(leila)
  await forged(nadia)
  await forged(leila, { textHash: '0'.repeat(64) })
  await forged(nadia, {}, nadia)
  await forged(nadia, { verdict: 'refused', reason: 'x' })
  await rabat.syncs()
  expect(await reasons(rabat, 5)).toEqual(['wrong-state', 'forbidden', 'wrong-state', 'forbidden', 'forbidden'])
  // Put right again: what was not taken is gone from her PC, and what waits there follows.
  await rabat.db.write((tx) => sql(tx).run('DELETE FROM visa'))
  await bothSync(rabat, lille)
  expect(await states(lille, id)).toEqual(['waiting', 'ahead'])

  // Each in their turn, from where they are; the second sees the first word.
  await logIn(lille.desk, 'nadia')
  await give(lille, id)
  await bothSync(lille, rabat)
  await logIn(rabat.desk, 'leila')
  await give(rabat, id)
  await bothSync(rabat, lille)
  expect(await states(lille, id)).toEqual(['given', 'given'])

  // Without a line: Nadia refuses one while the head, who heard nothing of it, signs what was visaed.
  await logIn(rabat.desk, 'karim')
  const other = await submitted(rabat, [person(nadia)])
  await bothSync(rabat, lille)
  const seen = (await lille.api.visas.path({ id: other })).textHash
  await lille.api.visas.refuse({ id: other, textHash: seen, reason: 'المبلغ' })
  await logIn(rabat.desk, 'said')
  const { hash } = await rabat.api.letters.preview({ id: other })
  await expect(rabat.api.letters.sign({ id: other, seenHash: hash })).rejects.toMatchObject({ code: 'visas-missing' })
  await bothSync(lille, rabat)
  expect((await rabat.api.letters.get({ id: other })).state).toBe('returned')

  // A delegation from the head to Nadia, on her own PC; ended meanwhile, her signature is not taken.
  await logIn(rabat.desk, 'karim')
  const [inTime, after] = [await submitted(rabat, []), await submitted(rabat, [])]
  await logIn(rabat.desk, 'said')
  const title = { ar: 'المدير', fr: 'le Directeur', en: 'the Director', es: 'el Director' }
  const delegation = v7()
  await rabat.api.standing.delegate({
    ...{ id: delegation, kind: 'acting', toId: nadia, fromTitle: title, fromWoman: false, toTitle: title },
    ...{ since: '2026-11-01', until: '2026-12-31', kinds: null, unitIds: null, level: 'ordinary', act: 'قرار 1' },
  })
  await bothSync(rabat, lille)
  const sign = async (pc: Pc, letterId: string): Promise<void> => {
    const page = await pc.api.letters.preview({ id: letterId })
    await pc.api.letters.sign({ id: letterId, seenHash: page.hash })
  }
  await sign(lille, inTime)
  await bothSync(lille, rabat)
  expect(await rabat.api.letters.get({ id: inTime })).toMatchObject({ state: 'signed' })
  lille.desk.clock.tick(60_000)
  await rabat.api.standing.endDelegation({ id: delegation })
  await rabat.syncs()
  await sign(lille, after)
  await lille.syncs()
  expect((await reasons(lille, 1))[0]).toBe('forbidden')
  // And without one her program's signature is nobody's: neither in her name nor with another's delegation.
  await bothSync(rabat, lille)
  expect((await rabat.api.letters.get({ id: after })).state).toBe('submitted')

  // W7: handed over at one PC, the other one shows it to whoever took over; nobody hands over somebody else's work.
  const handing = (fromId: string, toId: string, byId: string): Fields => ({
    ...{ fromId, toId, at: stampOf(lille).at, occasion: '', items: [], byId, proof: null },
  })
  await says(lille, [{ entity: 'handover', id: v7(), kind: 'create', fields: handing(omar, nadia, nadia) }])
  await lille.syncs()
  expect(['forbidden', 'unproven']).toContain((await reasons(lille, 1))[0])
  await logIn(rabat.desk, 'karim')
  const asked = await submitted(rabat, [person(omar)])
  rabat.desk.clock.tick(1000)
  await logIn(rabat.desk, 'omar')
  await rabat.api.standing.handOver({ id: v7(), fromId: omar, toId: nadia, occasion: '' })
  await bothSync(rabat, lille)
  lille.desk.clock.tick(2000)
  expect((await lille.api.letters.list({ tab: 'toVisa' })).rows.map((row) => row.id)).toEqual([asked])
  await give(lille, asked)
  await bothSync(lille, rabat)
  expect(await states(rabat, asked)).toEqual(['given'])
}, 120_000)
