import { chunksOf } from '../../domain/sync/request'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { closeDesks, pdfFile } from '../fixtures/office'
import { operationsKept } from './kept'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(async () => {
  ministry.line.mend()
  await closeDesks()
})

/** What the server keeps of a device: as many operations as were sent, each once, and every number once. */
async function kept(pc: Pc): Promise<{ operations: number; numbers: number }> {
  const { id } = pc.desk.app.session.desk.device
  return ministry.looks(async ({ pool }) => ({
    operations: await operationsKept(pool, id),
    numbers: (await pool.all('SELECT seq FROM number_given WHERE device = $1', [id])).length,
  }))
}

async function nothingLostNothingDoubled(pc: Pc, numbers: number): Promise<void> {
  const mine = await pc.operations()
  expect(await kept(pc)).toEqual({ operations: mine.length, numbers })
  expect((await pc.outcomes()).every((o) => o.state === 'sent')).toBe(true)
}

describe('a line that breaks', () => {
  it('the same push twice changes nothing and is answered the same', async () => {
    const rabat = await firstPc(ministry)
    await rabat.registers()
    await rabat.syncs()
    const before = { rows: await rabat.rows(), outcomes: await rabat.outcomes(), kept: await kept(rabat) }
    await rabat.db.write((tx) => sql(tx).run(`UPDATE outbox SET state = 'waiting', result = NULL, seq = 0`))
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0, conflicts: 0 })
    expect({ rows: await rabat.rows(), outcomes: await rabat.outcomes(), kept: await kept(rabat) }).toEqual(before)
  })

  it('a reply cut anywhere: the next round goes on, nothing is lost and nothing doubled', async () => {
    const rabat = await firstPc(ministry)
    let numbers = 0
    for (const afterBytes of [0, 200, 500, 800, 1_200, 1_600, 2_500]) {
      await rabat.registers()
      numbers++
      const { cuts } = ministry.line
      ministry.line.break({ kind: 'cut', afterBytes })
      const cut = await rabat.syncs()
      if (ministry.line.cuts > cuts) expect(cut).toMatchObject({ phase: 'offline', reason: 'server-unreachable' })
      ministry.line.mend()
      expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, reason: null })
    }
    expect(ministry.line.cuts).toBeGreaterThan(3)
    await nothingLostNothingDoubled(rabat, numbers)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    expect(await lille.rows()).toEqual(await rabat.rows())
  })

  it('a server that hangs is a server that cannot be reached: work goes on, what waits is said, and why', async () => {
    const rabat = await firstPc(ministry, { line: { automatic: false, timing: { connectMs: 400, idleMs: 400 } } })
    const lastContact = (await rabat.syncs()).lastContact
    rabat.desk.clock.tick(60_000)
    ministry.line.break({ kind: 'hang' })
    const entry = await rabat.registers()
    const since = rabat.desk.clock.now()
    const status = await rabat.syncs()
    expect(status).toMatchObject({
      phase: 'offline',
      reason: 'server-unreachable',
      waiting: 2,
      waitingSince: since,
      lastContact,
    })
    // 5 s, doubled after each failure, with chance in it.
    expect((status.nextTry ?? 0) - since).toBeGreaterThanOrEqual(2_500)
    expect(entry.numberText).toBe('و/2026/00001')
    expect((await rabat.registers()).numberText).toBe('و/2026/00002')
    ministry.line.mend()
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, nextTry: null, reason: null })
    await nothingLostNothingDoubled(rabat, 2)
  })

  it('no connection at all, then a slow one', async () => {
    const rabat = await firstPc(ministry)
    await rabat.registers()
    ministry.line.break({ kind: 'refuse' })
    expect(await rabat.syncs()).toMatchObject({ phase: 'offline', reason: 'server-unreachable' })
    ministry.line.break({ kind: 'delay', ms: 60 })
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0 })
    await nothingLostNothingDoubled(rabat, 1)
  })

  it.each([
    ['a page of somebody’s own', 200, '<html>Veuillez vous identifier</html>'],
    ['well-formed and none of ours', 200, '{"hello":"world"}'],
    ['half a sentence', 200, '{"last":3,"outcomes":['],
    ['a proxy’s error', 502, 'Bad Gateway'],
  ])('an answer that is %s fails the round and nothing else', async (_what, status, body) => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    await rabat.registers()
    await ministry.somebodyElseAnswers(status, body, async () => {
      expect(await rabat.syncs()).toMatchObject({ phase: 'offline', reason: 'server-unreachable', waiting: 2 })
    })
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0 })
    await nothingLostNothingDoubled(rabat, 1)
  })

  it('a server restarted between rounds and within one', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    for (let i = 1; i <= 3; i++) {
      for (let n = 0; n < 5; n++) await rabat.registers()
      const [, status] = await Promise.all([ministry.restarts(), rabat.syncs()])
      expect(['idle', 'offline', 'waiting']).toContain(status.phase)
    }
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0 })
    await nothingLostNothingDoubled(rabat, 15)
    const [register] = await rabat.api.register.registers({})
    expect((await rabat.api.register.verify({ registerId: register?.id ?? '', year: 2026 }))[0]?.result).toBe('whole')
  })

  it('a desk closed in the middle of a round goes on after its next start', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    await rabat.registers()
    ministry.line.break({ kind: 'delay', ms: 100 })
    const going = rabat.syncs().catch(() => undefined)
    const again = await rabat.desk.restart()
    await going
    ministry.line.mend()
    await again.api.session.logIn({ login: 'admin', password: (await import('../fixtures/office')).PASSWORD })
    expect(await again.api.sync.tryNow({})).toMatchObject({ phase: 'idle', waiting: 0, parked: 0 })
  })

  it('a scan resumes where the line broke: what arrived is not sent again', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    const path = pdfFile(rabat.desk.folder, 'scan.pdf', 'y'.repeat(5_000_000))
    const staged = await rabat.api.documents.stage({ path })
    await rabat.registers({ fileIds: [staged.id] })
    const missing: number[] = []
    const { cuts } = ministry.line
    for (let round = 0; round < 12; round++) {
      ministry.line.break({ kind: 'cut', afterBytes: 900_000, of: 'sent' })
      const { files } = await rabat.syncs()
      missing.push(files.bytesLeft)
      if (files.waiting === 0) break
    }
    // Some pieces a round and a part of others. Had each round begun again, it would never have ended.
    expect(ministry.line.cuts - cuts).toBeGreaterThan(3)
    expect(missing.slice(1)).toEqual([...missing.slice(1)].sort((a, b) => b - a))
    expect(missing.at(-1)).toBe(0)
    const blob = await ministry.looks(({ pool }) =>
      pool.one<{ complete: boolean; chunks: number[] }>('SELECT complete, chunks FROM file_blob WHERE sha256 = $1', [
        staged.sha256,
      ]),
    )
    expect(blob).toMatchObject({ complete: true, chunks: Array.from({ length: chunksOf(staged.size) }, (_, i) => i) })
  })
})

describe('by itself', () => {
  it('notices new work within seconds, sends it, and goes on while the window is locked', async () => {
    const rabat = await firstPc(ministry, { line: { automatic: true } })
    const waiting = async (): Promise<number> => (await rabat.desk.app.line.status(desk)).waiting
    const { desk } = rabat.desk.app.session
    await expect.poll(waiting, { timeout: 15_000 }).toBe(0)
    await rabat.registers()
    await rabat.api.session.lock({})
    expect(await waiting()).toBe(2)
    await expect.poll(waiting, { timeout: 15_000 }).toBe(0)
    expect(rabat.desk.events.filter((e) => e.feature === 'sync').length).toBeGreaterThan(3)
  })
})
