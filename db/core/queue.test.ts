import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Queue, type Turn } from './queue'

const soon = (): Promise<void> => new Promise((done) => setImmediate(done))

describe('the write queue', () => {
  it('what somebody waits for passes every piece of long work that has not begun', async () => {
    const queue = new Queue()
    const done: string[] = []
    const task = (name: string, turn: Turn): Promise<void> =>
      queue.run(async () => {
        await soon()
        done.push(name)
      }, turn)
    const pieces = [task('piece 1', 'spare'), task('piece 2', 'spare'), task('piece 3', 'spare')]
    await soon() // piece 1 runs
    await Promise.all([task('entry 1', 'work'), task('entry 2', 'work'), ...pieces])
    expect(done).toEqual(['piece 1', 'entry 1', 'entry 2', 'piece 2', 'piece 3'])
  })

  it('whatever comes when, nobody waits behind more than the one piece that runs; all of it is done, in its own order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ turn: fc.constantFrom<Turn>('work', 'spare'), after: fc.nat(3), fails: fc.boolean() }), {
          maxLength: 30,
        }),
        async (tasks) => {
          const queue = new Queue()
          const begun: number[] = []
          const asked: { i: number; begunBefore: number }[] = []
          const all: Promise<unknown>[] = []
          for (const [i, { turn, after, fails }] of tasks.entries()) {
            for (let n = 0; n < after; n++) await soon()
            asked.push({ i, begunBefore: begun.length })
            all.push(
              queue
                .run(async () => {
                  begun.push(i)
                  await soon()
                  if (fails) throw new Error('no')
                }, turn)
                .catch(() => undefined),
            )
          }
          await Promise.all(all)
          const turnOf = (i: number): Turn => tasks[i]?.turn ?? 'work'
          for (const { i, begunBefore } of asked) {
            if (turnOf(i) === 'spare') continue
            const between = begun.slice(begunBefore, begun.indexOf(i))
            // What began after it was asked for and before it: only others that somebody waits for, which came earlier,
            // and a piece that was just being taken up.
            expect(between.filter((j) => turnOf(j) === 'spare').length).toBeLessThanOrEqual(1)
            expect(between.filter((j) => turnOf(j) === 'work').every((j) => j < i)).toBe(true)
          }
          for (const turn of ['work', 'spare'] as const) {
            const mine = begun.filter((i) => turnOf(i) === turn)
            expect(mine).toEqual([...mine].sort((a, b) => a - b))
          }
          expect(begun.length).toBe(tasks.length)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('a piece after a piece leaves no gap in which nothing else could come: work that repeats itself cannot starve it', async () => {
    const queue = new Queue()
    let pieces = 0
    let entries = 0
    const long = (async () => {
      while (pieces < 5) await queue.run(async () => void pieces++, 'spare')
    })()
    while (pieces < 5 && entries < 100) await queue.run(async () => void entries++)
    await long
    expect(entries).toBeLessThan(20)
  })

  it('is idle when all of it is done, the failed too', async () => {
    const queue = new Queue()
    let done = false
    const failed = queue.run(() => Promise.reject(new Error('no'))).catch(() => undefined)
    void queue.run(async () => {
      await soon()
      done = true
    }, 'spare')
    await queue.idle()
    expect(done).toBe(true)
    await failed
  })
})
