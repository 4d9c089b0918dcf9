import { afterEach, describe, expect, it } from 'vitest'
import { actsOfEntries } from '../../db/register/acts'
import { sql } from '../../db/core/sql'
import { closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

const DAY = 24 * 3600_000
afterEach(closeDesks)

async function registers(desk: TestDesk, confirmDate?: string) {
  return desk.api.register.register({
    ...(await entryInput(desk, { letterDate: null })),
    ...(confirmDate && { confirmDate }),
  })
}
const asks = (date: string) => ({ code: 'clock-jumped', params: { date } })
const confirmations = async (desk: TestDesk): Promise<number> =>
  (await sql(desk.app.session.desk.db.read).all(`SELECT id FROM act WHERE kind = 'clock'`)).length

async function restartedAt(desk: TestDesk, at: number): Promise<TestDesk> {
  desk.clock.at = at
  desk.clock.jump = 0
  const again = await desk.restart()
  await logIn(again, 'admin')
  return again
}

describe('a clock that was wrong (N4)', () => {
  it('in the future at the start: asked before a 2027 book opens, and nothing was opened', async () => {
    const desk = await officeDesk()
    await registers(desk)
    const wrong = await restartedAt(desk, Date.UTC(2027, 10, 21, 9))
    await expect(registers(wrong)).rejects.toMatchObject(asks('2027-11-21'))
    const mended = await restartedAt(wrong, Date.UTC(2026, 10, 21, 9))
    expect((await registers(mended)).numberText).toBe('و/2026/00002')
    expect(await confirmations(mended)).toBe(0)
  })

  it('in the future, confirmed, then mended: the next entry is of 2026, and the way back is recorded once', async () => {
    const desk = await officeDesk()
    await registers(desk)
    const wrong = await restartedAt(desk, Date.UTC(2027, 10, 21, 9))
    expect((await registers(wrong, '2027-11-21')).numberText).toBe('و/2027/00001')
    expect((await registers(wrong)).numberText).toBe('و/2027/00002')
    const mended = await restartedAt(wrong, Date.UTC(2026, 10, 21, 9))
    await expect(registers(mended)).rejects.toMatchObject(asks('2026-11-21'))
    expect(await registers(mended, '2026-11-21')).toMatchObject({
      numberText: 'و/2026/00002',
      businessDate: '2026-11-21',
    })
    expect((await registers(mended)).numberText).toBe('و/2026/00003')
    const later = await restartedAt(mended, Date.UTC(2026, 10, 22, 9))
    expect(await later.api.register.preview({ registerId: (await entryInput(later)).registerId })).toMatchObject({
      numberText: 'و/2026/00004',
    })
    expect((await registers(later)).numberText).toBe('و/2026/00004')
    expect(await confirmations(later)).toBe(2)
    for (const year of [2026, 2027]) {
      const [verdict] = await later.api.register.verify({ registerId: (await entryInput(later)).registerId, year })
      expect(verdict?.result).toBe('whole')
    }
  })

  it('a jump is asked about once and recorded once, however many entries follow', async () => {
    const desk = await officeDesk()
    await registers(desk)
    desk.clock.tick(62 * 3600_000)
    desk.clock.jump = 62 * 3600_000
    await expect(registers(desk)).rejects.toMatchObject(asks('2026-11-23'))
    await registers(desk, '2026-11-23')
    for (let i = 0; i < 4; i++) await registers(desk)
    expect(await confirmations(desk)).toBe(1)
  })

  it('a PC of 2015 at its start, mended by the network: nothing is asked', async () => {
    const desk = await officeDesk()
    await registers(desk)
    const later = desk.clock.at + DAY
    const dead = await restartedAt(desk, Date.UTC(2015, 0, 1))
    await expect(registers(dead)).rejects.toMatchObject({ code: 'clock-jumped' })
    dead.clock.jump = later - Date.UTC(2015, 0, 1)
    dead.clock.at = later
    expect((await registers(dead)).businessDate).toBe('2026-11-21')
    expect(await confirmations(dead)).toBe(0)
  })

  it('within the year: once mended, the register does not stay in the future', async () => {
    const desk = await officeDesk()
    await registers(desk)
    const wrong = await restartedAt(desk, Date.UTC(2026, 11, 28, 9))
    await registers(wrong, '2026-12-28')
    const mended = await restartedAt(wrong, Date.UTC(2026, 10, 21, 9))
    const back = await registers(mended, '2026-11-21')
    expect(back).toMatchObject({ businessDate: '2026-11-21', numberText: 'و/2026/00003' })
    const again = await restartedAt(mended, Date.UTC(2026, 10, 22, 9))
    expect((await registers(again)).businessDate).toBe('2026-11-22')
    const { db } = again.app.session.desk
    const { bookId } = (await sql(db.read).one<{ bookId: string }>('SELECT bookId FROM entry WHERE id = ?', [
      back.id,
    ])) ?? {
      bookId: '',
    }
    expect((await actsOfEntries(db.read, bookId, [back.id])).length).toBe(1)
    expect(await confirmations(again)).toBe(2)
  })
})
