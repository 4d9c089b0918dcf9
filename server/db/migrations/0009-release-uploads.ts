import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A release on its way from somebody's window: one an office, until it is here or nobody went on with it. */
export class ReleaseUploads1763740800009 implements MigrationInterface {
  name = 'ReleaseUploads1763740800009'

  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE release_upload (
      office uuid PRIMARY KEY REFERENCES office_head (stream), id uuid NOT NULL, device uuid NOT NULL REFERENCES device (id),
      said text NOT NULL, began_at bigint NOT NULL, touched_at bigint NOT NULL)`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE release_upload')
  }
}
