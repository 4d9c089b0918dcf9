/** Runs one task at a time, in the order they came. A task that fails does not stop the next. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve()

  run<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.last.then(task, task)
    this.last = turn.catch(() => undefined)
    return turn
  }

  /** Resolves when everything queued so far is done. */
  async idle(): Promise<void> {
    await this.last
  }
}
