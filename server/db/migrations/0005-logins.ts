import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Two desks that made the same login are told at every contact: the few operations refused for it are found at once. */
export class Logins1763740800005 implements MigrationInterface {
  name = 'Logins1763740800005'

  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE INDEX ix_operation_login_taken ON operation (stream, seq) WHERE reason = 'login-taken'`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_operation_login_taken')
  }
}
