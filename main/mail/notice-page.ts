import type { Forwarding } from '../../contract/mail'
import type { Entry } from '../../contract/register'
import { longDate } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill } from '../../domain/words'
import type { Desk } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { bothIn } from '../pdf/form-words'

export type Told = { forwarded: Forwarding } | { missing: readonly string[] }

/**
 * What a sender is told (D1, D8): that their letter went to the administration it was meant for, or what it did not bring.
 * @param leaves the outgoing entry whose number it bears, @param entry the letter it is about
 */
export function noticeModel(
  leaves: Entry,
  entry: Entry,
  told: Told,
  { office, clock }: Pick<Desk, 'office' | 'clock'>,
): FormModel {
  const { both, header, second } = bothIn(office)
  const now = clock.now()
  const { correspondent } = entry
  const names = [...new Set([correspondent?.nameAr ?? '', correspondent?.nameLatin ?? ''])].filter((n) => n !== '')
  const day = (date: string): FormModel['rows'][number]['value'] => ({ both: both((_w, f) => longDate(date, f)) })
  const forwarded = 'forwarded' in told ? told.forwarded : null
  return {
    createdAt: now,
    second,
    header,
    title: both((w) => w.notice.title),
    number: digits(leaves.numberText, 'latn'),
    marks: leaves.status === 'cancelled' ? [both((w) => w.print.cancelled)] : [],
    rows: [
      { label: both((w) => w.print.registrationDate), value: day(leaves.businessDate) },
      { label: both((w) => w.print.addressee), value: { typed: names } },
      {
        label: both((w) => w.notice.about),
        value: {
          both: both((w, f) =>
            fill(w.notice.received, {
              number: digits(entry.numberText, f.digits),
              day: longDate(entry.businessDate, f),
            }),
          ),
        },
      },
      ...(entry.reference === null
        ? []
        : [{ label: both((w) => w.print.reference), value: { alone: entry.reference } }]),
      ...(entry.letterDate === null ? [] : [{ label: both((w) => w.print.letterDate), value: day(entry.letterDate) }]),
      ...(entry.subject === null ? [] : [{ label: both((w) => w.print.subject), value: { typed: [entry.subject] } }]),
      ...(forwarded
        ? [
            { label: both((w) => w.notice.why), value: { both: both((w) => w.notice.forwarded) } },
            { label: both((w) => w.notice.to), value: { typed: [forwarded.to] } },
            { label: both((w) => w.notice.on), value: day(dateOf(forwarded.at, zoneOf(office))) },
            {
              label: both((w) => w.print.channelOut),
              value: {
                both: both(
                  (w) => (w.values.channels as Record<string, string>)[forwarded.channel] ?? forwarded.channel,
                ),
              },
            },
            { label: both((w) => w.notice.now), value: { both: both((w) => w.notice.askThem) } },
          ]
        : [
            { label: both((w) => w.notice.why), value: { both: both((w) => w.notice.missing) } },
            {
              label: both((w) => w.notice.pieces),
              value: { typed: [...('missing' in told ? told.missing : [])].slice(0, 20) },
            },
            {
              label: both((w) => w.notice.now),
              value: {
                both: both((w, f) => fill(w.notice.sendThem, { number: digits(entry.numberText, f.digits) })),
              },
            },
          ]),
    ],
    pieces: null,
    signatures: [
      { label: both((w) => w.slip.head), said: [] },
      { label: both((w) => w.print.stamp), said: [] },
    ],
    footer: both((w, f) => fill(w.slip.printed, { day: longDate(dateOf(now, zoneOf(office)), f) })),
    code: null,
  }
}
