import type { PullPage } from '../../contract/wire'
import type { Sql } from '../../server/db/connect'
import { pageText, type WrittenPage } from '../../server/sync/pull'

/** A page as it comes over the line. */
export const asRead = (page: WrittenPage): PullPage => JSON.parse(pageText(page)) as PullPage

/** How many operations of a device the server keeps; every number of the chain once. */
export async function operationsKept(pool: Sql, device: string): Promise<number> {
  const batches = await pool.all<{ first: number; last: number }>(
    'SELECT first_d AS first, last_d AS last FROM operation_batch WHERE device = $1 ORDER BY first_d',
    [device],
  )
  const ds = batches.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
  return new Set(ds).size === ds.length ? ds.length : Number.NaN
}
