import type { MigrationInterface, QueryRunner } from 'typeorm'

/** PCs that were restored or copied and go on under a new identity (ADR 020). */
export class Successors1763740800006 implements MigrationInterface {
  name = 'Successors1763740800006'

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE device ADD COLUMN split_at bigint')
    await q.query('ALTER TABLE device ADD COLUMN succeeded_by uuid')
    await q.query("ALTER TABLE device ADD COLUMN was uuid[] NOT NULL DEFAULT '{}'")
    await q.query("ALTER TABLE device ADD COLUMN pens uuid[] NOT NULL DEFAULT '{}'")
  }

  async down(): Promise<void> {
    throw new Error('what a desk was told is kept is never taken back')
  }
}
