import type { Names } from '../../contract/values'
import { sql, type Reader } from '../core/sql'

/** The office's own list; null: what its country usually writes. */
export async function instructionsOf(read: Reader): Promise<Names[] | null> {
  const row = await sql(read).one<{ instructions: string | null }>('SELECT instructions FROM office LIMIT 1')
  return row?.instructions ? (JSON.parse(row.instructions) as Names[] | null) : null
}
