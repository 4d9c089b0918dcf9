import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Scans travel in pieces of 64 KiB. What came whole in pieces of 1 MiB stays as it lies and is cut when it is asked for; what
 * came in part is asked for again.
 */
export class SmallerPieces1763740800003 implements MigrationInterface {
  name = 'SmallerPieces1763740800003'

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE file_blob ADD COLUMN piece integer NOT NULL DEFAULT 1048576')
    await q.query('ALTER TABLE file_blob ALTER COLUMN piece SET DEFAULT 65536')
    await q.query("UPDATE file_blob SET piece = 65536, chunks = '{}' WHERE NOT complete")
  }

  async down(): Promise<void> {
    throw new Error('what a desk was told is kept is never taken back')
  }
}
