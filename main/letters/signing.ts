import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { letters } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import type { Stamp } from '../../db/outbox/stamp'
import type { LetterRecord } from '../../db/letters/letters'
import { fromRow } from '../../db/outbox/rows'
import { sql, type Tx } from '../../db/core/sql'
import { personById } from '../../db/session/people'
import { nameIn } from '../../domain/words'
import { trustOf } from '../../db/sync/trust'
import { checkStep } from '../../domain/letters/flow'
import { verifySignature } from '../../domain/trust/keys'
import { unproven } from '../../domain/trust/proof'
import type { Proof } from '../../contract/proof'
import type { Desk } from '../desk'
import { checkSigning } from './may-sign'
import { frozenOf, hashOf } from './page-values'
import { change } from './writing'

type Input<K extends 'sign' | 'void'> = z.output<(typeof letters)[K]['input']>

/**
 * A4, W2: a second person signs what they have seen: the text, the letterhead, the values of its fields, the day. The hash of the
 * page they looked at must still be this page's.
 * @throws own-draft · letter-superseded · letter-frozen · letter-not-submitted
 */
export async function signLetter(
  desk: Desk,
  actor: Actor,
  { id, seenHash }: Input<'sign'>,
  haste?: 'spare',
): Promise<void> {
  const signed = async (letter: LetterRecord, { at, signer }: Stamp, tx: Tx): Promise<Fields> => {
    await checkSigning(desk, actor, letter, tx)
    const frozen = await frozenOf(desk, actor, letter, tx)
    const hash = hashOf(letter, frozen)
    if (hash !== seenHash) throw new AppError('letter-superseded')
    return {
      state: 'signed',
      signedAt: at,
      signedById: actor.userId,
      frozen: { ...frozen, signer: await nameOf(tx, actor.userId, letter) } as unknown as Plain,
      frozenHash: hash,
      signature: signer.sign(hash),
    }
  }
  await change(desk, actor, id, signed, haste)
}

/** The name as it stands on the page from now on, whatever becomes of the person's card. */
async function nameOf(tx: Tx, userId: string, letter: LetterRecord): Promise<{ ar: string; other: string }> {
  const person = await personById(tx, userId)
  if (!person) throw new AppError('signed-out')
  return { ar: person.names.ar, other: nameIn(person.names, letter.content.secondLanguage) }
}

/** A signed letter that must not leave: whoever signed it says so, with a reason; it stays readable under its mark (I1). */
export async function voidLetter(desk: Desk, actor: Actor, { id, reason }: Input<'void'>): Promise<void> {
  await change(desk, actor, id, async (letter, { at }) => {
    checkStep(actor, letter, 'void', desk.office.ownApprovalAllowed)
    return { state: 'void', voidedAt: at, voidReason: reason }
  })
}

/**
 * Asked again before anything is done for a signature: that it is over this text, by somebody who may, with a key of theirs.
 * @throws letter-superseded when the text is another · not-proven
 */
export async function checkSignature(desk: Desk, tx: Tx, letter: LetterRecord): Promise<void> {
  const { frozen, frozenHash: hash, signature } = letter
  if (!frozen || !hash || hashOf(letter, frozen) !== hash) throw new AppError('letter-superseded')
  const row = await sql(tx).one<Record<string, unknown>>('SELECT * FROM letter WHERE id = ?', [letter.id])
  const trust = await trustOf(tx, desk.office.id)
  const key = (letter.proof as Proof | null)?.key ?? ''
  if (!row || unproven(trust, 'letter', letter.id, fromRow('letter', row)) !== null)
    throw new AppError('not-proven', { what: 'letter' })
  if (!signature || !verifySignature(key, hash, signature)) throw new AppError('not-proven', { what: 'letter' })
}
