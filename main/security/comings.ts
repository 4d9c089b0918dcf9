import { AppError } from '../../contract/errors'
import type { Desk } from '../desk'
import { record, type Happened } from './log'
import { keepForLater } from './refusals'

/**
 * What nobody may be kept from by a full disk: coming, going and being refused. What could not be written is counted, and how many
 * lines are missing is the first thing said when there is room again. (A guess itself is counted before it is tried, and not
 * tried when it cannot be: main/session/attempts.ts.) What somebody is **given** is recorded first, or not given: `record`.
 */
export class Comings {
  private unwritten = 0

  constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  /** Into the log of the open desk, or, while nobody has the vault open, kept for it. */
  async say(desk: Desk | null, what: Happened): Promise<void> {
    const missing = this.unwritten
    if (missing > 0) {
      const said = { kind: 'unrecorded', userId: null, detail: { lost: missing } } as const
      if (await this.written(desk, said)) this.unwritten -= missing
    }
    if (!(await this.written(desk, what))) this.unwritten++
  }

  private async written(desk: Desk | null, what: Happened): Promise<boolean> {
    try {
      if (desk) await record(desk, what)
      else keepForLater(this.folder, this.now(), what)
      return true
    } catch (error) {
      // `signed-out`: the vault closed meanwhile.
      if (error instanceof AppError && ['disk-full', 'disk-failed', 'signed-out'].includes(error.code)) return false
      throw error
    }
  }
}
