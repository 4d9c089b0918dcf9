import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { AppError } from '../../contract/errors'

/** Seconds to wait after the n-th wrong password in a row: three are free, then it doubles up to a quarter of an hour. */
export const waitSeconds = (wrong: number): number => (wrong < 3 ? 0 : Math.min(900, 5 * 2 ** (wrong - 3)))

/** Wrong passwords, kept in a file so that starting again does not start the count again. */
export class Attempts {
  constructor(
    private readonly file: string,
    private readonly now: () => number,
  ) {}

  /** @throws wait-before-retry { waitSeconds } */
  check(): void {
    const { wrong, at } = this.read()
    const passed = this.now() - at
    // A clock set back must not lock anybody out for longer than the wait itself: the wait begins again, now.
    if (passed < 0) this.keep(wrong)
    const left = Math.ceil(waitSeconds(wrong) - Math.max(0, passed) / 1000)
    if (left > 0) throw new AppError('wait-before-retry', { waitSeconds: left })
  }

  /** @returns seconds to wait before the next try. */
  failed(): number {
    const wrong = this.read().wrong + 1
    this.keep(wrong)
    return waitSeconds(wrong)
  }

  succeeded(): void {
    rmSync(this.file, { force: true })
  }

  private keep(wrong: number): void {
    writeFileSync(this.file, JSON.stringify({ wrong, at: this.now() }), { mode: 0o600 })
  }

  private read(): { wrong: number; at: number } {
    try {
      const { wrong, at } = JSON.parse(readFileSync(this.file, 'utf8')) as { wrong: unknown; at: unknown }
      if (typeof wrong === 'number' && typeof at === 'number') return { wrong, at }
    } catch {
      // No file: nobody has failed.
    }
    return { wrong: 0, at: 0 }
  }
}
