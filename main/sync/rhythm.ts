/** How often others' work is asked for while there is none of one's own. */
const ASK_EVERY_MS = 20_000

/**
 * When the line may be tried again, and when others' work is due to be asked for: counted on a clock that nobody sets. By the PC's
 * own, one set back by a day would have kept a desk from hearing anything for a day.
 */
export class Rhythm {
  private askedAt = -Infinity
  private notBefore = -Infinity

  /** @param tick milliseconds since any moment, never back */
  constructor(private readonly tick: () => number = () => performance.now()) {}

  begun(): void {
    this.askedAt = this.tick()
    this.notBefore = -Infinity
  }

  failed(forMs: number): void {
    this.notBefore = this.tick() + forMs
  }

  get isDue(): boolean {
    return this.tick() - this.askedAt >= ASK_EVERY_MS
  }

  waitMs(atLeast: number): number {
    return Math.max(atLeast, this.notBefore - this.tick())
  }
}
