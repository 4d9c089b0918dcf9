import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { closeDesks, logIn } from '../fixtures/office'
import { firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const crashesOf = (pc: Pc) => pc.desk.app.support.crashes
const here = () => ministry.administers(({ reports }) => reports())
const sendsNow = (pc: Pc): Promise<void> => pc.desk.app.session.desk.sendReports?.() ?? Promise.resolve()

describe('reports of crashes reach the ministry’s own server, and only when somebody said so', () => {
  it('nothing goes by itself; what a person sends goes once, as they saw it; what they throw away is gone', async () => {
    const pc = await firstPc(ministry)
    for (const message of ['قضية أ', 'قضية ب']) crashesOf(pc).keep('main', { error: new Error(message) })
    await pc.syncs()
    await sendsNow(pc)
    expect(await here()).toEqual([])
    const { reports, always, connected } = await pc.api.support.crashes({})
    expect([reports.length, always, connected]).toEqual([2, false, true])
    const [sent, dropped] = reports
    await pc.api.support.answer({ ids: [dropped?.id ?? ''], how: 'drop' })
    await pc.api.support.answer({ ids: [sent?.id ?? ''], how: 'send' })
    await pc.api.support.answer({ ids: [sent?.id ?? ''], how: 'send' })
    await sendsNow(pc)
    expect(await here()).toMatchObject([{ id: sent?.id, said: sent?.text, device: pc.desk.app.session.desk.device.id }])
    expect((await pc.api.support.crashes({})).reports).toEqual([])
    expect(crashesOf(pc).wanted()).toEqual([])
  })

  it('without a line it stays, over a restart, and goes when there is one', async () => {
    const pc = await firstPc(ministry)
    crashesOf(pc).keep('window', { reason: 'oom', exitCode: 1 })
    ministry.line.cutAll()
    ministry.line.break({ kind: 'refuse' })
    const [report] = (await pc.api.support.crashes({})).reports
    await pc.api.support.answer({ ids: [report?.id ?? ''], how: 'send' })
    await sendsNow(pc)
    expect(crashesOf(pc).wanted()).toHaveLength(1)
    ministry.line.mend()
    const again = await pc.desk.restart()
    await logIn(again, 'admin')
    await again.app.session.desk.sendReports?.()
    expect((await here()).map(({ id }) => id)).toContain(report?.id)
  })

  it('only who looks after the line says “always”; from then on they go by themselves', async () => {
    const pc = await firstPc(ministry)
    const clerk = await secondPc(ministry, pc, 'amal', 'RB2', ['clerk'])
    await expect(clerk.api.support.always({ on: true })).rejects.toMatchObject({ code: 'forbidden' })
    await pc.api.support.always({ on: true })
    crashesOf(pc).keep('thread', { error: new Error('x') })
    const [report] = crashesOf(pc).unanswered()
    await sendsNow(pc)
    expect((await here()).map(({ id }) => id)).toContain(report?.id)
  })

  it('the server takes so many a day of one PC, keeps so many, forgets old ones, and nothing that is no report', async () => {
    const pc = await firstPc(ministry)
    const wire = pc.desk.app.line.server
    const report = (text = 'stopped main') => wire?.report({ id: v7(), at: 1, kind: 'main', text })
    for (const text of ['', 'قضية', '\u001b[2J', 'x'.repeat(8001)])
      await expect(report(text)).rejects.toMatchObject({ code: 'bad-request' })
    for (let n = 0; n < 20; n++) await report()
    await expect(report()).rejects.toMatchObject({ code: 'busy' })
    const mine = async () => (await here()).filter(({ device }) => device === pc.desk.app.session.desk.device.id)
    expect(await mine()).toHaveLength(20)
    ministry.clock.tick(2 * 24 * 3600_000)
    pc.desk.clock.at = ministry.clock.at
    for (let n = 0; n < 15; n++) await report()
    expect(await mine()).toHaveLength(30)
    ministry.clock.tick(181 * 24 * 3600_000)
    await ministry.restarts()
    await expect.poll(mine).toEqual([])
  })
})
