import { AppError } from '../../contract/errors'
import { headText } from '../../domain/sync/change'
import { nextToSend, sendAgainFrom, type Batch } from '../../db/outbox/sending'
import type { Desk } from '../desk'
import { cursorHere } from './cursor'
import type { LineEvent } from './machine'
import { learnPast, pastOf } from './past'
import { Pace } from './pace'
import { Refusal } from './refusal'
import { receive } from './receive'
import type { Changed } from './refresh'
import type { Wire } from './wire'

/** What goes at once on any line; in characters, because that is what SQLite counts. On a quick one some of these go together. */
const BATCH = { operations: 500, characters: 500_000 }
/** In Arabic a character is two bytes, and a server unpacks eight megabytes. */
const MOST_BATCHES = 6

export type Round = {
  desk: Desk
  wire: Wire
  stopped: () => boolean
  happened: (event: LineEvent) => void
  changed: (changed: Changed) => void
  fileSent: Map<string, number>
}

type Answer = Awaited<ReturnType<Wire['push']>>
type OnItsWay = { batch: Batch; answer: Promise<Answer> }

/**
 * Sends what waits. While one answer is taken in here, the next request is already with the server; should that answer turn out to
 * be of another past, or its page to be asked for again, what the server says to the next is not heard: it is said again, and a
 * push said twice changes nothing.
 */
export async function pushAll(r: Round): Promise<'done' | 'behind'> {
  const { desk } = r
  const pace = new Pace(1, MOST_BATCHES)
  const next = (after: number): Promise<Batch> => {
    const { pieces } = pace
    const most = { operations: BATCH.operations * pieces, characters: BATCH.characters * pieces }
    return nextToSend(desk.db.read, most, after)
  }
  let sent: OnItsWay | null = null
  for (;;) {
    if (!sent) {
      const batch = await next(0)
      if (batch.operations.length === 0 || r.stopped() || (await pastOf(desk.db.read)) !== 'same') return 'done'
      sent = send(r, batch, await cursorHere(desk), pace)
    }
    const { batch, answer }: OnItsWay = sent
    const following = next(batch.operations.at(-1)?.d ?? 0)
    following.catch(() => undefined)
    const said: Answer | 'done' | 'behind' = await answer.catch((error: unknown) => refused(r, error))
    if (said === 'behind' || said === 'done') return said
    const more = await following
    const ahead: OnItsWay | null = more.operations.length > 0 && !r.stopped() ? send(r, more, said.page, pace) : null
    const { anew, lacks } = await takeIn(r, batch, said)
    if (anew || lacks) await ahead?.answer.catch(() => undefined)
    if (anew) return 'behind'
    sent = lacks ? null : ahead
  }
}

/** Says where this PC stands, and hears how much of it another incarnation of the server has. */
export async function pushNothing(r: Round): Promise<'done' | 'behind'> {
  const nothing: Batch = { operations: [], changes: [], withheld: new Set() }
  const said = await exchange(r, nothing, await cursorHere(r.desk)).catch((error: unknown) => refused(r, error))
  if (said === 'behind' || said === 'done') return said
  return (await takeIn(r, nothing, said)).anew ? 'behind' : 'done'
}

function send(r: Round, batch: Batch, cursor: Parameters<Wire['push']>[1], pace: Pace): OnItsWay {
  const answer = pace.of(() => exchange(r, batch, cursor))
  // Whether it failed is asked when it is its turn, or not at all.
  answer.catch(() => undefined)
  return { batch, answer }
}

async function exchange({ desk, wire }: Round, batch: Batch, cursor: Parameters<Wire['push']>[1]): Promise<Answer> {
  const { id, sign } = desk.device
  const end = batch.operations.at(-1)
  const head = end ? { d: end.d, hash: end.hash, signature: sign(headText(id, end.d, end.hash)) } : null
  const said = await wire.push(id, cursor, batch, head)
  // An answer that leaves something out would be asked for again and again.
  const answered = new Set(said.outcomes.map((o) => o.d))
  if (!batch.operations.every((o) => answered.has(o.d))) throw new AppError('server-unreachable')
  return said
}

async function takeIn(r: Round, batch: Batch, { outcomes, page, last }: Answer): ReturnType<typeof receive> {
  const done = await receive(r.desk, page, { outcomes, sent: batch.operations, last })
  r.changed(done.changed)
  if (done.anew) r.happened('behind')
  return done
}

async function refused(r: Round, error: unknown): Promise<'done' | 'behind'> {
  const { desk } = r
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
