import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What closes a day or a year of a book, by its place in the chain: asked before an entry is taken (I4), so that the server says the same
 * as the desk. A server that did not know these acts yet kept them as rows: they are found there.
 */
export class Closings1763740800012 implements MigrationInterface {
  name = 'Closings1763740800012'

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `CREATE TABLE closing_act (
         office uuid NOT NULL, book uuid NOT NULL, position integer NOT NULL, kind text NOT NULL, at bigint NOT NULL, body text,
         PRIMARY KEY (office, book, position))`,
    )
    await q.query(
      `INSERT INTO closing_act (office, book, position, kind, at, body)
       SELECT stream, (fields::json ->> 'bookId')::uuid, (fields::json ->> 'position')::int, fields::json ->> 'kind',
         (fields::json ->> 'at')::bigint, fields::json ->> 'body'
       FROM office_row WHERE entity = 'act' AND fields ~ '"kind":"(dayClosing|yearClosing|reopening|session)"'
       ON CONFLICT DO NOTHING`,
    )
  }

  async down(): Promise<void> {
    throw new Error('migrations only add')
  }
}
