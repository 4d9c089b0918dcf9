import { sql, type Reader } from '../core/sql'

/**
 * Whether rows of a book are still on their way to this PC: what the server has is not all pulled, or something of the book came
 * and is kept aside. Between two pages an entry may show a correction whose act comes with the next one.
 */
export async function arriving(read: Reader, bookId: string): Promise<boolean> {
  const found = await sql(read).one(
    `SELECT 1 AS yes FROM cursor WHERE backfill <> 0 OR live < head
     UNION ALL SELECT 1 FROM asideRow WHERE entity IN ('entry', 'act') AND json_extract(fields, '$.bookId') = ?1
     UNION ALL SELECT 1 FROM deferredRow WHERE entity IN ('entry', 'act') AND json_extract(fields, '$.bookId') = ?1 LIMIT 1`,
    [bookId],
  )
  return found !== undefined
}
