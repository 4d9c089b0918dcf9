import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { dueTime, nothingAnswered, type Answered, type Plan } from '../../domain/jobs/due'
import { zoneOf } from '../../domain/text/zone'
import { Schedule } from './schedule'

const zone = zoneOf({ timeZone: 'Africa/Casablanca' })
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))

/** A PC: its clock, its disk, and what ran on it. */
function pc(plan: Plan) {
  const kept = new Map<string, Answered>()
  const reported: unknown[] = []
  const ran: number[] = []
  let at = Date.UTC(2026, 10, 20, 9, 40)
  let killed: (() => void) | null = null
  let hang = false
  const start = (): Schedule =>
    new Schedule(
      {
        now: () => at,
        zone: () => zone,
        recall: async (name) => kept.get(name) ?? nothingAnswered,
        remember: async (name, what) => void kept.set(name, what),
        report: (_id, error) => void reported.push(error),
      },
      [
        {
          name: 'duty',
          plan,
          work: async () => {
            ran.push(dueTime(plan, at, zone))
            if (hang) await new Promise<void>((done) => (killed = done))
          },
        },
      ],
    )
  let schedule = start()
  return {
    ran,
    reported,
    set: (to: number) => void (at = to),
    move: (ms: number) => void (at = Math.max(0, at + ms)),
    look: async () => {
      await schedule.look()
      await settled()
    },
    restart: () => void (schedule = start()),
    /** Killed in the middle of the work, if any is due. */
    kill: async () => {
      hang = true
      await schedule.look()
      await settled()
      hang = false
      killed = null
      schedule = start()
    },
    wasKilled: () => killed,
  }
}

type Step = { what: 'wait' | 'sleep' | 'jump' | 'restart' | 'kill'; ms: number }
const steps = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 3 * HOUR }) }),
    fc.record({ what: fc.constant('sleep' as const), ms: fc.integer({ min: HOUR, max: 3 * DAY }) }),
    fc.record({ what: fc.constant('jump' as const), ms: fc.integer({ min: -20 * DAY, max: 20 * DAY }) }),
    fc.record({ what: fc.constant('restart' as const), ms: fc.constant(0) }),
    fc.record({ what: fc.constant('kill' as const), ms: fc.constant(0) }),
  ),
  { maxLength: 25 },
)

async function live(desk: ReturnType<typeof pc>, life: readonly Step[]): Promise<void> {
  for (const { what, ms } of life) {
    if (what === 'restart') desk.restart()
    else if (what === 'kill') await desk.kill()
    else if (what === 'wait') for (let gone = 0; gone < ms; gone += 20 * MINUTE) desk.move(20 * MINUTE)
    else desk.move(ms)
    await desk.look()
  }
}

describe.each<[string, Plan]>([
  ['every hour', { everyMs: HOUR }],
  ['every day at noon', { dailyAt: '12:00' }],
])('what is due %s', (_name, plan) => {
  it('is done once for each due time, however the clock jumps, the PC sleeps, restarts or is killed in the middle', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (life) => {
        const desk = pc(plan)
        await live(desk, life)
        expect(desk.ran).toEqual([...new Set(desk.ran)])
        expect(desk.reported).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('is done for the due time in force whenever it was not yet, whatever came before', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (life) => {
        const desk = pc(plan)
        await live(desk, life)
        // A day nobody has seen: after any life the duty is done on it.
        desk.set(Date.UTC(2027, 5, 1, 15, 30))
        await desk.look()
        expect(desk.ran).toContain(dueTime(plan, Date.UTC(2027, 5, 1, 15, 30), zone))
      }),
      { numRuns: 100 },
    )
  })
})

describe('the schedule', () => {
  it('a night that was slept through brings one time, not eight', async () => {
    const desk = pc({ everyMs: HOUR })
    await desk.look()
    desk.move(8 * HOUR)
    await desk.look()
    await desk.look()
    expect(desk.ran).toHaveLength(2)
  })

  it('a clock that stood a year ahead for an hour does not stop it for a year', async () => {
    const desk = pc({ everyMs: HOUR })
    await desk.look()
    desk.move(365 * DAY)
    await desk.look()
    desk.move(-365 * DAY + HOUR)
    await desk.look()
    expect(desk.ran).toHaveLength(3)
  })

  it('what is to be done at noon is not done before, and once after', async () => {
    const desk = pc({ dailyAt: '12:00' })
    await desk.look() // yesterday’s, which nobody did
    desk.set(Date.UTC(2026, 10, 20, 10, 59)) // 11:59 in Rabat
    await desk.look()
    expect(desk.ran).toHaveLength(1)
    desk.set(Date.UTC(2026, 10, 20, 11, 0))
    await desk.look()
    await desk.look()
    expect(desk.ran).toHaveLength(2)
  })

  it('asked for before its time it runs at once, and once more when it was asked for while it ran', async () => {
    let runs = 0
    let go: () => void = () => undefined
    const schedule = new Schedule(
      {
        now: () => 0,
        zone: () => zone,
        recall: async () => nothingAnswered,
        remember: async () => undefined,
        report: () => undefined,
      },
      [
        {
          name: 'index',
          plan: { everyMs: HOUR },
          work: async () => {
            runs++
            await new Promise<void>((done) => (go = done))
          },
        },
      ],
    )
    schedule.soon('index')
    await settled()
    schedule.soon('index')
    schedule.soon('index')
    await settled()
    expect(runs).toBe(1)
    go()
    await settled()
    expect(runs).toBe(2)
    const closed = schedule.close()
    go()
    await closed
    schedule.soon('index')
    await settled()
    expect(runs).toBe(2)
  })

  it('what fails is done again at its next due time; a bug is reported, a full disk is not', async () => {
    const reported: unknown[] = []
    const kept = new Map<string, Answered>()
    const errors = [new Error('a bug'), new AppError('disk-full')]
    let at = 0
    const schedule = new Schedule(
      {
        now: () => at,
        zone: () => zone,
        recall: async (name) => kept.get(name) ?? nothingAnswered,
        remember: async (name, what) => void kept.set(name, what),
        report: (_id, error) => void reported.push(error),
      },
      [{ name: 'x', plan: { everyMs: HOUR }, work: () => Promise.reject(errors.shift()) }],
    )
    for (let i = 0; i < 2; i++) {
      await schedule.look()
      await settled()
      at += HOUR
    }
    expect(errors).toEqual([])
    expect(reported).toHaveLength(1)
  })
})
