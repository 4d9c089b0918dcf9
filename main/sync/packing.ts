import { packPiece } from '../../db/outbox/packing'
import type { Desk } from '../desk'

/** What the server has had for so long takes little room on the PC (decisions.md). */
const KEPT_MS = 35 * 86_400_000
/** A round does some of it, each piece in a turn of its own: somebody who registers meanwhile waits for one at most. */
const PIECES = 8

export async function packOld(desk: Desk, stopped: () => boolean): Promise<void> {
  for (let i = 0; i < PIECES && !stopped(); i++)
    if (!(await desk.db.write((tx) => packPiece(tx, desk.clock.now() - KEPT_MS)))) return
}
