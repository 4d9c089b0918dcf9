import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { Jobs, type JobRecord } from './jobs'
import { toldTo } from './listing'
import { atMostEvery } from './tell'

const settled = (): Promise<void> => new Promise((done) => setImmediate(done))

function some(interrupted: readonly JobRecord[] = []) {
  const kept: string[][] = []
  const reported: unknown[] = []
  let ids = 0
  const jobs = new Jobs(
    {
      now: () => 1000 + ids,
      newId: () => `job ${++ids}`,
      changed: () => undefined,
      report: (_id, error) => void reported.push(error),
      remember: async (open) => void kept.push(open.map(({ id, state }) => `${id} ${state}`)),
    },
    interrupted,
  )
  const only = (): JobRecord => {
    const [job] = jobs.list()
    if (!job) throw new Error('no job')
    return job
  }
  return { jobs, kept, reported, only }
}
/** Work that goes on until it is told to end, or stopped. */
function long() {
  let end: () => void = () => undefined
  const work = ({ signal }: { signal: AbortSignal }): Promise<string> =>
    new Promise((resolve, reject) => {
      end = () => resolve('made')
      signal.addEventListener('abort', () => reject(new Error('cut somewhere inside')))
    })
  return { work, end: () => end() }
}

describe('a job', () => {
  it('gives what it made, says how far it is meanwhile, and how it ended', async () => {
    const { jobs, only } = some()
    const made = await jobs.run(
      { kind: 'proof', byId: 'a', about: 'و/2026', finding: () => 'attention' },
      async (w) => {
        expect(only()).toMatchObject({ state: 'running', step: 'beginning', of: null })
        w.progress('acts', 200, 1000)
        expect(only()).toMatchObject({ step: 'acts', done: 200, of: 1000, endedAt: null })
        return 7
      },
    )
    expect(made).toBe(7)
    expect(only()).toMatchObject({ state: 'ended', finding: 'attention', about: 'و/2026', byId: 'a' })
    expect(only().endedAt).not.toBeNull()
  })

  it('that fails keeps why, and whoever waits for it is told the same', async () => {
    const { jobs, only, reported } = some()
    const failing = jobs.run({ kind: 'backup', byId: 'a' }, () => Promise.reject(new AppError('medium-full')))
    await expect(failing).rejects.toMatchObject({ code: 'medium-full' })
    expect(only()).toMatchObject({ state: 'failed', error: { code: 'medium-full' } })
    expect(reported).toEqual([])
  })

  it('that meets a bug is a report number, in the list and to whoever waits, and is reported once', async () => {
    const { jobs, only, reported } = some()
    const failing = jobs.run({ kind: 'scan', byId: 'a' }, () => Promise.reject(new Error('/home/x SQLITE')))
    const error = await failing.catch((caught: unknown) => caught as AppError)
    expect(error).toMatchObject({ code: 'unexpected' })
    expect(only().error).toEqual({ code: 'unexpected', reportId: (error as AppError).reportId })
    expect(reported).toHaveLength(1)
  })

  it('that is cancelled is cancelled, whatever its work says of having been cut', async () => {
    const { jobs, only } = some()
    const running = jobs.run({ kind: 'proof', byId: 'a' }, long().work)
    await settled()
    expect(jobs.cancel(only().id)).toBe(true)
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(only()).toMatchObject({ state: 'cancelled', error: null })
    expect(jobs.cancel(only().id)).toBe(false)
  })

  it('stops at its next word of progress when its work does not listen', async () => {
    const { jobs, only } = some()
    const running = jobs.run({ kind: 'proof', byId: 'a' }, async ({ progress }) => {
      for (;;) {
        await settled()
        progress('acts', 1)
      }
    })
    await settled()
    jobs.cancel(only().id)
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('waits for the one before it in its lane; who gives up waiting leaves at once, and holds nobody up', async () => {
    const { jobs } = some()
    const [first, second, third] = [long(), long(), long()]
    const states = (): string[] => jobs.list().map(({ state }) => state)
    const all = [first, second, third].map(({ work }) => jobs.run({ kind: 'proof', byId: 'a' }, work))
    const ended = Promise.allSettled(all)
    await settled()
    expect(states()).toEqual(['running', 'waiting', 'waiting'])
    jobs.cancel('job 2')
    await expect(all[1]).rejects.toMatchObject({ code: 'cancelled' })
    expect(states()).toEqual(['running', 'cancelled', 'waiting'])
    first.end()
    await settled()
    expect(states()).toEqual(['ended', 'cancelled', 'running'])
    third.end()
    expect((await ended).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('that went well and that nobody looks at leaves the list; one that failed stays', async () => {
    const { jobs } = some()
    await jobs.run({ kind: 'scan', byId: 'a' }, async () => 1)
    expect(jobs.list()).toEqual([])
    await jobs.run({ kind: 'scan', byId: 'a' }, () => Promise.reject(new AppError('file-gone'))).catch(() => undefined)
    expect(jobs.list()).toHaveLength(1)
    await jobs.clear(() => true)
    expect(jobs.list()).toEqual([])
  })

  it('is stopped and waited for when the vault closes, and none begins afterwards', async () => {
    const { jobs, kept } = some()
    let cleaned = false
    const running = jobs.run({ kind: 'backup', byId: 'a' }, async ({ signal }) => {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut')))).finally(
        async () => {
          await settled()
          cleaned = true
        },
      )
    })
    const outcome = running.catch((error: unknown) => error)
    await settled()
    await jobs.close()
    expect(cleaned).toBe(true)
    expect(await outcome).toMatchObject({ code: 'signed-out' })
    await expect(jobs.run({ kind: 'scan', byId: 'a' }, async () => 1)).rejects.toMatchObject({ code: 'signed-out' })
    // Said at the next opening: it was cut, and did not end.
    expect(kept.at(-1)).toEqual(['job 1 interrupted'])
  })

  it('that a kill cut is said to have been interrupted until somebody clears it', async () => {
    const { jobs, kept } = some()
    void jobs.run({ kind: 'backup', byId: 'a' }, long().work).catch(() => undefined)
    await settled()
    expect(kept.at(-1)).toEqual(['job 1 running'])
    const after = some(jobs.list().map((job) => ({ ...job, id: 'the cut one', endedAt: 2000 })))
    expect(after.only()).toMatchObject({ state: 'interrupted', kind: 'backup' })
    await after.jobs.run({ kind: 'proof', byId: 'a' }, async () => [])
    expect(after.kept.at(-1)).toEqual(['the cut one interrupted'])
    await after.jobs.clear(() => true)
    expect(after.kept.at(-1)).toEqual([])
  })
})

describe('whoever looks after the PC', () => {
  const admin: Actor = { userId: 'b', roles: ['administrator'], clearance: 'ordinary', officeId: 'o', deviceId: 'd' }

  it('is not told what somebody else’s work is about, nor names in what went wrong (A2)', async () => {
    const { jobs, only } = some()
    const params = { name: 'rapport secret.pdf', sizeMb: 900 }
    await jobs
      .run({ kind: 'scan', byId: 'a', about: 'rapport secret.pdf' }, () =>
        Promise.reject(new AppError('file-too-large', params)),
      )
      .catch(() => undefined)
    expect(JSON.stringify(toldTo(admin, only()))).not.toContain('secret')
    expect(toldTo(admin, only())).toMatchObject({ mine: false, about: null, error: { code: 'file-too-large' } })
    expect(toldTo({ ...admin, userId: 'a' }, only())).toMatchObject({ mine: true, error: { params } })
  })
})

it('what changes a thousand times is told at once, and then now and again, the last of it too', async () => {
  let told = 0
  const { tell, stop } = atMostEvery(20, () => told++)
  for (let i = 0; i < 1000; i++) tell()
  expect(told).toBe(1)
  while (told < 2) await settled()
  expect(told).toBe(2)
  stop()
})
