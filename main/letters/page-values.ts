import type { Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import type { LetterRecord } from '../../db/letters/letters'
import { linkedEntry } from '../../db/register/reads'
import { frozenHash, pageHash, type Frozen, type PageValues } from '../../domain/letters/frozen'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { letterModel, type LetterValues } from './compose'

/**
 * What the page would show today: the letterhead as it is, the values of the letter it answers as far as this person may see that
 * one (A2), this day.
 */
export async function valuesNow(desk: Desk, actor: Actor, letter: LetterRecord, read: Reader): Promise<PageValues> {
  const original = await linkedEntry(read, actor, letter.replyToId)
  const { country, timeZone, clockPeriods, names, ministry, place } = desk.office
  return {
    office: { country, timeZone, ...(clockPeriods.length > 0 && { clockPeriods }), names, ministry, place },
    original: original
      ? {
          numberText: original.numberText,
          letterDate: original.letterDate,
          reference: original.reference,
          arrivalAt: original.arrivalAt,
        }
      : null,
    date: dateOf(desk.clock.now(), zoneOf(desk.office)),
  }
}

/** What was frozen with the signature; before it, what would be frozen now. */
export async function frozenOf(desk: Desk, actor: Actor, letter: LetterRecord, read: Reader): Promise<Frozen> {
  if (letter.frozen) return letter.frozen
  const values = await valuesNow(desk, actor, letter, read)
  return { facts: values, page: pageHash(letterModel(letter.content, unsigned(letter, values))) }
}

/** W2: number, date of issue, code and signature are outside of what is signed. */
export const unsigned = (letter: Pick<LetterRecord, 'createdAt'>, values: PageValues): LetterValues => ({
  ...values,
  issued: null,
  signed: null,
  qr: null,
  createdAt: letter.createdAt,
})

export const hashOf = (letter: LetterRecord, frozen: Frozen): string => frozenHash(letter.id, letter.content, frozen)
