import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added } from './columns'

/** What an administrator knows of the clocks before the tables of the time zone do (ADR 019). */
export class OfficeClock1763740800006 implements MigrationInterface {
  name = 'OfficeClock1763740800006'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('office', 'clock', 'text?'))
  }

  async down(): Promise<void> {
    throw new Error('what an administrator said of the clocks is never taken back')
  }
}
