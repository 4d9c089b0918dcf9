/** One piece of work at a time in each lane, in the order they came; who gives up leaves the line at once. */
export class Lanes {
  private readonly last = new Map<string, Promise<unknown>>()

  async inTurn<T>(lane: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(lane) ?? Promise.resolve()
    let mine: () => void = () => undefined
    const over = before.then(() => new Promise<void>((done) => (mine = done)))
    this.last.set(lane, over)
    try {
      await unlessAborted(before, signal)
      return await work()
    } finally {
      // Who left before their turn holds nobody up when it comes.
      void before.then(() => mine())
      void over.then(() => {
        if (this.last.get(lane) === over) this.last.delete(lane)
      })
    }
  }
}

function unlessAborted(waiting: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    void waiting.then(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
  })
}
