import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added } from './columns'

/** Who returned a letter, and when. */
export class Returned1763740800011 implements MigrationInterface {
  name = 'Returned1763740800011'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('letter', 'returnedAt', 'int?'))
    await q.query(added('letter', 'returnedById', 'text?'))
  }

  async down(): Promise<void> {
    throw new Error('who returned a letter is not forgotten')
  }
}
