import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pdfWorker, type PdfWorker } from './client'

/** A worker that answers with its thread number and what it was told to do. */
const FAKE = `
const { parentPort, threadId } = require('node:worker_threads')
parentPort.on('message', ({ id, model = {}, fontsDir }) => {
  if (model.die) process.exit(3)
  if (model.refuse) return parentPort.postMessage({ id, ok: false, message: model.refuse })
  const bytes = new TextEncoder().encode(fontsDir + ' ' + threadId + ' ' + (model.say ?? ''))
  setTimeout(() => parentPort.postMessage({ id, ok: true, bytes, pages: 1 }), model.after ?? 0)
})`

describe('the PDF worker', () => {
  let folder: string
  let file: string
  let worker: PdfWorker
  const said = async (model: object): Promise<string> => new TextDecoder().decode((await worker.proof(model)).bytes)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'diwan-worker-'))
    file = join(folder, 'worker.cjs')
    writeFileSync(file, FAKE)
    worker = pdfWorker(file, { fontsDir: 'fonts', most: 1 })
  })
  afterEach(async () => {
    await worker.close()
    rmSync(folder, { recursive: true })
  })

  test('answers each job with its own result, in order', async () => {
    const answers = await Promise.all([said({ say: 'one', after: 30 }), said({ say: 'two' }), said({ say: 'three' })])
    expect(answers.map((answer) => answer.split(' ')[2])).toEqual(['one', 'two', 'three'])
    expect(answers[0]).toMatch(/^fonts /)
  })

  test('a refusal is the error of that job and of no other', async () => {
    await expect(worker.proof({ refuse: 'no such font' })).rejects.toThrow('no such font')
    expect(await said({ say: 'next' })).toContain('next')
  })

  test('the job it died of is rejected; the ones behind it are done by its successor', async () => {
    const first = (await said({})).split(' ')[1]
    const [lost, done] = await Promise.allSettled([worker.proof({ die: true }), said({ say: 'after' })])
    expect(lost.status).toBe('rejected')
    expect(done).toMatchObject({ status: 'fulfilled' })
    expect((await said({})).split(' ')[1]).not.toBe(first)
  })

  test('a worker that cannot start rejects, and does not hang', async () => {
    const broken = pdfWorker(join(folder, 'missing.cjs'), { fontsDir: 'fonts' })
    await expect(broken.proof({})).rejects.toThrow()
    await broken.close()
  })

  test('a model that cannot be sent is refused', async () => {
    await expect(worker.proof({ say: () => 'x' })).rejects.toThrow()
    expect(await said({ say: 'still here' })).toContain('still here')
  })

  test('is let go when idle, and comes back when asked', async () => {
    const shortLived = pdfWorker(file, { fontsDir: 'fonts', most: 1, idleMs: 20 })
    const thread = async (): Promise<string | undefined> =>
      new TextDecoder().decode((await shortLived.proof({})).bytes).split(' ')[1]
    const first = await thread()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await thread()).not.toBe(first)
    await shortLived.close()
  })

  test('who gives up leaves the line, or ends the thread that works for them; the others get what they asked for', async () => {
    const first = (await said({})).split(' ')[1]
    const [working, inLine] = [new AbortController(), new AbortController()]
    const given = [worker.proof({ after: 5_000 }, working.signal), worker.proof({}, inLine.signal)]
    const behind = said({ say: 'behind' })
    const settled = Promise.allSettled(given)
    inLine.abort(new Error('left the line'))
    working.abort(new Error('given up'))
    expect((await settled).map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
      'Error: given up',
      'Error: left the line',
    ])
    const [, thread, word] = (await behind).split(' ')
    expect([thread === first, word]).toEqual([false, 'behind'])
  })

  test('as many at once as it may have threads', async () => {
    const pool = pdfWorker(file, { fontsDir: 'fonts', most: 2 })
    const threads = await Promise.all(
      [1, 2, 3].map(async () => new TextDecoder().decode((await pool.proof({ after: 50 })).bytes).split(' ')[1]),
    )
    expect(new Set(threads).size).toBe(2)
    await pool.close()
  })

  test('is started before it is needed, once', async () => {
    const woken = pdfWorker(file, { fontsDir: 'fonts', most: 1 })
    expect(woken.started).toBe(false)
    await Promise.all([woken.warm(), woken.warm()])
    expect(woken.started).toBe(true)
    const thread = new TextDecoder().decode((await woken.proof({})).bytes).split(' ')[1]
    await woken.warm()
    expect(new TextDecoder().decode((await woken.proof({})).bytes).split(' ')[1]).toBe(thread)
    await woken.close()
  })

  test('closing rejects what is not answered and what is asked later', async () => {
    const pending = [worker.proof({ after: 5_000 }), worker.proof({})]
    const settled = Promise.allSettled(pending)
    await worker.close()
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(worker.proof({})).rejects.toThrow(/closed/)
  })
})
