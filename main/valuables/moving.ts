import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { valuables } from '../../contract/valuables'
import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { factsOfValuable, movementsOf, valuablesBy } from '../../db/valuables/valuables'
import { isWhole } from '../../domain/valuables/amount'
import { factsHash, leaves, movementId, movementText } from '../../domain/valuables/movement'
import { stampOf, type Desk, type PersonSigner } from '../desk'
import { readable } from '../register/reading'
import type { SecondPerson } from '../register/second'
import { secondKeeper } from './keepers'

type Receiving = z.output<(typeof valuables)['receive']['input']>
type Moving = z.output<(typeof valuables)['move']['input']>

/** Things that came with an entry, into the safe. @returns their ids */
export async function receive(desk: Desk, actor: Actor, input: Receiving, second: SecondPerson): Promise<string[]> {
  const { entryId, things, who, note, ...secret } = input
  const entry = await readable(desk, actor, entryId)
  if (entry.cancelledAt !== null) throw new AppError('already-cancelled', { number: entry.numberText })
  if (!things.every(isWhole)) throw new AppError('invalid-input', { field: 'currency' })
  const stamp = stampOf(desk, actor)
  const other = await secondKeeper(desk, actor, secret, [entryId], second)
  await desk.db.write(async (tx) => {
    await assertEntryTranscribed(tx, entryId)
    for (const { id, ...facts } of things) {
      const known = await factsOfValuable(tx, id)
      // Sent again after its answer was lost: it is there.
      if (known && factsHash(known) === factsHash({ ...facts, entryId })) continue
      if (known) throw new AppError('stale')
      const by = { receivedAt: stamp.at, receivedById: actor.userId, deviceId: desk.device.id }
      await createRow(tx, 'valuable', id, { ...facts, entryId, ...by }, stamp)
      const movement = { kind: 'received', who, note, place: 1, entryId, valuableId: id }
      await writeMovement(desk, tx, { ...movement, leaves: 'inSafe' }, { stamp, other, previous: '' })
    }
  })
  return tell(
    desk,
    things.map(({ id }) => id),
    [entryId],
  )
}

/** Things go where they go together, or none does. @returns their ids */
export async function move(desk: Desk, actor: Actor, input: Moving, second: SecondPerson): Promise<string[]> {
  const { of, kind, who, note, ...secret } = input
  const ids = [...new Set(of.map(({ id }) => id))]
  // Why something was an error is said: the movement stays, and so does its reason.
  if (kind === 'reversed' && note === '') throw new AppError('invalid-input', { field: 'note' })
  const things = await valuablesBy(desk.db.read, actor, { ids })
  if (things.length !== ids.length) throw new AppError('not-found')
  const stamp = stampOf(desk, actor)
  const entryIds = things.map(({ entryId }) => entryId)
  const other = await secondKeeper(desk, actor, secret, entryIds, second)
  await desk.db.write(async (tx) => {
    for (const { id, at } of of) {
      const moves = await movementsOf(tx, id)
      const [earlier, last] = [moves.at(-2), moves.at(-1)]
      if (last?.['at'] !== at || last['place'] !== moves.length) throw new AppError('stale')
      const next = leaves(kind, standing(last), earlier ? standing(earlier) : null)
      if (next === null) throw new AppError('invalid-input', { field: 'kind' })
      const place = moves.length + 1
      const movement = { kind, who, note, place, entryId: last['entryId'] ?? null, valuableId: id, leaves: next }
      await writeMovement(desk, tx, movement, { stamp, other, previous: String(last['firstSignature']) })
    }
  })
  return tell(desk, ids, entryIds)
}

const standing = (move: Fields): { kind: string; leaves: string } => ({
  kind: String(move['kind']),
  leaves: String(move['leaves']),
})

/** Both people sign the same words, and both signatures lie in the row. */
async function writeMovement(
  desk: Desk,
  tx: Tx,
  movement: Fields & { valuableId: string; place: number },
  { stamp, other, previous }: { stamp: Stamp; other: PersonSigner; previous: string },
): Promise<void> {
  const { valuableId, place } = movement
  const thing = await factsOfValuable(tx, valuableId)
  const said = { ...movement, at: stamp.at, firstId: stamp.userId, secondId: other.userId }
  const text = movementText(said, factsHash(thing ?? {}), previous)
  const row = {
    ...said,
    ...{ deviceId: desk.device.id, firstKey: stamp.signer.keyId, firstSignature: stamp.signer.sign(text) },
    ...{ secondKey: other.keyId, secondSignature: other.sign(text) },
  }
  await createRow(tx, 'valuableMove', movementId(valuableId, place), row, stamp)
}

function tell(desk: Desk, ids: string[], entryIds: readonly string[]): string[] {
  desk.emit('valuables', 'changed', { ids })
  desk.emit('register', 'changed', { ids: [...new Set(entryIds)] })
  return ids
}
