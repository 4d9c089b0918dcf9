import type { Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import type { LetterRecord } from '../../db/letters/letters'
import { linkedEntry } from '../../db/register/reads'
import { frozenHash, pageHash, type Frozen, type LetterValues, type PageValues } from '../../domain/letters/frozen'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { SecondLanguage } from '../../contract/values'
import { signsAs } from '../../domain/standing/delegation'
import type { Desk, OfficeFacts } from '../desk'
import { delegationOf } from '../standing/whose'
import { letterModel } from './compose'

/**
 * What the page would show today: the letterhead as it is, the values of the letter it answers as far as this person may see that
 * one (A2), this day.
 */
export async function valuesNow(desk: Desk, actor: Actor, letter: LetterRecord, read: Reader): Promise<PageValues> {
  const original = await linkedEntry(read, actor, letter.replyToId)
  const { country, timeZone, clockPeriods, names, letterhead } = desk.office
  const { moonOffset } = letterhead
  // W3: in whose name whoever looks at a submitted letter would sign it; what is still written says what its author typed.
  const under = letter.state === 'submitted' ? (await delegationOf(desk, actor, letter, read)).under : undefined
  return {
    office: {
      ...{ country, timeZone, ...(clockPeriods.length > 0 && { clockPeriods }), names },
      ...headIn(desk.office, letter.content.secondLanguage),
      ...(moonOffset !== 0 && { moonOffset }),
    },
    original: original
      ? {
          numberText: original.numberText,
          letterDate: original.letterDate,
          reference: original.reference,
          arrivalAt: original.arrivalAt,
        }
      : null,
    date: dateOf(desk.clock.now(), zoneOf(desk.office)),
    ...(under && { signs: signsAs(under, under.fields, letter.content.secondLanguage) }),
  }
}

/** Institution and place in the letter's own language: an English letter does not say Ministère, nor Beyrouth. */
function headIn(
  { ministry, place, letterhead }: OfficeFacts,
  second: SecondLanguage,
): Pick<PageValues['office'], 'ministry' | 'place'> {
  const said = letterhead.languages[second]
  return {
    ministry: said?.ministry.length ? { ar: ministry.ar, other: said.ministry } : ministry,
    place: said?.place ? { ar: place.ar, other: said.place } : place,
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
