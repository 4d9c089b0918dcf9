import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A content is what its row says: hash **and** size. A row with a right hash and a false size, come first, had kept the right one
 * from being uploaded for good. What lies on the shelf stays where it lies; what was named and had no place gets one.
 */
export class SizesBeside1763740800004 implements MigrationInterface {
  name = 'SizesBeside1763740800004'

  async up(q: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await q.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('what a desk was told is kept is never taken back')
  }
}

const STATEMENTS = [
  `ALTER TABLE file_blob DROP CONSTRAINT file_blob_pkey`,
  `ALTER TABLE file_blob ADD PRIMARY KEY (office, sha256, size)`,
  `ALTER TABLE file_blob ADD COLUMN sized boolean NOT NULL DEFAULT false`,
  `ALTER TABLE file_blob ALTER COLUMN sized SET DEFAULT true`,
  `ALTER TABLE file_blob ADD COLUMN touched_at bigint NOT NULL DEFAULT 0`,
  `UPDATE file_blob SET touched_at = (extract(epoch FROM now()) * 1000)::bigint`,
  `INSERT INTO file_blob (office, sha256, size)
     SELECT DISTINCT stream, sha256, size::bigint
     FROM (SELECT stream, fields::json->>'sha256' AS sha256, fields::json->>'size' AS size FROM office_row WHERE entity = 'file') AS named
     WHERE sha256 ~ '^[0-9a-f]{64}$' AND size ~ '^[0-9]{1,15}$'
     ON CONFLICT DO NOTHING`,
  `CREATE INDEX ix_file_blob_begun ON file_blob (touched_at) WHERE NOT complete AND chunks <> '{}'`,
]
