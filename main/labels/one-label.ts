import type { LabelFacts } from '../../db/register/labelled'
import { barText, labelHash } from '../../domain/labels/code'
import { keyIdOf, printLetterCode } from '../../domain/letters/code'
import { dateTime } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import type { Desk } from '../desk'
import { bothIn } from '../pdf/form-words'
import type { LabelModel, OneLabel } from './label-model'

/** The signed code of an entry's label: short enough for a label 29 mm high, and no word of what the letter says. */
export const labelCode = (desk: Pick<Desk, 'device'>, entry: Pick<LabelFacts, 'id' | 'numberText' | 'businessDate'>) =>
  printLetterCode(
    {
      ...{ paper: 'label' as const, number: entry.numberText, date: entry.businessDate, sender: '' },
      ...{ frozen: labelHash(entry.id), pages: 0, keyId: keyIdOf(desk.device.id) },
    },
    desk.device.sign,
  )

export function oneLabel(desk: Desk, entry: LabelFacts): OneLabel {
  const { both } = bothIn(desk.office)
  return {
    number: digits(entry.numberText, 'latn'),
    at: both((_w, f) => dateTime(entry.registeredAt, f)).other,
    code: labelCode(desk, entry),
    bars: barText(entry),
  }
}

export const officeOn = (desk: Desk): LabelModel['office'] => {
  const { header } = bothIn(desk.office)
  return { ar: header.ar.at(-1) ?? '', other: header.other.at(-1) ?? '' }
}
