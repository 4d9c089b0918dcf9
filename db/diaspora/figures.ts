import type { Figure, OwnCount, Series } from '../../contract/diaspora'
import { keptOut, visible, type Viewer } from '../../domain/visibility'
import { sql, type Reader } from '../core/sql'

export type FigureRecord = Figure & { removedAt: number | null }

const FIELDS = 'id, measure, source, countryCode, year, total, male, female, note, removedAt'

/** Every table there is, with its years and in how many countries each counted. */
export async function seriesOf(read: Reader): Promise<(Series & { years: { year: number; countries: number }[] })[]> {
  const rows = await sql(read).all<Series & { year: number; countries: number }>(
    'SELECT measure, source, year, count(*) AS countries FROM figure WHERE removedAt IS NULL GROUP BY measure, source, year ORDER BY measure, source, year',
  )
  const tables = new Map<string, Series & { years: { year: number; countries: number }[] }>()
  for (const { measure, source, year, countries } of rows) {
    const key = `${measure} ${source}`
    const table = tables.get(key) ?? { measure, source, years: [] }
    table.years.push({ year, countries })
    tables.set(key, table)
  }
  return [...tables.values()]
}

/** One year of a table, by country. */
export const figuresOf = (
  read: Reader,
  { measure, source, year }: Series & { year: number },
): Promise<FigureRecord[]> =>
  sql(read).all(
    `SELECT ${FIELDS} FROM figure WHERE measure = ? AND source = ? AND year = ? AND removedAt IS NULL ORDER BY countryCode`,
    [measure, source, year],
  )

/** The last year of a table before this one. */
export async function yearBefore(
  read: Reader,
  { measure, source, year }: Series & { year: number },
): Promise<number | null> {
  const row = await sql(read).one<{ year: number | null }>(
    'SELECT max(year) AS year FROM figure WHERE measure = ? AND source = ? AND year < ? AND removedAt IS NULL',
    [measure, source, year],
  )
  return row?.year ?? null
}

/** All that is said of a country, the newest first. */
export const figuresIn = (read: Reader, countryCode: string, limit: number): Promise<FigureRecord[]> =>
  sql(read).all(
    `SELECT ${FIELDS} FROM figure WHERE countryCode = ? AND removedAt IS NULL ORDER BY year DESC, measure DESC, source DESC LIMIT ?`,
    [countryCode, limit],
  )

export const figureById = (read: Reader, id: string): Promise<FigureRecord | undefined> =>
  sql(read).one(`SELECT ${FIELDS} FROM figure WHERE id = ?`, [id])

/** Those of these that are here, removed ones too. */
export const figuresNamed = (read: Reader, ids: readonly string[]): Promise<FigureRecord[]> =>
  sql(read).all(
    `SELECT f.id, f.measure, f.source, f.countryCode, f.year, f.total, f.male, f.female, f.note, f.removedAt
     FROM json_each(?) j CROSS JOIN figure f ON f.id = j.value`,
    [JSON.stringify(ids)],
  )

/** This office's own cards by country, as the table itself keeps count of them, without those that a wall keeps from the reader (P4). */
export const ownCounts = (read: Reader, viewer: Viewer): Promise<OwnCount[]> => {
  const out = keptOut('w', viewer)
  return sql(read).all(
    `SELECT countryCode, sum(CASE WHEN kind = 'person' THEN cards ELSE 0 END) AS persons,
       sum(CASE WHEN kind = 'person' THEN 0 ELSE cards END) AS entities
     FROM (SELECT countryCode, kind, cards FROM cardCount
       UNION ALL SELECT c.countryCode, c.kind, -1 FROM wall w CROSS JOIN contact c ON c.id = w.contactId WHERE c.countryCode <> '' AND ${out.sql})
     GROUP BY countryCode HAVING sum(cards) > 0 ORDER BY countryCode`,
    out.params,
  )
}

/** The ids of the cards in a country, the newest first, from after one that is there already. */
export async function cardsIn(
  read: Reader,
  viewer: Viewer,
  {
    countryCode,
    kind,
    after,
    limit,
  }: { countryCode: string; kind: string; after?: { createdAt: number; id: string } | undefined; limit: number },
): Promise<string[]> {
  const may = visible('contact', 'c', viewer)
  const rows = await sql(read).all<{ id: string }>(
    `SELECT c.id FROM contact c
     WHERE c.removedAt IS NULL AND c.countryCode = ? AND c.countryCode <> '' AND c.kind = ?${after ? ' AND (c.createdAt, c.id) < (?, ?)' : ''}
     AND ${may.sql} ORDER BY c.createdAt DESC, c.id DESC LIMIT ?`,
    [countryCode, kind, ...(after ? [after.createdAt, after.id] : []), ...may.params, limit],
  )
  return rows.map(({ id }) => id)
}
