import { AppError } from '../../contract/errors'
import type { Outcome, Taken } from '../../contract/exchange'
import type { Actor } from '../../contract/permissions'
import type { EntryInput } from '../../contract/register'
import { rowFields } from '../../db/outbox/rows'
import { patchRow } from '../../db/outbox/changes'
import { Cards } from '../imports/cards'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'
import { reasonOf } from '../lists/reason'
import { clockOf } from '../register/clock'
import { registerEntry } from '../register/registration'
import { entryShown, hereOf, openedBy, standing } from './opened'
import { forget, take } from './taking'

/** Each by itself, in transactions everybody passes: a stop or a kill leaves those that were reached, whole. */
export async function registerAll(
  desk: Desk,
  actor: Actor,
  { tokens, registerId, unitId }: { tokens: readonly string[]; registerId: string; unitId: string },
  work: Work,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const cards = await Cards.read(desk.db.read, actor)
  for (const [done, of] of tokens.entries()) {
    if (work.signal.aborted) break
    work.progress('entries', done, tokens.length)
    try {
      const { read } = openedBy(desk, actor, of)
      const entry = read.capsule.acknowledges
        ? await recordAcknowledgement(desk, actor, of)
        : await registerOne(desk, actor, of, { registerId, unitId, cards })
      outcomes.push({ of, entry, reason: null })
    } catch (error) {
      outcomes.push({ of, entry: null, reason: reasonOf(error) })
    }
  }
  return outcomes
}

type How = { registerId: string; unitId: string; cards: Cards }
/** Without a person's look at it, only from an office that was accepted. */
async function registerOne(desk: Desk, actor: Actor, token: string, how: How): Promise<Outcome['entry']> {
  const { accepted, read } = openedBy(desk, actor, token)
  if (!accepted) throw new AppError('capsule-unknown-sender', { name: read.file })
  const taken = await take(desk, actor, token, how.registerId, how.cards)
  try {
    await registerEntry(desk, actor, inputOf(taken, how.unitId, clockOf(desk).now))
  } catch (error) {
    await forget(desk, actor, taken.files)
    throw error
  }
  const numberText = (await rowFields(desk.db.read, 'entry', taken.id))?.['numberText']
  return { id: taken.id, numberText: String(numberText) }
}

const inputOf = ({ correspondent, files, ...taken }: Taken, unitId: string, arrivalAt: number): EntryInput => ({
  ...taken,
  ...{ unitId, arrivalAt, correspondentId: correspondent.id, fileIds: files.map(({ id }) => id) },
  ...{ channel: 'portal', postmarkDate: null, replyToId: null, secondCopyOfId: null },
})

/** Closes the loop: what left here arrived there, under their number. Said once (`wrong-state` at the server afterwards). */
async function recordAcknowledgement(desk: Desk, actor: Actor, token: string): Promise<Outcome['entry']> {
  const { read, accepted } = openedBy(desk, actor, token)
  const { acknowledges, office } = read.capsule
  if (!acknowledges) throw new AppError('not-found')
  if (!accepted) throw new AppError('capsule-unknown-sender', { name: read.file })
  const stamp = stampOf(desk, actor)
  const rows = await desk.db.write(async (tx) => {
    const { rows, state } = await standing(tx, desk, await hereOf(tx, desk), read)
    if (state === 'acknowledged') throw new AppError('capsule-known')
    const said = { ackNames: office.names, ackNumber: acknowledges.number, ackDate: acknowledges.date }
    for (const row of rows)
      if (row.ackAt === null)
        await patchRow(tx, 'capsule', row.id, { ...said, ackAt: stamp.at, ackById: actor.userId }, stamp)
    return rows
  }, 'spare')
  const ids = rows.map(({ entryId }) => entryId)
  desk.emit('exchange', 'changed', { ids })
  desk.emit('register', 'changed', { ids })
  return entryShown(desk.db.read, actor, rows)
}
