import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Nothing asks for operations by their change: what a change brought is found by its device and first number. */
export class FewerIndexes1763740800007 implements MigrationInterface {
  name = 'FewerIndexes1763740800007'

  async up(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_operation_change')
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('CREATE INDEX ix_operation_change ON operation (change)')
  }
}
