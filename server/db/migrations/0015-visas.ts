import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What was said of a letter before it is signed is found by the letter (W2). */
export class Visas1763740800015 implements MigrationInterface {
  name = 'Visas1763740800015'

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `CREATE INDEX ix_office_row_visa ON office_row (stream, ((fields::json->>'letterId'))) WHERE entity = 'visa'`,
    )
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_office_row_visa')
  }
}
