import type { ReceiptFacts } from '../../contract/receipts'
import type { Names } from '../../contract/values'
import { policies } from '../../domain/policies'
import { longDate, time, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import type { Both } from '../pdf/text'
import type { ReceiptModel } from './pdf/model'

type Row = ReceiptModel['rows'][number]

/**
 * A receipt as it is printed, in Arabic and in the office's second language (C5).
 * @param by who hands it over, and when; `copy` 0 is the first
 */
export function receiptModel(
  facts: ReceiptFacts,
  by: { names: Names; at: number; copy: number; cancelled: boolean; qr: string },
  office: OfficeFacts,
): ReceiptModel {
  const second = office.secondLanguage
  const policy = policies[office.country]
  const zone = zoneOf(office)
  const ar: ZonedFormat = { language: 'ar', digits: policy.digits, country: office.country, zone }
  const other: ZonedFormat = { language: second, digits: 'latn', country: office.country, zone }
  const w = { ar: words.ar, other: words[second] }
  const both = (say: (side: typeof w.ar, format: ZonedFormat) => string): Both => ({
    ar: say(w.ar, ar),
    other: say(w.other, other),
  })
  const label = (name: 'sender' | 'subject' | 'reference' | 'letterDate' | 'unit' | 'enclosures' | 'channel'): Both =>
    both((side) => side.print[name])
  const row = (named: Both, value: Row['value']): Row => ({ label: named, value })
  const none = (say: (side: typeof w.ar) => string): Row['value'] => ({ both: both(say) })
  const day = (date: string): Row['value'] => ({ both: both((_side, format) => longDate(date, format)) })
  const { sender } = facts
  const rows = [
    row(
      both((side) => side.receipt.registered),
      {
        both: both((side, format) =>
          fill(side.receipt.dayAndHour, {
            day: longDate(facts.businessDate, format),
            hour: time(facts.registeredAt, format),
          }),
        ),
      },
    ),
    row(
      both((side) => side.receipt.depositor),
      { typed: [facts.depositor] },
    ),
    row(label('sender'), sender ? { typed: spellings(sender) } : none((side) => side.print.anonymous)),
    row(label('subject'), facts.subject === null ? none((side) => side.print.sealed) : { typed: [facts.subject] }),
    row(
      label('reference'),
      facts.reference === null ? none((side) => side.print.unreferenced) : { alone: facts.reference },
    ),
    row(label('letterDate'), facts.letterDate === null ? none((side) => side.print.undated) : day(facts.letterDate)),
    row(
      label('channel'),
      none((side) => (side.values.channels as Record<string, string>)[facts.channel] ?? facts.channel),
    ),
    row(label('unit'), { both: { ar: facts.unit.ar, other: nameIn(facts.unit, second) } }),
    row(
      label('enclosures'),
      facts.enclosures.length === 0
        ? none((side) => (facts.enclosureCount === 0 ? side.receipt.none : String(facts.enclosureCount)))
        : { typed: listed(facts) },
    ),
    ...(facts.deadline === null
      ? []
      : [
          row(
            both((side) => side.receipt.deadline),
            day(facts.deadline),
          ),
        ]),
  ]
  return {
    createdAt: by.at,
    second,
    header: {
      ar: [policy.state.ar, ...office.ministry.ar, office.names.ar],
      other: [policy.state[second], ...office.ministry.other, nameIn(office.names, second)],
    },
    title: { ar: policy.words.receipt, other: w.other.receipt.title },
    number: digits(facts.numberText, 'latn'),
    marks: [
      ...(by.copy === 0
        ? []
        : [both((side, format) => fill(side.receipt.duplicate, { number: digits(by.copy, format.digits) }))]),
      ...(by.cancelled ? [both((side) => side.print.cancelled)] : []),
    ],
    rows,
    signatures: [
      both((side, { language }) => `${side.receipt.receivedBy} ${nameIn(by.names, language)}`),
      both((side) => side.receipt.deposited),
    ],
    footer: both((side, format) =>
      fill(side.receipt.handedOver, { day: longDate(dateOf(by.at, zone), format), hour: time(by.at, format) }),
    ),
    qr: by.qr,
    caption: both((side) => side.receipt.code),
  }
}

/** A name as it stands on the document, in each script there is (P1). */
const spellings = ({ nameAr, nameLatin }: { nameAr: string; nameLatin: string }): string[] =>
  [...new Set([nameAr, nameLatin])].filter((name) => name !== '')

/** The list and, where more came than it names, how many. */
function listed({ enclosures, enclosureCount }: ReceiptFacts): string[] {
  const shown = enclosures.slice(0, MOST_NAMED)
  const more = Math.max(enclosureCount, enclosures.length) - shown.length
  return more > 0 ? [...shown, `+ ${more}`] : shown
}
/** More would leave the page; the count says how many came. */
const MOST_NAMED = 19
