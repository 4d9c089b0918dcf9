import type { ClosingAct } from '../../domain/register/closing'
import type { Sql } from './connect'

export type StoredClosing = ClosingAct & { book: string }

/** The acts that close something in these books, in order. */
export const closingsOf = (sql: Sql, office: string, books: readonly string[]): Promise<StoredClosing[]> =>
  sql.all(
    `SELECT book, position, kind, at::float8 AS at, body FROM closing_act WHERE office = $1 AND book = ANY($2::uuid[]) ORDER BY book, position`,
    [office, books],
  )

export const keepClosings = (sql: Sql, office: string, acts: readonly StoredClosing[]): Promise<void> =>
  sql.run(
    `INSERT INTO closing_act (office, book, position, kind, at, body)
     SELECT $1::uuid, book, position, kind, at, body FROM json_to_recordset($2::json) AS x(book uuid, position int, kind text, at bigint, body text)
     ON CONFLICT DO NOTHING`,
    [office, JSON.stringify(acts)],
  )
