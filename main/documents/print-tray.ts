import { randomBytes } from 'node:crypto'

import type { Thing } from '../security/thing'

/** `of`: what is on it, for the security log; `openAt`: when it was made, where the glass of a wall was broken then (P4). */
export type Printed = { bytes: Buffer; name: string; userId: string; mediaType?: string; of?: Thing; openAt?: number }

/** The tray: PDFs made for looking at or printing, held in memory under a token that cannot be guessed; only their maker gets them. */
export class PrintTray {
  private readonly shelf = new Map<string, Printed>()

  constructor(
    private readonly places = 12,
    /** The moment, while the glass of a wall stands broken for this person. */
    private readonly open: (userId: string) => number | null = () => null,
  ) {}

  /**
   * @param leaves what leaves the office bears no mark: an envelope says nothing of how anything was read (P4)
   * @returns the address the window may fetch.
   */
  put(printed: Printed, leaves = false): string {
    const token = randomBytes(16).toString('hex')
    const openAt = leaves ? null : this.open(printed.userId)
    const isPaper = (printed.mediaType ?? 'application/pdf') === 'application/pdf'
    this.shelf.set(token, openAt !== null && isPaper ? { ...printed, openAt } : printed)
    for (const oldest of this.shelf.keys()) {
      if (this.shelf.size <= this.places) break
      this.shelf.delete(oldest)
    }
    return `diwan://print/${token}`
  }

  get(token: string, userId: string): Printed | undefined {
    const found = this.shelf.get(token)
    return found?.userId === userId ? found : undefined
  }

  clear(): void {
    this.shelf.clear()
  }
}
