import type { MigrationInterface, QueryRunner } from 'typeorm'
import { added, createIndex } from './columns'

/** When an entry that was numbered first was described (D2), and the few that wait for it. */
export class Described1763740800018 implements MigrationInterface {
  name = 'Described1763740800018'

  async up(q: QueryRunner): Promise<void> {
    await q.query(added('entry', 'describedAt', 'int?'))
    await createIndex(q, 'entry', ['registeredAt', 'id', 'level', 'registeredById'], {
      where: 'subject IS NULL AND cancelledAt IS NULL',
    })
  }

  async down(): Promise<void> {
    throw new Error('what was described stays so')
  }
}
