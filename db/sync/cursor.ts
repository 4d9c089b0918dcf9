import { entityNames } from '../../domain/entities'
import { sql, type Reader, type Tx } from '../core/sql'

/**
 * How far this PC has pulled: `live` upward, `backfill` downward (−1 = never pulled, 0 = nothing is missing below); `head` is
 * where the server's stream stood at the last contact.
 */
export type Cursor = { stream: string; epoch: string; live: number; backfill: number; head: number }

export const cursorOf = (read: Reader, stream: string): Promise<Cursor | undefined> =>
  sql(read).one('SELECT stream, epoch, live, backfill, head FROM cursor WHERE stream = ?', [stream])

export const setCursor = (tx: Tx, c: Cursor): Promise<void> =>
  sql(tx).run(
    `INSERT INTO cursor (stream, epoch, live, backfill, head) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (stream) DO UPDATE SET epoch = excluded.epoch, live = excluded.live, backfill = excluded.backfill, head = excluded.head`,
    [c.stream, c.epoch, c.live, c.backfill, c.head],
  )

/**
 * The server is another incarnation: its sequence numbers say nothing about ours. Everything is pulled again and nothing is
 * deleted; a row counts as never seen until it comes.
 */
export async function startAnew(tx: Tx, stream: string, epoch: string): Promise<void> {
  for (const name of entityNames) await sql(tx).run(`UPDATE "${name}" SET rv = 0, versions = '{}' WHERE rv <> 0`)
  // Conflicts are the server's own: those it still has come again.
  await sql(tx).run('DELETE FROM conflict')
  await setCursor(tx, { stream, epoch, live: 0, backfill: -1, head: 0 })
}
