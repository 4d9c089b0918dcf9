import { Worker } from 'node:worker_threads'

/** What a thread answers, by the number it was asked under. */
export type Answer<Made> = ({ id: number; ok: true } & Made) | { id: number; ok: false; message: string }

export interface ThreadsOptions {
  /** How many at once. */
  most?: number
  /** A thread holds some 100 MB of what it has loaded: it is let go when nobody has asked for so long. */
  idleMs?: number
  /** One ended by itself: what it died of. */
  died?: (error: Error) => void
}

interface Asked<Made> {
  request: { id: number }
  resolve(made: Made): void
  reject(error: unknown): void
  /** Nobody waits for the answer any more. */
  forget(): void
}

interface Seat<Made> {
  worker: Worker
  current: Asked<Made> | null
}

/**
 * Threads of one program, started when they are needed, each given one thing at a time, and started again after they died: what
 * one died of is rejected, what waited behind it is done by its successor. Who gives up leaves the line, or ends the thread that
 * works for them.
 */
export class Threads<Ask extends object, Made extends object> {
  private readonly waiting: Asked<Made>[] = []
  private readonly seats = new Set<Seat<Made>>()
  private idle: NodeJS.Timeout | undefined
  private closed = false
  private lastId = 0

  constructor(
    private readonly file: string,
    private readonly options: ThreadsOptions = {},
  ) {}

  /** @param signal aborts with what is to be thrown */
  ask(request: Ask, signal?: AbortSignal): Promise<Made> {
    if (this.closed) return Promise.reject(new Error('The threads are closed'))
    if (signal?.aborted) return Promise.reject(signal.reason)
    return new Promise((resolve, reject) => {
      const asked: Asked<Made> = {
        request: { ...request, id: ++this.lastId },
        resolve,
        reject,
        forget: () => signal?.removeEventListener('abort', stop),
      }
      const stop = (): void => this.giveUp(asked, signal?.reason)
      signal?.addEventListener('abort', stop, { once: true })
      this.waiting.push(asked)
      this.next()
    })
  }

  /** Whether one stands, at work or waiting. */
  get started(): boolean {
    return this.seats.size > 0
  }

  /** Ends the threads; what was not answered is rejected, and so is everything asked later. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.idle)
    const open = [...[...this.seats].flatMap(({ current }) => current ?? []), ...this.waiting.splice(0)]
    for (const seat of this.seats) seat.current = null
    for (const asked of open) this.settle(asked, () => asked.reject(new Error('The threads are closed')))
    await this.letGo()
  }

  private next(): void {
    if (this.closed) return
    clearTimeout(this.idle)
    while (this.waiting.length > 0) {
      const seat = this.freeSeat()
      const asked = seat && this.waiting.shift()
      if (!seat || !asked) break
      this.give(seat, asked)
    }
    if ([...this.seats].some(({ current }) => current) || this.seats.size === 0) return
    this.idle = setTimeout(() => void this.letGo(), this.options.idleMs ?? 60_000)
    this.idle.unref()
  }

  private give(seat: Seat<Made>, asked: Asked<Made>): void {
    seat.current = asked
    seat.worker.ref()
    try {
      seat.worker.postMessage(asked.request)
    } catch (error) {
      // What cannot be cloned (a function in it) is the caller's mistake, not the thread's.
      this.free(seat)
      this.settle(asked, () => asked.reject(error instanceof Error ? error : new Error(String(error))))
    }
  }

  private freeSeat(): Seat<Made> | undefined {
    const free = [...this.seats].find(({ current }) => current === null)
    if (free || this.seats.size >= (this.options.most ?? 1)) return free
    const seat: Seat<Made> = { worker: new Worker(this.file), current: null }
    // The app may quit while the thread is idle.
    seat.worker.unref()
    let fault: Error | null = null
    seat.worker.on('message', (answer: Answer<Made>) => this.answered(seat, answer))
    seat.worker.on('error', (error) => {
      fault = error instanceof Error ? error : new Error(String(error))
    })
    seat.worker.on('exit', (code) => {
      // One that was let go answers for nothing any more.
      if (!this.seats.delete(seat)) return
      const lost = seat.current
      const died = fault ?? new Error(`The thread stopped (exit code ${code})`)
      this.options.died?.(died)
      if (lost) this.settle(lost, () => lost.reject(died))
      this.next()
    })
    this.seats.add(seat)
    return seat
  }

  private answered(seat: Seat<Made>, answer: Answer<Made>): void {
    const asked = seat.current
    if (asked?.request.id !== answer.id) return
    this.free(seat)
    this.settle(asked, () => (answer.ok ? asked.resolve(answer) : asked.reject(new Error(answer.message))))
    this.next()
  }

  private giveUp(asked: Asked<Made>, reason: unknown): void {
    const at = this.waiting.indexOf(asked)
    if (at >= 0) this.waiting.splice(at, 1)
    const seat = [...this.seats].find(({ current }) => current === asked)
    if (seat) {
      this.seats.delete(seat)
      void seat.worker.terminate()
    }
    this.settle(asked, () => asked.reject(reason))
    this.next()
  }

  private free(seat: Seat<Made>): void {
    seat.current = null
    seat.worker.unref()
  }

  private settle(asked: Asked<Made>, say: () => void): void {
    asked.forget()
    say()
  }

  private async letGo(): Promise<void> {
    const workers = [...this.seats].map(({ worker }) => worker)
    this.seats.clear()
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
