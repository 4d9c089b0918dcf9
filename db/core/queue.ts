/** `work`: somebody waits for it. `spare`: a piece of long work, which lets everybody pass. */
export type Turn = 'work' | 'spare'

/**
 * Runs one task at a time. What somebody waits for comes in the order it came, and before any piece of long work that has not
 * begun: nobody ever waits behind more than the one piece that runs. A task that fails does not stop the next.
 */
export class Queue {
  private readonly waiting: Record<Turn, (() => Promise<Told>)[]> = { work: [], spare: [] }
  private running: Promise<void> | null = null

  run<T>(task: () => Promise<T>, turn: Turn = 'work'): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting[turn].push(async () => {
        try {
          const made = await task()
          return () => resolve(made)
        } catch (error) {
          return () => reject(error)
        }
      })
      this.running ??= this.workOff()
    })
  }

  /** Resolves when everything queued so far is done. */
  async idle(): Promise<void> {
    await this.running
  }

  private async workOff(): Promise<void> {
    // Begun when the caller has gone on: a task never runs inside the call that queues it.
    await Promise.resolve()
    for (let next = this.next(); next;) {
      const tell = await next()
      // Chosen before anybody hears of it: who writes one thing after another does not starve what waits behind them.
      next = this.next()
      if (!next) this.running = null
      tell()
    }
  }

  private next(): (() => Promise<Told>) | undefined {
    return this.waiting.work.shift() ?? this.waiting.spare.shift()
  }
}

/** Says to whoever asked how it ended. */
type Told = () => void
