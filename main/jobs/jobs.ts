import { randomUUID } from 'node:crypto'
import { AppError, type Failure } from '../../contract/errors'
import type { JobFinding, JobKind, JobState, JobStep } from '../../contract/jobs'
import { asAppError } from '../../db/core/errors'
import { kindOf } from './kinds'
import { Lanes } from './lanes'
import type { Work } from './work'

/** A job as main knows it; what a person is told of it says listing.ts. */
export type JobRecord = {
  id: string
  kind: JobKind
  state: JobState
  about: string | null
  step: JobStep
  done: number
  of: number | null
  byId: string | null
  startedAt: number
  endedAt: number | null
  finding: JobFinding | null
  error: Failure | null
}

/** Work that a new program must not cut; fetching one is none. */
export const isUnderWay = ({ kind, state }: JobRecord): boolean =>
  kind !== 'update' && ['waiting', 'running'].includes(state)

/** Who asks for what. `about` is said to nobody but them; `finding`: what to say of the result. */
export type Order<T> = {
  kind: JobKind
  byId: string | null
  about?: string | null
  finding?: (made: T) => JobFinding
}

export type JobsParts = {
  now: () => number
  newId: () => string
  /** Something in the list is different. */
  changed: () => void
  report: (id: string, error: unknown) => void
  /** Keeps what must be said after a kill. */
  remember: (open: readonly JobRecord[]) => Promise<void>
}

/** What ended is shown until somebody clears it, or so many came after it. */
const SHOWN = 30

/**
 * Long work of an opened vault: one list of what waits, runs and ended. It goes on while the window is locked, by whoever
 * started it, and ends when the vault closes.
 */
export class Jobs {
  private readonly records = new Map<string, JobRecord>()
  private readonly stops = new Map<string, AbortController>()
  private readonly ending = new Set<Promise<unknown>>()
  private readonly lanes = new Lanes()
  private closed = false

  constructor(
    private readonly parts: JobsParts,
    /** Cut by a kill or a closing the last time; they are said to be, and nothing else happens to them. */
    interrupted: readonly JobRecord[] = [],
  ) {
    for (const record of interrupted) this.records.set(record.id, { ...record, state: 'interrupted' })
  }

  /** Does it, in its turn. Rejects with what went wrong, with `cancelled` or with `signed-out`. */
  async run<T>(order: Order<T>, work: (w: Work) => Promise<T>): Promise<T> {
    if (this.closed) throw new AppError('signed-out')
    const record = this.begin(order)
    const stop = new AbortController()
    this.stops.set(record.id, stop)
    const running = this.carryOut(record, order, stop.signal, work)
    this.ending.add(running)
    try {
      return await running
    } finally {
      this.ending.delete(running)
    }
  }

  list(): readonly JobRecord[] {
    return [...this.records.values()]
  }

  /** @returns whether there was something to stop */
  cancel(id: string): boolean {
    const stop = this.stops.get(id)
    stop?.abort(new AppError('cancelled'))
    return stop !== undefined
  }

  async clear(which: (job: JobRecord) => boolean): Promise<void> {
    for (const job of this.records.values()) if (job.endedAt !== null && which(job)) this.records.delete(job.id)
    this.parts.changed()
    await this.keep()
  }

  /** The vault closes: what runs is stopped, and waited for, so that nothing touches the vault afterwards. */
  async close(): Promise<void> {
    this.closed = true
    for (const stop of this.stops.values()) stop.abort(new AppError('signed-out'))
    await Promise.allSettled(this.ending)
  }

  private begin(order: Order<never>): JobRecord {
    const record: JobRecord = {
      id: this.parts.newId(),
      kind: order.kind,
      state: 'waiting',
      about: order.about ?? null,
      step: 'beginning',
      done: 0,
      of: null,
      byId: order.byId,
      startedAt: this.parts.now(),
      endedAt: null,
      finding: null,
      error: null,
    }
    this.records.set(record.id, record)
    this.parts.changed()
    return record
  }

  private async carryOut<T>(
    record: JobRecord,
    order: Order<T>,
    signal: AbortSignal,
    work: (w: Work) => Promise<T>,
  ): Promise<T> {
    try {
      const made = await this.lanes.inTurn(kindOf(order.kind).lane ?? record.id, signal, async () => {
        record.state = 'running'
        this.parts.changed()
        await this.keepIf(record)
        return work({ signal, progress: (...at) => this.progress(record, signal, ...at) })
      })
      this.end(record, { state: 'ended', finding: order.finding?.(made) ?? null })
      return made
    } catch (error) {
      throw this.failed(record, signal, error)
    } finally {
      this.stops.delete(record.id)
      await this.keepIf(record)
    }
  }

  private progress(
    record: JobRecord,
    signal: AbortSignal,
    step: JobStep,
    done: number,
    of: number | null = null,
  ): void {
    signal.throwIfAborted()
    Object.assign(record, { step, done, of })
    this.parts.changed()
  }

  private failed(record: JobRecord, signal: AbortSignal, error: unknown): unknown {
    // Whatever the work says of having been stopped, it was stopped.
    if (signal.aborted) {
      const why = signal.reason as AppError
      this.end(record, { state: why.code === 'cancelled' ? 'cancelled' : 'interrupted' })
      return why
    }
    const known = this.known(error)
    const { code, params, reportId } = known
    this.end(record, { state: 'failed', error: { code, ...(params && { params }), ...(reportId && { reportId }) } })
    return known
  }

  /** A bug is a report number here as it is at the bridge. */
  private known(error: unknown): AppError {
    const known = asAppError(error)
    if (known instanceof AppError) return known
    const reportId = randomUUID().slice(0, 8)
    this.parts.report(reportId, error)
    return new AppError('unexpected', undefined, reportId)
  }

  private end(record: JobRecord, how: Partial<JobRecord> & { state: JobState }): void {
    Object.assign(record, how, { endedAt: this.parts.now() })
    if (record.state === 'ended' && kindOf(record.kind).quiet) this.records.delete(record.id)
    const ended = this.list().filter((job) => job.endedAt !== null)
    for (const old of ended.slice(0, Math.max(0, ended.length - SHOWN))) this.records.delete(old.id)
    this.parts.changed()
  }

  private async keepIf({ kind }: JobRecord): Promise<void> {
    if (kindOf(kind).remembered) await this.keep()
  }

  private async keep(): Promise<void> {
    const open = this.list().filter(
      ({ kind, state }) => kindOf(kind).remembered && (state === 'running' || state === 'interrupted'),
    )
    await this.parts.remember(open)
  }
}
