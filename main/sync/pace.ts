/** How many pieces travel in one request: more while they arrive quickly, as few as at first after something went wrong. */
export class Pace {
  pieces: number

  constructor(
    private readonly fewest: number,
    private readonly most: number,
  ) {
    this.pieces = fewest
  }

  async of<T>(work: () => Promise<T>): Promise<T> {
    const began = Date.now()
    try {
      const done = await work()
      const took = Date.now() - began
      if (took < 2_000) this.pieces = Math.min(this.most, this.pieces * 2)
      else if (took > 8_000) this.pieces = this.fewest
      return done
    } catch (error) {
      this.pieces = this.fewest
      throw error
    }
  }
}
