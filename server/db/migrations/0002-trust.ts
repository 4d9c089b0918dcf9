import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whose word an office goes back to, and the signatures of everything that came (docs/security.md). */
export class Trust1763740800002 implements MigrationInterface {
  name = 'Trust1763740800002'

  async up(q: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await q.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('who did it is never taken back')
  }
}

const STATEMENTS = [
  // Pinned when the first PC brought its office; nobody else can be the first afterwards, whatever is lost.
  `ALTER TABLE office_head ADD COLUMN root_key text`,
  `ALTER TABLE enrolment ADD COLUMN pass text`,
  `ALTER TABLE operation ADD COLUMN change uuid`,
  `CREATE INDEX ix_operation_change ON operation (change)`,
  // One command of one person: its signature, and what it came to. A change is said once in an office, whoever says it again.
  `CREATE TABLE signed_change (
     office uuid NOT NULL, id uuid NOT NULL, device uuid NOT NULL, first_d integer NOT NULL, last_d integer NOT NULL, user_id uuid,
     key_id uuid, signature text NOT NULL, reason text, received_at bigint NOT NULL, PRIMARY KEY (office, id))`,
  `CREATE TABLE device_head (
     device uuid NOT NULL, d integer NOT NULL, hash text NOT NULL, signature text NOT NULL, received_at bigint NOT NULL,
     PRIMARY KEY (device, d, hash))`,
  `CREATE TABLE push_request (
     device uuid NOT NULL, nonce text NOT NULL, time bigint NOT NULL, path text NOT NULL, body_hash text NOT NULL,
     signature text NOT NULL, received_at bigint NOT NULL, PRIMARY KEY (device, nonce))`,
]
