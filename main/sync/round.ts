import { AppError } from '../../contract/errors'
import type { PullPage } from '../../contract/wire'
import { cursorHere } from './cursor'
import { sendFiles } from './files'
import { packOld } from './packing'
import { pastOf } from './past'
import { pushAll, pushNothing, type Round } from './pushing'
import { receive } from './receive'

/** A server that is restored again and again while we send is somebody's to look at. */
const RECOVERIES = 5

/** Sends what waits, fetches what is new, then the scans. Each step is safe to do twice; a round may be cut anywhere. */
export async function runRound(r: Round): Promise<void> {
  for (let recoveries = 0; ; recoveries++) {
    if (recoveries > RECOVERIES) throw new AppError('server-refused', { reason: 'want-d' })
    const spoke = (await pastOf(r.desk.db.read)) === 'same'
    if (spoke && (await pushAll(r)) === 'behind') continue
    r.happened('pushed')
    if ((await pullAll(r)) === 'behind') continue
    await assertOnePast(r)
    // After a restore it listens first: what waits goes when the server knows the same past.
    if (spoke || r.stopped()) break
  }
  r.happened('pulled')
  if (!r.stopped()) await sendFiles(r.desk, r.wire, r.fileSent, () => r.happened('pulled'))
  r.happened('filed')
  await packOld(r.desk, r.stopped)
}

/** Two PCs of one name, or one that went back: both stop writing until a person says which goes on (N7, ADR 020). */
async function assertOnePast({ desk, wire }: Round): Promise<void> {
  const past = await pastOf(desk.db.read)
  if (past === 'superseded') throw new AppError('superseded')
  if (past !== 'other') return
  await wire.split()
  throw new AppError('clone-detected')
}

async function pullAll(r: Round): Promise<'done' | 'behind'> {
  const { desk, wire } = r
  let coming: Promise<PullPage> | null = null
  for (;;) {
    if (r.stopped()) return 'done'
    const page: PullPage = await (coming ?? wire.pull(await cursorHere(desk)))
    // The next one comes while this one is put in place.
    coming = page.live < page.head || page.backfill > 0 ? wire.pull(page) : null
    // Whether it failed is asked when it is its turn, or not at all.
    coming?.catch(() => undefined)
    const { anew, more, changed } = await receive(desk, page, null)
    r.changed(changed)
    // Another incarnation: an empty push says how much of ours it has.
    if (anew) return pushNothing(r)
    if (!more) return 'done'
  }
}
