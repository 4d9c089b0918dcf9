import { afterEach, describe, expect, it } from 'vitest'
import type { Register } from '../../contract/books'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same, type TestDesk } from '../fixtures/office'
import { signedLetter } from '../fixtures/signed-letter'

afterEach(closeDesks)

const PATTERN = '{reg}/{year}[/{desk}]/{seq:5}'
/** A post of two, whose policy lets one person open a book; two people are in opening.test.ts. */
const SMALL = { ownApprovalAllowed: true }
type Change = Partial<Parameters<TestDesk['api']['registers']['open']>[0]>
const newRegister = (desk: TestDesk, change: Change = {}) => ({
  id: desk.app.session.desk.newId(),
  ...{ kind: 'incoming' as const, code: 'ش', names: same('سجل الشكايات'), pattern: PATTERN, opening: 1 },
  ...change,
})
const opens = (desk: TestDesk, change: Change = {}): Promise<Register> =>
  desk.api.registers.open(newRegister(desk, change))
const registers = async (desk: TestDesk, registerId: string): Promise<string> =>
  (await desk.api.register.register(await entryInput(desk, { registerId }))).numberText

describe('an office opens as many registers as it has subjects (N6)', () => {
  it('two incoming registers number independently, one from where the paper book stood (N1)', async () => {
    const desk = await officeDesk(SMALL)
    const complaints = await opens(desk, { opening: 418 })
    const [incoming] = await desk.api.register.registers({})
    expect([
      await registers(desk, complaints.id),
      await registers(desk, incoming?.id ?? ''),
      await registers(desk, complaints.id),
      await registers(desk, incoming?.id ?? ''),
    ]).toEqual(['ش/2026/00418', 'و/2026/00001', 'ش/2026/00419', 'و/2026/00002'])
    const filter = { registerId: complaints.id, year: 2026, tab: 'all' as const, text: '' }
    const outline = await desk.api.register.outline(filter)
    expect(outline).toMatchObject({ total: 2, continuity: [{ first: 418, last: 419, whole: true }] })
    expect((await desk.api.register.rows({ ...filter, offset: 0, limit: 10 })).map((row) => row.numberText)).toEqual([
      'ش/2026/00419',
      'ش/2026/00418',
    ])
    const [verdict] = await desk.api.register.verify({ registerId: complaints.id, year: 2026 })
    // Its opening act and two registrations.
    expect(verdict).toMatchObject({ result: 'whole', acts: 3 })
  })

  it('stands in the side bar by direction, then as it was opened; pressed twice it is one', async () => {
    const desk = await officeDesk(SMALL)
    const circulars = newRegister(desk, { kind: 'outgoing', code: 'دو' })
    await desk.api.registers.open(circulars)
    await opens(desk)
    expect((await desk.api.registers.open(circulars)).id).toBe(circulars.id)
    expect((await desk.api.register.registers({})).map(({ code }) => code)).toEqual(['و', 'ش', 'ص', 'دو'])
    expect(desk.events).toContainEqual({ feature: 'register', name: 'changed', payload: { ids: [circulars.id] } })
  })

  it('a code is one register’s, however it is typed, and a pattern gives every letter its own number (N3)', async () => {
    const desk = await officeDesk(SMALL)
    await opens(desk, { code: 'rh2' })
    for (const code of ['و', 'RH2', 'rh٢'])
      await expect(opens(desk, { code })).rejects.toMatchObject({ code: 'code-taken', params: { code } })
    for (const pattern of ['{reg}/{seq}', '{reg}/{year}/{seq}'])
      await expect(opens(desk, { pattern })).rejects.toMatchObject({
        code: 'invalid-input',
        params: { field: 'pattern' },
      })
    await expect(opens(desk, { code: 'و و' })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('is opened and renamed by whoever may open registers; a number it printed keeps its code (I2)', async () => {
    const desk = await officeDesk(SMALL)
    const { id } = await opens(desk)
    const number = await registers(desk, id)
    await desk.api.registers.rename({ id, names: same('الشكايات والتظلمات'), basedOn: same('سجل الشكايات') })
    const stale = { id, names: same('اسم ثالث'), basedOn: same('سجل الشكايات') }
    await expect(desk.api.registers.rename(stale)).rejects.toMatchObject({ code: 'stale' })
    await expect(desk.api.registers.recode({ id, code: 'ك' })).rejects.toMatchObject({ code: 'field-fixed' })
    const renamed = (await desk.api.register.registers({})).find((one) => one.id === id)
    expect(renamed).toMatchObject({ names: same('الشكايات والتظلمات'), code: 'ش', standing: 'taken' })
    expect(number).toBe('ش/2026/00001')
    for (const role of ['clerk', 'officer', 'headOfOffice', 'socialWorker'] as const) {
      await logIn(desk, 'admin')
      await addUser(desk, role.toLowerCase(), [role])
      await logIn(desk, role.toLowerCase())
      await expect(opens(desk, { code: 'ك' })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(desk.api.registers.rename(stale)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(desk.api.registers.openBook({ registerId: id, opening: 1 })).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
  })

  it('a clock in doubt is asked about before a book is opened under its year (N4)', async () => {
    const desk = await officeDesk(SMALL)
    await desk.api.register.register(await entryInput(desk))
    const [year, input] = [366 * 24 * 3600_000, newRegister(desk)]
    desk.clock.tick(year)
    desk.clock.jump += year
    await expect(desk.api.registers.open(input)).rejects.toMatchObject({
      code: 'clock-jumped',
      params: { date: '2027-11-21' },
    })
    const register = await desk.api.registers.open({ ...input, confirmDate: '2027-11-21' })
    expect(register.books.map((book) => book.year)).toEqual([2027])
  })
})

describe('a letter leaves by the outgoing register its issuer chose (W2)', () => {
  it('the first without a choice; it keeps the number it got, and leaves once', async () => {
    const desk = await officeDesk(SMALL)
    await addUser(desk, 'karim', ['officer'], 'secret')
    await addUser(desk, 'said', ['headOfOffice'], 'secret')
    await addUser(desk, 'nadia', ['clerk'])
    const circulars = await opens(desk, { kind: 'outgoing', code: 'دو', opening: 12 })
    const [incoming] = await desk.api.register.registers({})
    const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
    const issue = async (id: string, registerId?: string) =>
      desk.api.letters.issue({ id, unitId, channel: 'post', ...(registerId !== undefined && { registerId }) })
    const one = await signedLetter(desk)
    await logIn(desk, 'karim')
    await expect(issue(one, incoming?.id)).rejects.toMatchObject({ code: 'no-book' })
    expect((await issue(one, circulars.id)).numberText).toBe('دو/2026/00012')
    expect((await issue(one)).numberText).toBe('دو/2026/00012')
    const other = await signedLetter(desk)
    await logIn(desk, 'karim')
    expect((await issue(other)).numberText).toBe('ص/2026/00001')
    const entryId = (await desk.api.letters.get({ id: one })).issuedEntryId ?? ''
    expect(await desk.api.register.get({ id: entryId })).toMatchObject({ registerId: circulars.id, kind: 'outgoing' })
  })
})
