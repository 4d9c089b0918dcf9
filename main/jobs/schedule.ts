import { AppError } from '../../contract/errors'
import { answered, dueTime, isDue, type Answered, type Plan } from '../../domain/jobs/due'
import type { Zone } from '../../domain/text/zone'

/** Something to be done by itself. */
export type Duty = {
  name: string
  plan: Plan
  /** Also each time the vault is opened: it may have been cut. */
  atOpening?: boolean
  work: () => Promise<void>
}

export type ScheduleParts = {
  now: () => number
  zone: () => Zone
  recall: (name: string) => Promise<Answered>
  /** On the disk when it resolves: only then is the work begun. */
  remember: (name: string, what: Answered) => Promise<void>
  report: (id: string, error: unknown) => void
}

/** One long timer would count the hours of a sleep or not, by system, and know nothing of a clock that was set. */
export const LOOK_EVERY_MS = 30_000

/**
 * Does what is due while the vault is open. It looks at the clock again and again; each due time is written down as answered
 * before its work begins, so that neither a kill nor a changed clock brings it a second time.
 */
export class Schedule {
  private readonly running = new Map<string, Promise<void>>()
  private readonly again = new Set<string>()
  private timer: NodeJS.Timeout | null = null
  private looking: Promise<void> = Promise.resolve()
  private closed = false

  constructor(
    private readonly parts: ScheduleParts,
    private readonly duties: readonly Duty[],
  ) {}

  open(lookEveryMs = LOOK_EVERY_MS): void {
    for (const { name, atOpening } of this.duties) if (atOpening) this.soon(name)
    this.timer = setInterval(() => void this.look(), lookEveryMs)
    this.timer.unref()
    void this.look()
  }

  /** There is something to do before its time: now, or when what runs of it has ended. */
  soon(name: string): void {
    const duty = this.duties.find((one) => one.name === name)
    if (!duty || this.closed) return
    if (this.running.has(name)) this.again.add(name)
    else this.begin(duty)
  }

  /** Begins what is due; what of it still runs is asked again the next time. */
  look(): Promise<void> {
    this.looking = this.looking.then(async () => {
      for (const duty of this.duties) await this.lookAt(duty).catch((error: unknown) => this.failed(duty.name, error))
    })
    return this.looking
  }

  /** Nothing begins after this; resolves when what runs has ended. */
  async close(): Promise<void> {
    this.closed = true
    if (this.timer) clearInterval(this.timer)
    await this.looking
    await Promise.all(this.running.values())
  }

  private async lookAt(duty: Duty): Promise<void> {
    const { name, plan } = duty
    if (this.closed || this.running.has(name)) return
    const time = dueTime(plan, this.parts.now(), this.parts.zone())
    const before = await this.parts.recall(name)
    if (!isDue(time, before)) return
    await this.parts.remember(name, answered(time, before))
    // Asked for meanwhile: then it is being done.
    if (!this.closed && !this.running.has(name)) this.begin(duty)
  }

  private begin(duty: Duty): void {
    const work = this.carryOut(duty).finally(() => {
      this.running.delete(duty.name)
      if (this.again.delete(duty.name)) this.soon(duty.name)
    })
    this.running.set(duty.name, work)
  }

  private async carryOut({ name, work }: Duty): Promise<void> {
    await Promise.resolve() // not inside the call that asked for it
    await work().catch((error: unknown) => this.failed(name, error))
  }

  /** A full disk or a closing vault is said elsewhere; the next due time tries again. */
  private failed(name: string, error: unknown): void {
    if (!(error instanceof AppError)) this.parts.report(`schedule ${name}`, error)
  }
}
