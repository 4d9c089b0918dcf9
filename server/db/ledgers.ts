import type { Sql } from './connect'

/** N3: a number of a series, and what it was given to: an entry, or the act that says it is void. */
export type NumberGiven = { register: string; year: number; desk: string; seq: number; holder: string; device: string }
export const numberKey = (n: Pick<NumberGiven, 'register' | 'year' | 'desk' | 'seq'>): string =>
  `${n.register}/${n.year}/${n.desk}/${n.seq}`

/** Which of these numbers are given already. The office's head is locked: nobody gives one meanwhile. */
export const numbersGiven = (
  sql: Sql,
  office: string,
  wanted: readonly Pick<NumberGiven, 'register' | 'year' | 'desk' | 'seq'>[],
): Promise<NumberGiven[]> =>
  sql.all(
    `SELECT n.register, n.year, n.desk, n.seq, n.holder, n.device FROM json_to_recordset($2::json) AS w(register uuid, year int, desk text, seq int)
     JOIN number_given n ON n.office = $1 AND n.register = w.register AND n.year = w.year AND n.desk = w.desk AND n.seq = w.seq`,
    [office, JSON.stringify(wanted)],
  )

export const giveNumbers = (sql: Sql, office: string, numbers: readonly NumberGiven[]): Promise<void> =>
  sql.run(
    `INSERT INTO number_given (office, register, year, desk, seq, holder, device) SELECT $1::uuid, register, year, desk, seq, holder, device
     FROM json_to_recordset($2::json) AS x(register uuid, year int, desk text, seq int, holder uuid, device uuid)`,
    [office, JSON.stringify(numbers)],
  )

/** I5: a place in the chain of a book. */
export type Position = { book: string; position: number; act: string }
export const positionKey = (p: Pick<Position, 'book' | 'position'>): string => `${p.book}/${p.position}`

export const positionsTaken = (
  sql: Sql,
  office: string,
  wanted: readonly Pick<Position, 'book' | 'position'>[],
): Promise<Position[]> =>
  sql.all(
    `SELECT p.book, p.position, p.act FROM json_to_recordset($2::json) AS w(book uuid, position int)
     JOIN act_position p ON p.office = $1 AND p.book = w.book AND p.position = w.position`,
    [office, JSON.stringify(wanted)],
  )

export const takePositions = (sql: Sql, office: string, positions: readonly Position[]): Promise<void> =>
  sql.run(
    `INSERT INTO act_position (office, book, position, act) SELECT $1::uuid, book, position, act
     FROM json_to_recordset($2::json) AS x(book uuid, position int, act uuid) ON CONFLICT DO NOTHING`,
    [office, JSON.stringify(positions)],
  )

export const linkConflicts = (
  sql: Sql,
  office: string,
  links: readonly { row_id: string; conflict: string }[],
): Promise<void> =>
  sql.run(
    `INSERT INTO conflict_of (office, row_id, conflict) SELECT $1::uuid, row_id, conflict FROM json_to_recordset($2::json) AS x(row_id uuid, conflict uuid)`,
    [office, JSON.stringify(links)],
  )
