import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What PCs said of having stopped (server/support): redacted there, sent because somebody said so, kept for a while. */
export class Support1763740800010 implements MigrationInterface {
  name = 'Support1763740800010'

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `CREATE TABLE support_report (
         device uuid NOT NULL REFERENCES device (id), id uuid NOT NULL, at bigint NOT NULL, received_at bigint NOT NULL,
         kind text NOT NULL, said text NOT NULL, PRIMARY KEY (device, id))`,
    )
    await q.query('CREATE INDEX ix_support_report_received_at ON support_report (received_at)')
  }

  async down(): Promise<void> {
    throw new Error('migrations only add')
  }
}
