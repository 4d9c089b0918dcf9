import type { Slip } from '../../contract/slips'
import { countOf } from '../../domain/slips/slip'
import { dateTime, longDate, time, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { bothIn } from '../pdf/form-words'

/** A slip as it is printed, in Arabic and in the office's second language (C6): with who received it, or room for them to sign. */
export function slipModel(slip: Slip, office: OfficeFacts, now: number): FormModel {
  const { both, header, second } = bothIn(office)
  const to = slip.toNames
  const day = (f: ZonedFormat): string => longDate(slip.businessDate, f)
  const received = slip.discharge
  const today = dateOf(now, zoneOf(office))
  return {
    createdAt: now,
    second,
    header,
    title: both((w) => w.slip.title),
    number: digits(slip.numberText, 'latn'),
    marks: slip.cancelled ? [both((w) => w.print.cancelled)] : [],
    rows: [
      {
        label: both((w) => w.slip.to),
        value: to ? { both: { ar: to.ar, other: nameIn(to, second) } } : { typed: [slip.to] },
      },
      {
        label: both((w) => w.slip.sent),
        value: {
          both: both((w, f) => fill(w.receipt.dayAndHour, { day: day(f), hour: time(slip.sentAt, f) })),
        },
      },
      {
        label: both((w) => w.slip.action),
        value: { both: both((w) => (w.values.slipActions as Record<string, string>)[slip.action] ?? slip.action) },
      },
      ...(slip.note === ''
        ? []
        : [{ label: both((w) => w.slip.note), value: { typed: slip.note.split('\n').slice(0, 20) } }]),
      {
        label: both((w) => w.slip.count),
        value: { alone: String(countOf(slip.pieces)) },
      },
    ],
    pieces: {
      heads: {
        number: both((w) => w.print.registerNumber),
        what: both((w) => w.slip.what),
        count: both((w) => w.slip.many),
      },
      rows: slip.pieces.map(({ numberText, what, count }) => ({
        number: digits(numberText ?? '', 'latn'),
        what: what ?? words.ar.slip.hidden,
        count: String(count),
      })),
    },
    signatures: [
      { label: both((w) => w.slip.head), said: [] },
      {
        label: both((w) => (received ? w.slip.receivedBy : w.slip.received)),
        said: received ? [received.by, both((_w, f) => dateTime(received.at, f)).other] : [],
        ink: received?.ink ?? null,
      },
    ],
    footer: both((w, f) => fill(w.slip.printed, { day: longDate(today, f) })),
    code: null,
  }
}
