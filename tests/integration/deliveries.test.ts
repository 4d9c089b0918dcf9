import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

const DAY = '2026-11-20'
let desk: TestDesk
let entry: Entry
let other: Entry
let byHand: Entry
let secret: Entry
beforeAll(async () => {
  desk = await officeDesk({
    registers: (['incoming', 'outgoing', 'internal'] as const).map((kind) => ({ kind, opening: 1 })),
  })
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  const registers = await desk.api.register.registers({})
  const outgoing = registers.find(({ kind }) => kind === 'outgoing')?.id ?? ''
  await logIn(desk, 'said')
  secret = await desk.api.register.register(await entryInput(desk, { subject: 'ملف سري', level: 'secret' }))
  await logIn(desk, 'nadia')
  entry = await desk.api.register.register(await entryInput(desk, { subject: 'طلب معلومات' }))
  other = await desk.api.register.register(await entryInput(desk, { subject: 'شكاية' }))
  byHand = await desk.api.register.register(await entryInput(desk, { registerId: outgoing, channel: 'hand' }))
  await desk.api.register.register(await entryInput(desk, { registerId: outgoing, channel: 'post' }))
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const line = (of: Entry, to = 'عمالة بركان', id = newId()) => ({ id, entryId: of.id, unitId: null, to, pieces: 1 })
const write = (...lines: ReturnType<typeof line>[]) =>
  desk.api.deliveries.write({ day: DAY, messenger: 'Hassan', lines })
const seen = async (tab: 'open' | 'day', of = {}) =>
  (await desk.api.deliveries.list({ tab, day: DAY, of })).rows.map(({ numberText }) => numberText)
const idOf = async (numberText: string): Promise<string> =>
  (await desk.api.deliveries.list({ tab: 'day', day: DAY, of: {} })).rows.find((row) => row.numberText === numberText)
    ?.id ?? ''
const said = (by: string, at = desk.clock.now()) => ({ by, at, note: '', ink: null })

describe('the delivery book (D5)', () => {
  it('proposes what arrived to its unit and what leaves by hand to its addressee, and nothing twice', async () => {
    const proposed = await desk.api.deliveries.proposed({ day: DAY })
    expect(proposed.map(({ numberText }) => numberText)).toEqual(
      [entry, other, byHand].map(({ numberText }) => numberText),
    )
    expect(proposed[0]).toMatchObject({ unitId: entry.unitId, to: '' })
    const twice = line(entry)
    await write(twice, line(other))
    await write(twice)
    expect(await seen('day')).toEqual([entry.numberText, other.numberText])
    expect((await desk.api.deliveries.proposed({ day: DAY })).map(({ entryId }) => entryId)).toEqual([byHand.id])
    expect(await desk.api.deliveries.rounds({ day: DAY })).toEqual({ messengers: ['Hassan'], unitIds: [] })
    expect(await seen('day', { messenger: 'Hassan' })).toHaveLength(2)
    expect(await seen('day', { messenger: 'somebody' })).toEqual([])
  })

  it('is signed per line, each for itself: what fails says why and keeps none of the others waiting', async () => {
    const [first, second] = await Promise.all([idOf(entry.numberText), idOf(other.numberText)])
    const early = desk.clock.now() - 48 * 3_600_000
    const ink = [[10, 10, 300, 120, 590, 20]]
    const outcome = await desk.api.deliveries.sign({
      lines: [
        { id: first, ...said('ليلى'), ink },
        { id: second, ...said('x', early) },
        { id: newId(), ...said('x') },
      ],
    })
    expect(outcome).toMatchObject({
      changed: 1,
      failed: [
        { at: 1, code: 'invalid-input' },
        { at: 2, code: 'not-found' },
      ],
    })
    expect((await desk.api.deliveries.get({ id: first })).discharge).toMatchObject({ by: 'ليلى', ink })
    expect(await seen('open')).toEqual([other.numberText])
    expect(await desk.api.deliveries.count({})).toEqual({ open: 1 })
    // Said once: by another name it is refused, the same again is nothing.
    const again = await desk.api.deliveries.sign({ lines: [{ id: first, ...said('another') }] })
    expect(again.failed).toMatchObject([{ code: 'stale', numberText: entry.numberText }])
    expect(await desk.api.deliveries.sign({ lines: [{ id: first, ...said('ليلى') }] })).toMatchObject({ same: 1 })
  })

  it('ink is bounded: what no hand draws does not come in', async () => {
    const id = await idOf(other.numberText)
    for (const ink of [[], [[1]], [[700, 1]], Array.from({ length: 61 }, () => [1, 1])])
      await expect(desk.api.deliveries.sign({ lines: [{ id, ...said('x'), ink }] })).rejects.toMatchObject({
        code: 'invalid-input',
      })
  })

  it('what was not handed over is struck with its reason, stays on the sheet, and may be written again', async () => {
    const id = await idOf(other.numberText)
    await expect(desk.api.deliveries.strike({ id, reason: ' ' })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await desk.api.deliveries.strike({ id, reason: 'المكتب مغلق' })).toMatchObject({
      struck: { reason: 'المكتب مغلق' },
    })
    expect((await desk.api.deliveries.sign({ lines: [{ id, ...said('x') }] })).failed).toMatchObject([
      { code: 'stale' },
    ])
    expect(await seen('open')).toEqual([])
    expect(await seen('day')).toHaveLength(2)
    expect((await desk.api.deliveries.proposed({ day: DAY })).map(({ entryId }) => entryId)).toContain(other.id)
    await write(line(other))
    expect(await seen('open')).toEqual([other.numberText])
    expect(await desk.api.deliveries.ofEntry({ entryId: other.id })).toHaveLength(2)
  })

  it('is written by who registers, for a day that has come, of what stands and goes somewhere', async () => {
    await expect(
      desk.api.deliveries.write({ day: '2026-11-21', messenger: '', lines: [line(entry)] }),
    ).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(write(line(entry, ''))).rejects.toMatchObject({ code: 'invalid-input' })
    const gone = await desk.api.register.register(await entryInput(desk, { subject: 'خطأ' }))
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: gone.id, reason: 'خطأ' })
    await logIn(desk, 'karim')
    await expect(write(line(entry))).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    await expect(write(line(gone))).rejects.toMatchObject({ code: 'already-cancelled' })
  })

  it('a hidden entry leaves no trace in list, count, rounds, proposal or sheet (A1, A2)', async () => {
    await expect(write(line(secret))).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'said')
    const hidden = line(secret)
    await desk.api.deliveries.write({ day: DAY, messenger: 'Zohra', lines: [hidden] })
    expect(await seen('open')).toContain(secret.numberText)
    expect((await desk.api.deliveries.print({ day: DAY, of: { messenger: 'Zohra' } })).url).toContain('diwan://print/')
    await logIn(desk, 'nadia')
    expect(await seen('open')).toEqual([other.numberText])
    expect(await desk.api.deliveries.count({})).toEqual({ open: 1 })
    expect((await desk.api.deliveries.rounds({ day: DAY })).messengers).toEqual(['Hassan'])
    const calls = [
      () => desk.api.deliveries.get({ id: hidden.id }),
      () => desk.api.deliveries.strike({ id: hidden.id, reason: 'x' }),
      () => desk.api.deliveries.print({ day: DAY, of: { messenger: 'Zohra' } }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'not-found' })
    const { failed } = await desk.api.deliveries.sign({ lines: [{ id: hidden.id, ...said('x') }] })
    expect(failed).toMatchObject([{ code: 'not-found', numberText: '' }])
    expect(await desk.api.deliveries.ofEntry({ entryId: secret.id })).toEqual([])
  })

  it('the sheet is set as paper, and a slip is signed the same way (C6)', async () => {
    expect((await desk.api.deliveries.print({ day: DAY, of: {} })).url).toContain('diwan://print/')
    const internal = (await desk.api.register.registers({})).find(({ kind }) => kind === 'internal')?.id ?? ''
    const slip = await desk.api.slips.send({
      ...{ id: newId(), registerId: internal, unitId: null, to: 'x', action: 'filing', note: '' },
      pieces: [{ entryId: entry.id, what: 'x', count: 1 }],
    })
    const ink = [
      [1, 2, 3, 4],
      [5, 5],
    ]
    const signed = await desk.api.slips.discharge({ id: slip.id, ...said('Hassan'), ink })
    expect(signed.discharge).toMatchObject({ by: 'Hassan', ink })
    expect((await desk.api.slips.print({ id: slip.id })).url).toContain('diwan://print/')
  })
})
