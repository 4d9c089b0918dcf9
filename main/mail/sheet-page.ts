import type { Sheet } from '../../contract/mail'
import { dateTime, longDate, time } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { bothIn } from '../pdf/form-words'
import type { Both } from '../pdf/text'

/** The sheet the morning's mail was opened on (D1), with its corrections under it and places for whoever opened. */
export function sheetModel(sheet: Sheet, office: OfficeFacts, now: number): FormModel {
  const { both, header, second } = bothIn(office)
  const count = (label: Both, n: number): FormModel['rows'][number] => ({ label, value: { alone: String(n) } })
  const opened = sheet.openedByNames
  const openers = sheet.openers.length > 0 ? sheet.openers : [opened ? nameIn(opened, 'ar') : '']
  return {
    createdAt: now,
    second,
    header,
    title: both((w) => w.mail.title),
    number: sheet.businessDate,
    marks: [
      ...(sheet.closedAt === null ? [both((w) => w.mail.open)] : []),
      ...(sheet.corrected > 0
        ? [both((w, f) => fill(w.mail.corrected, { n: digits(sheet.corrected, f.digits) }))]
        : []),
    ],
    rows: [
      {
        label: both((w) => w.mail.opened),
        value: {
          both: both((w, f) =>
            fill(w.receipt.dayAndHour, { day: longDate(sheet.businessDate, f), hour: time(sheet.openedAt, f) }),
          ),
        },
      },
      { label: both((w) => w.mail.openers), value: { typed: openers } },
      { label: both((w) => w.print.device), value: { typed: [sheet.deviceName] } },
      count(
        both((w) => w.mail.envelopes),
        sheet.envelopes,
      ),
      count(
        both((w) => w.mail.registered),
        sheet.registered,
      ),
      count(
        both((w) => w.mail.together),
        sheet.together,
      ),
      count(
        both((w) => w.mail.handedOn),
        sheet.handedOn,
      ),
      count(
        both((w) => w.mail.returned),
        sheet.returned,
      ),
      {
        label: both((w) => w.mail.difference),
        value: {
          both: both((w, f) => {
            const { difference } = sheet
            const n = digits(Math.abs(difference), f.digits)
            return difference === 0 ? w.mail.none : fill(difference > 0 ? w.mail.more : w.mail.fewer, { n })
          }),
        },
      },
      ...(sheet.notes === ''
        ? []
        : [{ label: both((w) => w.slip.note), value: { typed: sheet.notes.split('\n').slice(0, 20) } }]),
      ...(sheet.closedAt === null
        ? []
        : [
            {
              label: both((w) => w.mail.closed),
              value: { both: closedBy(sheet, both) },
            },
          ]),
      ...sheet.corrections.slice(-8).map((one) => ({
        label: both((w) => w.mail.correction),
        value: {
          typed: [
            one.reason,
            `${String(one.envelopes)} = ${String(sheet.registered)} − ${String(one.together)} + ${String(one.handedOn)} + ${String(one.returned)}`,
            both((_w, f) => dateTime(one.at, f)).other,
          ],
        },
      })),
    ],
    pieces:
      sheet.missing.length === 0
        ? null
        : {
            heads: {
              number: both((w) => w.print.registerNumber),
              what: both((w) => w.mail.missing),
              count: both((w) => w.mail.told),
            },
            rows: sheet.missing.map(({ numberText, what, toldAt }) => ({
              number: digits(numberText, 'latn'),
              what,
              count: toldAt === null ? '' : both((w) => w.mail.yes).ar,
            })),
          },
    signatures: [
      { label: both((w) => w.mail.firstOpener), said: openers.slice(0, 1) },
      { label: both((w) => w.mail.secondOpener), said: openers.slice(1, 2) },
    ],
    footer: both((w, f) => fill(w.slip.printed, { day: longDate(dateOf(now, zoneOf(office)), f) })),
    code: null,
  }
}

const closedBy = ({ closedAt, closedByNames }: Sheet, both: ReturnType<typeof bothIn>['both']): Both =>
  both((_w, f) => {
    const who = closedByNames ? nameIn(closedByNames, f.language) : ''
    return [dateTime(closedAt ?? 0, f), who].filter((part) => part !== '').join(' · ')
  })
