import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added } from './columns'

/** The number another desk gave a letter (D7), and that of the registered post (D5). */
export class TheirNumbers1763740800017 implements MigrationInterface {
  name = 'TheirNumbers1763740800017'

  async up(q: QueryRunner): Promise<void> {
    for (const column of ['otherNumber', 'postNumber']) await q.query(added('entry', column, 'text?'))
  }

  async down(): Promise<void> {
    throw new Error('what somebody wrote down is not forgotten')
  }
}
