import type { Sql } from './connect'

export type OrderRow = { id: string; version: string; at: number; givenBy: string; said: string; receivedAt: number }

export const insertOrder = (sql: Sql, o: OrderRow): Promise<void> =>
  sql.run('INSERT INTO release_order (id, version, at, given_by, said, received_at) VALUES ($1, $2, $3, $4, $5, $6)', [
    o.id,
    o.version,
    o.at,
    o.givenBy,
    o.said,
    o.receivedAt,
  ])

export const orderById = (sql: Sql, id: string): Promise<OrderRow | undefined> =>
  sql.one(
    'SELECT id, version, at, given_by AS "givenBy", said, received_at AS "receivedAt" FROM release_order WHERE id = $1',
    [id],
  )

export const managingOffice = async (sql: Sql): Promise<string | null> =>
  (await sql.one<{ office: string }>('SELECT office FROM release_managers'))?.office ?? null

/** Whoever begins something only one may be at waits here. */
export const lockManagers = (sql: Sql): Promise<void> => sql.run('SELECT 1 FROM release_managers FOR UPDATE')

/** One office, or none. */
export async function setManagingOffice(sql: Sql, office: string | null): Promise<void> {
  await sql.run('DELETE FROM release_managers')
  if (office !== null) await sql.run('INSERT INTO release_managers (office) VALUES ($1)', [office])
}
