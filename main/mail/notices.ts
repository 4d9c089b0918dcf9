import { addresseesById } from '../../db/runs/addressees'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Entry, EntryInput } from '../../contract/register'
import type { Channel } from '../../contract/values'
import type { Reader, Tx } from '../../db/core/sql'
import type { Stamp } from '../../db/outbox/stamp'
import { allRegisters } from '../../db/register/registers'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { clockOf } from '../register/clock'
import { checkContent, writeEntry, type Registered } from '../register/registration'

export type Numbered = { registerId: string; confirmDate?: string | undefined }

/** Of a letter somebody sent: they are named, it is not cancelled, and it was not ours. */
export function checkArrived(entry: Entry): void {
  if (entry.kind !== 'incoming') throw new AppError('invalid-input', { field: 'entryId' })
  if (entry.status === 'cancelled') throw new AppError('already-cancelled', { number: entry.numberText })
}

/**
 * What a sender is told leaves as every reply leaves: under a number of an outgoing register (N2), in the transaction of what it tells.
 * It is as confidential as the letter it is about.
 * @param isAnswer the letter needs no other answer
 */
export async function noticeFor(
  desk: Desk,
  read: Reader,
  entry: Entry,
  { id, by, subject, isAnswer }: { id: string; by: Numbered; subject: string; isAnswer: boolean },
): Promise<(tx: Tx, actor: Actor, stamp: Stamp) => Promise<Registered>> {
  const register = (await allRegisters(read, desk.device.id)).find((one) => one.id === by.registerId)
  if (register?.kind !== 'outgoing') throw new AppError('invalid-input', { field: 'registerId' })
  // Nobody is told whose name is not there.
  if (entry.correspondentId === null) throw new AppError('invalid-input', { field: 'correspondentId' })
  // P4: what tells somebody of a mistake is a letter to them like any other.
  const [to] = await addresseesById(read, [entry.correspondentId])
  if (to?.reach === 'never') throw new AppError('do-not-contact')
  const at = clockOf(desk).now
  const input: EntryInput & Numbered = {
    ...{ id, registerId: by.registerId, confirmDate: by.confirmDate },
    ...{ letterDate: dateOf(at, zoneOf(desk.office)), arrivalAt: at, postmarkDate: null },
    ...{ correspondentId: entry.correspondentId, reference: null, subject: subject.slice(0, 1000) },
    ...{ channel: 'post' as Channel, urgency: 'routine' as const, level: entry.level, unitId: entry.unitId },
    ...{ enclosureCount: 0, enclosures: [], notes: '', replyToId: isAnswer ? entry.id : null },
    ...{ secondCopyOfId: null, fileIds: [] },
  }
  checkContent(desk, input)
  return (tx, actor, stamp) => writeEntry(desk, tx, actor, input, null, stamp)
}
