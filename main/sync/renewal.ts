import { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { Proof } from '../../contract/proof'
import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { createRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import { proofFor } from '../../db/outbox/proving'
import { answeredAs, retell } from '../../db/outbox/retelling'
import { booksOf } from '../../db/register/books'
import { setBookState } from '../register/books'
import { allRegisters } from '../../db/register/registers'
import { identityOf, keepIdentity } from '../../db/core/identity'
import { deviceRow } from '../../db/session/office'
import { metaValue, setMeta } from '../../db/core/meta'
import { newSigningKey, signingKey } from '../../domain/trust/keys'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf, type Desk } from '../desk'
import { openBook, takeOver } from '../register/books'
import { note } from '../security/log'
import { deskDevice } from '../session/assemble'
import { keepPast, pastOf } from './past'
import type { Wire } from './wire'

/** What a person says of a PC that was restored or copied. */
export type Renewal = {
  /** This is the one that goes on with the books; else another does, and this becomes a desk of its own under `deskCode`. */
  goesOn: boolean
  deskCode: string | null
  deviceName: string | null
}

/** Kept before the server hears of it: a step that was cut is the same when it is tried again. */
const Next = z.object({
  id: z.string(),
  seed: z.string(),
  createdAt: z.int(),
  goesOn: z.boolean(),
  deskCode: z.string().nullable(),
  deviceName: z.string().nullable(),
})
type Next = z.infer<typeof Next>
const NEXT = 'device.next'

/**
 * A restored or copied PC gets a new identity: the old one signs that the new one is known, an administrator that it may be. Its
 * books are handed over by a recorded act and stay suspended until their last number is said; what it had not sent is sent.
 * Everything the server has must have been heard before.
 * @throws forbidden (nothing to renew) · clone-detected · invalid-input { deskCode } · not-proven · server-refused
 */
export async function renewIdentity(desk: Desk, actor: Actor, wire: Wire, asked: Renewal): Promise<void> {
  if ((await pastOf(desk.db.read)) === 'same') throw new AppError('forbidden')
  if (!asked.goesOn && !asked.deskCode) throw new AppError('invalid-input', { field: 'deskCode' })
  const stamp = stampOf(desk, actor)
  const { next, fields } = await prepare(desk, asked, stamp)
  const { proof, ...said } = fields
  const base = await answeredAs(desk.db.read, next.id)
  const { pens } = await wire.succeed({
    device: { id: next.id, name: said.name, deskCode: said.deskCode, publicKey: said.publicKey },
    createdAt: said.createdAt,
    proof,
    takesBooks: next.goesOn,
    base,
  })
  const { device, handed } = await desk.db.write((tx) =>
    become(tx, desk, next, fields, { pens, answered: base.d }, stamp),
  )
  desk.device = device
  for (const book of handed) desk.journal.record(book)
  desk.emit('register', 'changed', { ids: (await booksOf(desk.db.read)).map((book) => book.registerId) })
}

/** How far a book has come, for the journal. */
type Mark = { book: string; seq: number; position: number; link: string }
type DeviceFields = { name: string; deskCode: string | null; publicKey: string; createdAt: number; proof: Proof }

function prepare(desk: Desk, asked: Renewal, stamp: Stamp): Promise<{ next: Next; fields: DeviceFields }> {
  return desk.db.write(async (tx) => {
    const deskCode = asked.goesOn ? desk.device.deskCode : asked.deskCode
    const kept = Next.safeParse(JSON.parse((await metaValue(tx, NEXT)) ?? 'null')).data
    const same = kept?.goesOn === asked.goesOn && kept.deskCode === deskCode
    const next = same
      ? kept
      : { ...asked, deskCode, id: desk.newId(), seed: newSigningKey().seed.toString('base64'), createdAt: stamp.at }
    if (!same) await setMeta(tx, NEXT, JSON.stringify(next))
    const { publicKey } = signingKey(Buffer.from(next.seed, 'base64'))
    const stands = await deviceRow(tx, desk.device.id)
    const fields = {
      name: next.deviceName ?? stands?.name ?? next.id.slice(-8),
      deskCode,
      publicKey,
      createdAt: next.createdAt,
    }
    const proof = Proof.parse(await proofFor(tx, 'device', next.id, fields, stamp))
    return { next, fields: { ...fields, proof } }
  })
}

/** One transaction: a kill leaves the old identity, which asks again and is answered again, or the new one. */
async function become(
  tx: Tx,
  desk: Desk,
  next: Next,
  fields: DeviceFields,
  heard: { pens: readonly string[]; answered: number },
  by: Stamp,
): Promise<{ device: Desk['device']; handed: Mark[] }> {
  const old = await identityOf(tx)
  if (!old) throw new AppError('database-damaged')
  const identity = { id: next.id, seed: next.seed, was: [...old.was, old.id] }
  await retell(tx, next.id, heard.answered)
  await keepIdentity(tx, identity)
  const stamp = { ...by, deviceId: next.id }
  await createRow(tx, 'device', next.id, { ...fields, proof: fields.proof as unknown as Fields }, stamp)
  const device = await deskDevice(tx, identity)
  const handed = next.goesOn ? await takeBooks(tx, desk, heard.pens, stamp) : []
  if (!next.goesOn) {
    const year = Number(dateOf(by.at, zoneOf(desk.office)).slice(0, 4))
    for (const { id: registerId } of await allRegisters(tx, next.id))
      await openBook({ ...desk, device }, tx, { registerId, year, opening: 1 }, stamp)
  }
  await note(tx, desk, {
    kind: 'deviceRenewed',
    userId: by.userId,
    detail: { reason: next.goesOn ? 'goesOn' : 'ownDesk' },
  })
  await setMeta(tx, NEXT, 'null')
  await keepPast(tx, 'same')
  return { device, handed }
}

/** Each book it held; which number was the last in it is still to be said (R3). */
async function takeBooks(tx: Tx, desk: Desk, pens: readonly string[], stamp: Stamp): Promise<Mark[]> {
  const handed = []
  for (const book of await booksOf(tx)) {
    if (!pens.includes(book.holderId)) continue
    const { id, lastSeq, lastPosition, lastLink } = await takeOver(desk, tx, book, stamp)
    if (book.state !== 'closed') await setBookState(tx, id, 'suspended')
    handed.push({ book: id, seq: lastSeq, position: lastPosition, link: lastLink })
  }
  return handed
}
