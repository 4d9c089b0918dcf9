import { sql, type Reader } from '../core/sql'

/** Whether something of this row waits to be sent. */
export const isPending = async (read: Reader, rowId: string): Promise<boolean> =>
  (await sql(read).one<{ n: number }>(`SELECT EXISTS (SELECT 1 FROM outbox WHERE rowId = ? AND state = 'waiting') AS n`, [rowId]))?.n === 1
