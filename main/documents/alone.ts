/** One piece of work at a time for each name; what waits goes on in the order it came, however the one before ended. */
export class Alone {
  private readonly last = new Map<string, Promise<unknown>>()

  async with<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name)
    const mine = (async () => {
      await before?.catch(() => undefined) // its own caller is told
      return work()
    })()
    this.last.set(name, mine)
    try {
      return await mine
    } finally {
      if (this.last.get(name) === mine) this.last.delete(name)
    }
  }
}
