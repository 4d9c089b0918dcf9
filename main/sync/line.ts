import type { SyncStatus } from '../../contract/sync'
import { outboxCounts } from '../../db/outbox/queue'
import type { Desk } from '../desk'

export type LineParts = Pick<Desk, 'clock' | 'newId' | 'emit'> & { report: (id: string, error: unknown) => void }

/** The desk's side of the line to the server: what waits, since when, and why. */
export class Line {
  private desk: Desk | null = null

  constructor(private readonly parts: LineParts) {}

  async open(desk: Desk): Promise<void> {
    this.desk = desk
  }

  async close(): Promise<void> {
    this.desk = null
  }

  async status(desk: Desk): Promise<SyncStatus> {
    const counts = await outboxCounts(desk.db.read)
    return {
      phase: 'unenrolled',
      server: null,
      ...counts,
      files: { waiting: 0, bytesLeft: 0, bytesTotal: 0 },
      lastContact: null,
      nextTry: null,
      reason: null,
      conflicts: 0,
      driftMs: null,
    }
  }
}
