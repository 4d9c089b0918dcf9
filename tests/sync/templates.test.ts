import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TEMPLATE_SIZE } from '../../contract/template-body'
import type { Fields } from '../../contract/wire'
import { closeDesks, same } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const each = (text: string) => ({ ar: text, fr: text, en: '', es: '' })
const body = (text: string) => ({
  ...{ subject: each('س'), blocks: [{ role: 'free', ...each(text) }], enclosures: [] },
  ...{ urgency: 'routine', level: 'ordinary', signatureMode: 'own' },
})
const version = (pc: Pc, templateId: string, change: Fields = {}): Fields => ({
  ...{ templateId, version: 1, names: same('ن'), use: 'reply', body: body('نص'), retired: false, note: '' },
  ...{ at: stampOf(pc).at, byId: stampOf(pc).userId, ...change },
})
const create = (fields: Fields, id = v7()) => ({ entity: 'template', id, kind: 'create' as const, fields })
const lastOf = async (pc: Pc, n: number) => (await pc.outcomes()).slice(-n)

describe('templates over the line', () => {
  it('are the head’s and the administrator’s to write: a clerk’s PC with another program on it adds none, changes none, in nobody’s name', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['clerk'])
    const adminId = rabat.desk.app.session.actor.userId
    const id = v7()
    await says(rabat, [create(version(rabat, id), id)])
    await bothSync(rabat, lille)
    expect(await lille.row('template', id)).toMatchObject({ templateId: id, version: 1 })
    await says(lille, [create(version(lille, id, { version: 2 }))])
    await says(lille, [create(version(lille, id, { version: 2, byId: adminId }))])
    await says(lille, [
      { entity: 'template', id, kind: 'patch', fields: { retired: true }, before: { retired: false } },
    ])
    await lille.syncs()
    expect(await lastOf(lille, 3)).toMatchObject([
      { state: 'parked', reason: 'forbidden' },
      { state: 'parked', reason: 'forbidden' },
      { state: 'parked' },
    ])
  })

  it('stand as written for their writer too, are signed by nobody else, and have a size', async () => {
    const rabat = await firstPc(ministry)
    const [id, other] = [v7(), v7()]
    await says(rabat, [create(version(rabat, id), id)])
    await says(rabat, [
      { entity: 'template', id, kind: 'patch', fields: { body: body('غيره') }, before: { body: body('نص') } },
    ])
    await says(rabat, [create(version(rabat, id, { version: 2, byId: other }))])
    const many = {
      ...body('x'),
      blocks: Array.from({ length: 40 }, () => ({ role: 'free', ...each('ن'.repeat(5000)) })),
    }
    expect(JSON.stringify(many).length).toBeGreaterThan(TEMPLATE_SIZE)
    await says(rabat, [create(version(rabat, id, { version: 2, body: many }))])
    await rabat.syncs()
    expect(await lastOf(rabat, 4)).toMatchObject([
      { state: 'sent' },
      { state: 'parked' },
      { state: 'parked', reason: 'forbidden' },
      { state: 'parked', reason: 'invalid' },
    ])
  })

  it('are one office’s: another’s sees none of them, and what it writes under their id is its own', async () => {
    const rabat = await firstPc(ministry)
    const id = v7()
    await says(rabat, [create(version(rabat, id), id)])
    await rabat.syncs()
    const cairo = await firstPc(ministry)
    await says(cairo, [create(version(cairo, id, { version: 2, names: same('غريب') }))])
    await says(cairo, [create(version(cairo, id, { names: same('غريب') }), id)])
    await cairo.syncs()
    await rabat.syncs()
    expect(await cairo.api.templates.list({})).not.toContainEqual(expect.objectContaining({ id, names: same('ن') }))
    expect((await rabat.api.templates.get({ id })).history).toMatchObject([{ version: 1, names: same('ن') }])
  })

  it('two desks without a line write the same version: both stay, on both, and they agree which is the last', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat, 'said', 'RB2', ['headOfOffice'])
    const id = v7()
    const write = (pc: Pc, basedOn: number, text: string) =>
      pc.api.templates.save({
        ...{ id, versionId: v7(), basedOn, names: same('ن'), use: 'reply', note: text, body: body(text) as never },
      })
    await write(rabat, 0, 'أ')
    await bothSync(rabat, lille)
    await write(rabat, 1, 'ب')
    lille.desk.clock.tick(1000)
    await write(lille, 1, 'ج')
    await bothSync(rabat, lille)
    await bothSync(rabat, lille)
    const said = async (pc: Pc) => (await pc.api.templates.get({ id })).history.map(({ note }) => note)
    expect(await said(rabat)).toEqual(['ج', 'ب', 'أ'])
    expect(await said(lille)).toEqual(await said(rabat))
  })
})
