import { AppError } from '../../contract/errors'
import type { PullPage } from '../../contract/wire'
import { nextToSend, sendAgainFrom, type Batch } from '../../db/outbox/sending'
import { headText } from '../../domain/sync/change'
import { cursorOf, type Cursor } from '../../db/sync/cursor'
import type { Desk } from '../desk'
import { sendFiles } from './files'
import type { LineEvent } from './machine'
import { packOld } from './packing'
import { Pace } from './pace'
import { learnPast, pastOf } from './past'
import { Refusal } from './refusal'
import type { Changed } from './refresh'
import { receive } from './receive'
import type { Wire } from './wire'

/** What goes at once on any line; in characters, because that is what SQLite counts. On a quick one some of these go together. */
const BATCH = { operations: 500, characters: 500_000 }
/** In Arabic a character is two bytes, and a server unpacks eight megabytes. */
const MOST_BATCHES = 6
/** A server that is restored again and again while we send is somebody's to look at. */
const RECOVERIES = 5

export type Round = {
  desk: Desk
  wire: Wire
  stopped: () => boolean
  happened: (event: LineEvent) => void
  changed: (changed: Changed) => void
  fileSent: Map<string, number>
}

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

async function pushAll(r: Round): Promise<'done' | 'behind'> {
  const pace = new Pace(1, MOST_BATCHES)
  for (;;) {
    const { pieces } = pace
    const most = { operations: BATCH.operations * pieces, characters: BATCH.characters * pieces }
    const sent = await nextToSend(r.desk.db.read, most)
    if (sent.operations.length === 0 || r.stopped() || (await pastOf(r.desk.db.read)) !== 'same') return 'done'
    if ((await pace.of(() => pushSome(r, sent))) === 'behind') return 'behind'
  }
}

async function pushSome(r: Round, batch: Batch): Promise<'done' | 'behind'> {
  const { desk, wire } = r
  const sent = batch.operations
  const { id, sign } = desk.device
  const end = sent.at(-1)
  const head = end ? { d: end.d, hash: end.hash, signature: sign(headText(id, end.d, end.hash)) } : null
  try {
    const { outcomes, page, last } = await wire.push(id, await cursor(desk), batch, head)
    // An answer that leaves something out would be asked for again and again.
    const answered = new Set(outcomes.map((o) => o.d))
    if (!sent.every((o) => answered.has(o.d))) throw new AppError('server-unreachable')
    const { anew, changed } = await receive(desk, page, { outcomes, sent, last })
    r.changed(changed)
    if (anew) r.happened('behind')
    return anew ? 'behind' : 'done'
  } catch (error) {
    const split = error instanceof Refusal && (error.code === 'clone' || error.code === 'succeeded')
    if (split) await desk.db.write((tx) => learnPast(tx, desk, error.code === 'clone' ? 'other' : 'superseded'))
    // It goes on hearing; the numbers are safe, and a person says which PC goes on.
    if (split) return 'done'
    if (!(error instanceof Refusal && error.code === 'want-d' && error.want !== null)) throw error
    // It acknowledged more than it has: it was restored. What it lacks is still here.
    const { want } = error
    await desk.db.write((tx) => sendAgainFrom(tx, want))
    r.happened('behind')
    return 'behind'
  }
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
    const page: PullPage = await (coming ?? wire.pull(await cursor(desk)))
    // The next one comes while this one is put in place.
    coming = page.live < page.head || page.backfill > 0 ? wire.pull(page) : null
    // Whether it failed is asked when it is its turn, or not at all.
    coming?.catch(() => undefined)
    const { anew, more, changed } = await receive(desk, page, null)
    r.changed(changed)
    // Another incarnation: an empty push says how much of ours it has.
    if (anew) return pushSome(r, { operations: [], changes: [], withheld: new Set() })
    if (!more) return 'done'
  }
}

async function cursor(desk: Desk): Promise<Cursor> {
  const known = await cursorOf(desk.db.read, desk.office.id)
  if (!known) throw new Error('enrolled without a cursor')
  return known
}
