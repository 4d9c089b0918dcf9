import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What a PC sends is kept as it came, a request a row, where each operation had a row and three places in indexes of its own; and
 * rows are their own feed. What came before stays in `operation`, and is read there (ADR 010).
 */
export class Batches1763740800011 implements MigrationInterface {
  name = 'Batches1763740800011'

  async up(q: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await q.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('what a desk was told is kept is never taken back')
  }
}

const STATEMENTS = [
  // Operations first_d … last_d at the places first_seq … of the stream, whose chain was `before` and is `chain` after them.
  `CREATE TABLE operation_batch (
     device uuid NOT NULL REFERENCES device (id), first_d integer NOT NULL, last_d integer NOT NULL, stream uuid NOT NULL,
     first_seq bigint NOT NULL, before text NOT NULL, chain text NOT NULL, changes uuid[] NOT NULL, answers text NOT NULL,
     body bytea NOT NULL, received_at bigint NOT NULL, PRIMARY KEY (device, first_d))`,
  // It is compressed as it comes.
  `ALTER TABLE operation_batch ALTER COLUMN body SET STORAGE EXTERNAL`,
  `CREATE UNIQUE INDEX uq_operation_batch_stream_seq ON operation_batch (stream, first_seq)`,
  // The few that were refused for their login, which every page tells of.
  `CREATE TABLE login_refused (
     stream uuid NOT NULL, seq bigint NOT NULL, device uuid NOT NULL, body text NOT NULL, PRIMARY KEY (stream, seq))`,
  `INSERT INTO login_refused (stream, seq, device, body)
     SELECT stream, seq, device, body FROM operation WHERE reason = 'login-taken'`,
  `DROP INDEX ix_operation_login_taken`,
  // One scope an office: its feed said of each row what the row says itself. What leaves a scope will have lines of its own (ADR 011).
  `CREATE UNIQUE INDEX uq_office_row_stream_seq ON office_row (stream, seq) WHERE seq > 0`,
  `DROP TABLE row_feed`,
]
