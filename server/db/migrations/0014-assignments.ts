import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What was assigned of an entry is asked with every change beside it (W1, A2): found by its entry. */
export class Assignments1763740800014 implements MigrationInterface {
  name = 'Assignments1763740800014'

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `CREATE INDEX ix_office_row_assignment ON office_row (stream, substring(fields from '"entryId":"([0-9a-f-]{36})"')) WHERE entity = 'assignment'`,
    )
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_office_row_assignment')
  }
}
