import { setTimeout as pause } from 'node:timers/promises'
import { areNamesOld, indexNamesAnew } from '../../db/community/name-index'
import { indexAnew } from '../../db/search/rebuild'
import { indexNextRenamed, isRenamedWaiting } from '../../db/search/renamed'
import { isIndexOld } from '../../db/search/version'
import type { Tx } from '../../db/core/sql'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'

/** Between two pieces: other programs of a small PC breathe too. */
const REST_MS = 5

/**
 * Brings the index up to what it should find: rows an older version indexed, names nobody took apart yet, and older entries of correspondents that were
 * renamed. In pieces that everybody passes; until it is through, what was not reached yet is found by its old words. Each piece
 * remembers where the next begins: after a log-out or a kill it goes on there.
 */
export async function keepIndex(desk: Desk): Promise<void> {
  const { read } = desk.db
  if (!(await isIndexOld(read)) && !(await areNamesOld(read)) && !(await isRenamedWaiting(read))) return
  await desk.jobs.run({ kind: 'index', byId: null }, async (work) => {
    let rows = 0
    if (await areNamesOld(read)) rows = await inPieces(desk, work, indexNamesAnew, rows)
    if (await isIndexOld(read)) rows = await inPieces(desk, work, indexAnew, rows)
    await inPieces(desk, work, indexNextRenamed, rows)
  })
}

type Piece = (tx: Tx) => Promise<{ rows: number; last: boolean }>

async function inPieces({ db }: Desk, work: Work, piece: Piece, before: number): Promise<number> {
  for (let rows = before; ;) {
    work.signal.throwIfAborted()
    const done = await db.write(piece, 'spare')
    work.progress('names', (rows += done.rows))
    if (done.last) return rows
    await pause(REST_MS)
  }
}
