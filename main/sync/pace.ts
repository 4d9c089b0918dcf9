import { MOST_CHUNKS } from '../../domain/sync/request'

/** How many pieces travel in one request: more while they arrive quickly, one after something went wrong. */
export class Pace {
  pieces = 1

  async of<T>(work: () => Promise<T>): Promise<T> {
    const began = Date.now()
    try {
      const done = await work()
      const took = Date.now() - began
      if (took < 2_000) this.pieces = Math.min(MOST_CHUNKS, this.pieces * 2)
      else if (took > 8_000) this.pieces = 1
      return done
    } catch (error) {
      this.pieces = 1
      throw error
    }
  }
}
