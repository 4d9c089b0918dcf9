import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Which file names which content, so that the last file of one can be told (R2). A content whose every file was destroyed is neither taken
 * in nor given out, and its pieces go; named anew by another file it is expected again.
 */
export class Destroyed1763740800013 implements MigrationInterface {
  name = 'Destroyed1763740800013'

  async up(q: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await q.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('what was destroyed does not come back')
  }
}

const STATEMENTS = [
  `CREATE TABLE named_file (
     office uuid NOT NULL, file uuid NOT NULL, sha256 text NOT NULL, size bigint NOT NULL, destroyed boolean NOT NULL DEFAULT false,
     PRIMARY KEY (office, file))`,
  `INSERT INTO named_file (office, file, sha256, size)
     SELECT stream, id, sha256, size::bigint
     FROM (SELECT stream, id, fields::json->>'sha256' AS sha256, fields::json->>'size' AS size FROM office_row WHERE entity = 'file') AS f
     WHERE sha256 ~ '^[0-9a-f]{64}$' AND size ~ '^[0-9]{1,15}$' ON CONFLICT DO NOTHING`,
  `CREATE INDEX ix_named_file_content ON named_file (office, sha256, size)`,
  `ALTER TABLE file_blob ADD COLUMN destroyed boolean NOT NULL DEFAULT false`,
  `CREATE INDEX ix_file_blob_destroyed ON file_blob (office) WHERE destroyed AND chunks <> '{}'`,
]
