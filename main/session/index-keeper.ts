import { setTimeout as pause } from 'node:timers/promises'
import { indexAnew, isIndexOld } from '../../db/search/rebuild'
import type { Desk } from '../desk'

/**
 * Brings an index of an older version up to this one while people work: in short transactions with pauses, so that registering
 * never waits. Until it is through, what was not reached yet is found by its old words. Goes on where it was stopped.
 */
export class IndexKeeper {
  private stopped = false
  private readonly working: Promise<void>

  constructor(desk: Desk) {
    // A full disk or a closing vault ends it; the next opening goes on.
    this.working = this.work(desk).catch(() => undefined)
  }

  private async work({ db }: Desk): Promise<void> {
    if (!(await isIndexOld(db.read))) return
    while (!this.stopped && !(await db.write(indexAnew))) await pause(20)
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.working
  }
}
