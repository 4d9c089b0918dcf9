import type { ReceiptFacts } from '../../contract/receipts'
import type { Names } from '../../contract/values'
import { policies } from '../../domain/policies'
import { dateTime, longDate, time } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, type Words } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import { bothIn } from '../pdf/form-words'
import type { Both } from '../pdf/text'
import type { FormModel } from '../pdf/form-model'

type Row = FormModel['rows'][number]

/**
 * A receipt as it is printed, in Arabic and in the office's second language (C5).
 * @param by who hands it over, and when; `copy` 0 is the first
 */
export function receiptModel(
  facts: ReceiptFacts,
  by: { names: Names; at: number; copy: number; cancelled: boolean; qr: string },
  office: OfficeFacts,
): FormModel {
  const { both, header, second } = bothIn(office)
  const label = (name: 'sender' | 'subject' | 'reference' | 'letterDate' | 'unit' | 'enclosures' | 'channel'): Both =>
    both((side) => side.print[name])
  const row = (named: Both, value: Row['value']): Row => ({ label: named, value })
  const none = (say: (side: Words) => string): Row['value'] => ({ both: both(say) })
  const day = (date: string): Row['value'] => ({ both: both((_side, format) => longDate(date, format)) })
  const { sender } = facts
  const handed = dateOf(by.at, zoneOf(office))
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
    ...(facts.tender ? tenderRows(facts.tender, both) : []),
    row(
      both((side) => side.receipt.depositor),
      { typed: [facts.depositor] },
    ),
    ...(facts.tender
      ? []
      : [row(label('sender'), sender ? { typed: spellings(sender) } : none((side) => side.print.anonymous))]),
    row(label('subject'), facts.subject === null ? none((side) => side.print.sealed) : { typed: [facts.subject] }),
    // Of a sealed envelope nothing more is known than its outside.
    ...(facts.tender
      ? []
      : [
          row(
            label('reference'),
            facts.reference === null ? none((side) => side.print.unreferenced) : { alone: facts.reference },
          ),
          row(
            label('letterDate'),
            facts.letterDate === null ? none((side) => side.print.undated) : day(facts.letterDate),
          ),
        ]),
    row(
      label('channel'),
      none((side) => (side.values.channels as Record<string, string>)[facts.channel] ?? facts.channel),
    ),
    row(label('unit'), { both: { ar: facts.unit.ar, other: nameIn(facts.unit, second) } }),
    ...(facts.tender
      ? []
      : [
          row(
            label('enclosures'),
            facts.enclosures.length === 0
              ? none((side) => (facts.enclosureCount === 0 ? side.receipt.none : String(facts.enclosureCount)))
              : { typed: listed(facts) },
          ),
        ]),
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
    header,
    title: { ...both((side) => side.receipt.title), ar: policies[office.country].words.receipt },
    number: digits(facts.numberText, 'latn'),
    marks: [
      ...(by.copy === 0
        ? []
        : [both((side, format) => fill(side.receipt.duplicate, { number: digits(by.copy, format.digits) }))]),
      ...(by.cancelled ? [both((side) => side.print.cancelled)] : []),
    ],
    rows,
    pieces: null,
    signatures: [
      { label: both((side, { language }) => `${side.receipt.receivedBy} ${nameIn(by.names, language)}`), said: [] },
      { label: both((side) => side.receipt.deposited), said: [] },
    ],
    footer: both((side, format) =>
      fill(side.receipt.handedOver, { day: longDate(handed, format), hour: time(by.at, format) }),
    ),
    code: { payload: by.qr, caption: both((side) => side.receipt.code) },
  }
}

/** D4: which tender, until when, and how the envelope looked; that it came late is said on the paper its bidder takes away. */
function tenderRows(
  { reference, closesAt, late, condition, outside }: NonNullable<ReceiptFacts['tender']>,
  both: ReturnType<typeof bothIn>['both'],
): Row[] {
  const seen = both((side) => (side.values.envelopeConditions as Record<string, string>)[condition] ?? condition)
  return [
    { label: both((side) => side.tender.one), value: { alone: reference } },
    {
      label: both((side) => side.tender.closing),
      value: { both: both((_side, format) => dateTime(closesAt, format)) },
    },
    { label: both((side) => side.tender.condition), value: { both: seen } },
    ...(outside === '' ? [] : [{ label: both((side) => side.tender.outside), value: { typed: [outside] } }]),
    ...(late ? [{ label: both((side) => side.tender.remark), value: { both: both((side) => side.tender.late) } }] : []),
  ]
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
