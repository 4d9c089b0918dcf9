import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './columns'

/** What became of a change the server did not take: tried again by another one, mended, or put away, and by whom. */
export class Parked1763740800007 implements MigrationInterface {
  name = 'Parked1763740800007'

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'parkedAnswer', { change: 'text', how: 'text', userId: 'text', at: 'int', again: 'text?' })
  }

  async down(): Promise<void> {
    throw new Error('who answered a change is never taken back')
  }
}
