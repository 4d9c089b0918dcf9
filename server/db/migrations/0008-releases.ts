import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Releases of the program (server/releases): as they were signed, to whom they go, what PCs say of them. */
export class Releases1763740800008 implements MigrationInterface {
  name = 'Releases1763740800008'

  async up(q: QueryRunner): Promise<void> {
    for (const statement of TABLES) await q.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('what a desk was told is kept is never taken back')
  }
}

const TABLES = [
  // The signed text and its signatures never change; the rest is what its managers decide.
  `CREATE TABLE release (
     version text PRIMARY KEY, said text NOT NULL, signatures text NOT NULL, channel text NOT NULL,
     state text NOT NULL, percent integer NOT NULL, first uuid[] NOT NULL, last uuid[] NOT NULL, starts_at bigint NOT NULL,
     forced boolean NOT NULL, added_at bigint NOT NULL, added_by text NOT NULL)`,
  `CREATE TABLE release_package (
     version text NOT NULL REFERENCES release (version), sha512 text NOT NULL, size bigint NOT NULL, PRIMARY KEY (version, sha512))`,
  `CREATE INDEX ix_release_package_sha512 ON release_package (sha512)`,
  // Every order with its proof, in the order of its time: the latest stands, an older one comes too late.
  `CREATE TABLE release_order (
     id uuid PRIMARY KEY, version text NOT NULL REFERENCES release (version), at bigint NOT NULL, given_by text NOT NULL,
     said text NOT NULL, received_at bigint NOT NULL)`,
  `CREATE UNIQUE INDEX uq_release_order_version_at ON release_order (version, at)`,
  `CREATE TABLE release_report (
     device uuid PRIMARY KEY REFERENCES device (id), version text NOT NULL, channel text NOT NULL, kind text, state text NOT NULL,
     about text, reason text, at bigint NOT NULL)`,
  // The office whose administrators give orders; without a row, nobody does.
  `CREATE TABLE release_managers (office uuid PRIMARY KEY REFERENCES office_head (stream))`,
]
