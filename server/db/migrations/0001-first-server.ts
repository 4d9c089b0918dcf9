import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The server's tables (docs/sync.md, ADR 010). Later migrations only add: servers and desks are updated on different days. */
export class FirstServer1763740800001 implements MigrationInterface {
  name = 'FirstServer1763740800001'

  async up(q: QueryRunner): Promise<void> {
    for (const statement of TABLES) await q.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('what a desk was told is kept is never taken back')
  }
}

const TABLES = [
  // The head of an office's stream. Its row is locked until commit, so no sequence number becomes visible before a smaller one.
  `CREATE TABLE office_head (
     stream uuid PRIMARY KEY, seq bigint NOT NULL DEFAULT 0, chain text NOT NULL, epoch text NOT NULL, created_at bigint NOT NULL)`,
  `CREATE TABLE device (
     id uuid PRIMARY KEY, office uuid NOT NULL REFERENCES office_head (stream), name text NOT NULL, public_key text NOT NULL,
     desk_code text, user_id uuid, last_d integer NOT NULL DEFAULT 0, last_hash text NOT NULL, enrolled_at bigint NOT NULL,
     last_seen bigint, drift_ms bigint, revoked_at bigint)`,
  `CREATE UNIQUE INDEX uq_device_office_desk_code ON device (office, desk_code)`,
  // Only the hash of a code is kept: whoever reads the table cannot enrol.
  `CREATE TABLE enrolment (
     code_hash text PRIMARY KEY, office uuid, user_id uuid, expires_at bigint NOT NULL, used_at bigint, used_by uuid)`,
  // Every operation as it came, byte for byte, with the answer it got: the same push twice is answered from here.
  `CREATE TABLE operation (
     device uuid NOT NULL REFERENCES device (id), d integer NOT NULL, stream uuid NOT NULL, seq bigint NOT NULL, body text NOT NULL,
     hash text NOT NULL, outcome text NOT NULL, reason text, chain text NOT NULL, received_at bigint NOT NULL, PRIMARY KEY (device, d))`,
  `CREATE UNIQUE INDEX uq_operation_stream_seq ON operation (stream, seq)`,
  // Rows of any entity; the contract's descriptors say what is in them. Text, not jsonb: jsonb reorders keys.
  `CREATE TABLE office_row (
     stream uuid NOT NULL, entity text NOT NULL, id uuid NOT NULL, seq bigint NOT NULL, fields text NOT NULL, versions text NOT NULL,
     PRIMARY KEY (stream, entity, id))`,
  // One line a (scope, entity, row): it compacts itself.
  `CREATE TABLE row_feed (
     scope uuid NOT NULL, entity text NOT NULL, row_id uuid NOT NULL, stream uuid NOT NULL, seq bigint NOT NULL, state text NOT NULL,
     PRIMARY KEY (scope, entity, row_id))`,
  `CREATE UNIQUE INDEX uq_row_feed_scope_seq ON row_feed (scope, seq)`,
  // N3: whatever else goes wrong, the table itself refuses a number twice, and a place in a book's chain twice.
  `CREATE TABLE number_given (
     office uuid NOT NULL, register uuid NOT NULL, year integer NOT NULL, desk text NOT NULL, seq integer NOT NULL, holder uuid NOT NULL,
     device uuid NOT NULL, PRIMARY KEY (office, register, year, desk, seq))`,
  `CREATE TABLE act_position (
     office uuid NOT NULL, book uuid NOT NULL, position integer NOT NULL, act uuid NOT NULL, PRIMARY KEY (office, book, position))`,
  `CREATE TABLE conflict_of (
     office uuid NOT NULL, row_id uuid NOT NULL, conflict uuid NOT NULL, PRIMARY KEY (office, row_id, conflict))`,
  // One content an office; which chunks of it are here. Made by a \`file\` row that names it, never by an upload.
  `CREATE TABLE file_blob (
     office uuid NOT NULL, sha256 text NOT NULL, size bigint NOT NULL, chunks integer[] NOT NULL DEFAULT '{}',
     complete boolean NOT NULL DEFAULT false, PRIMARY KEY (office, sha256))`,
  `CREATE TABLE nonce (device uuid NOT NULL, nonce text NOT NULL, at bigint NOT NULL, PRIMARY KEY (device, nonce))`,
  `CREATE INDEX ix_nonce_at ON nonce (at)`,
]
