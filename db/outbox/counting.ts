import { sql, type Reader } from '../core/sql'

/** How many operations this PC has ever said: they are counted from one, and the last is never packed away. */
export async function countOwn(read: Reader): Promise<number> {
  const row = await sql(read).one<{ n: number }>('SELECT coalesce(max(d), 0) AS n FROM outbox')
  return row?.n ?? 0
}
