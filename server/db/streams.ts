import { sha256 } from '../../domain/hash'
import type { Sql } from './connect'

/** `rootKey`: the office's own key, pinned when its first PC brought it. */
export type Head = { stream: string; seq: number; chain: string; epoch: string; rootKey: string | null }

const COLUMNS = 'stream, seq, chain, epoch, root_key AS "rootKey"'

/** Held to commit: whoever writes into this office's stream waits here, and nobody reads past a number still in flight. */
export const lockHead = (sql: Sql, stream: string): Promise<Head | undefined> =>
  sql.one(`SELECT ${COLUMNS} FROM office_head WHERE stream = $1 FOR UPDATE`, [stream])

export const headOf = (sql: Sql, stream: string): Promise<Head | undefined> =>
  sql.one(`SELECT ${COLUMNS} FROM office_head WHERE stream = $1`, [stream])

export const moveHead = (sql: Sql, head: Head): Promise<void> =>
  sql.run('UPDATE office_head SET seq = $2, chain = $3 WHERE stream = $1', [head.stream, head.seq, head.chain])

/** The stream's chain begins at its own id. */
export const streamGenesis = (stream: string): string => sha256(`diwan stream ${stream}`)

export const createHead = (
  sql: Sql,
  head: { stream: string; epoch: string; rootKey: string; at: number },
): Promise<void> =>
  sql.run('INSERT INTO office_head (stream, seq, chain, epoch, created_at, root_key) VALUES ($1, 0, $2, $3, $4, $5)', [
    head.stream,
    streamGenesis(head.stream),
    head.epoch,
    head.at,
    head.rootKey,
  ])

/** After the database was restored: every desk notices that this is another incarnation, and sends what it lacks. */
export const renewEpochs = (sql: Sql, newEpoch: () => string): Promise<void> =>
  sql.all<{ stream: string }>('SELECT stream FROM office_head').then(async (heads) => {
    for (const { stream } of heads)
      await sql.run('UPDATE office_head SET epoch = $2 WHERE stream = $1', [stream, newEpoch()])
  })
