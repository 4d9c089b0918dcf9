import type { Actor } from '../../contract/permissions'
import { MOST_ENVELOPES } from '../../contract/tenders'
import { envelopesBy, type EnvelopeRecord, type TenderRecord } from '../../db/tenders/tenders'
import { unitById } from '../../db/units/units'
import { isLate } from '../../domain/tenders/tender'
import { dateTime, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import { officeLines, printLines, type Printed } from '../lists/lines-paper'
import { readerFormat } from '../register/printing'

const COLUMNS = ['place', 'number', 'received', 'depositor', 'condition', 'remark'] as const

/** The list the committee gets with the envelopes (D4): to the minute, late ones marked, what was given back struck, and places to sign. */
export async function printEnvelopes(desk: Desk, actor: Actor, tender: TenderRecord): Promise<string> {
  const { read } = desk.db
  const list = await envelopesBy(read, actor, { tenderId: tender.id, limit: MOST_ENVELOPES })
  const format = await readerFormat(desk, actor)
  const w = words[format.language].tender
  const unit = await unitById(read, tender.unitId)
  const numbers = (text: string, n: number): string => fill(text, { n: digits(n, format.digits) })
  const closes = fill(w.closes, { at: dateTime(tender.closesAt, format) })
  const here = list.filter(({ backAt, cancelled }) => backAt === null && cancelled === 0)
  const late = here.filter(({ receivedAt }) => isLate(receivedAt, tender.closesAt)).length
  return printLines(desk, actor, {
    entryIds: list.map(({ entryId }) => entryId),
    name: `${w.title} ${tender.reference}`,
    format,
    model: {
      office: officeLines(desk, format),
      title: w.title,
      facts: [
        fill(w.reference, { reference: tender.reference }),
        tender.title.slice(0, 200),
        ...(unit ? [nameIn(unit.names, format.language)] : []),
        tender.postponed.length === 0
          ? closes
          : `${closes} · ${fill(w.postponed, { at: dateTime(tender.postponed[0]?.from ?? 0, format) })}`,
      ],
      columns: COLUMNS.map((column) => ({ column, label: w[column] })),
      rows: list.map((one, at) => ({
        cells: cellsOf(one, at, tender, format),
        kind: one.backAt === null && one.cancelled === 0 ? ('entry' as const) : ('cancelled' as const),
      })),
      ends: {
        lines: [numbers(w.inTime, here.length - late), numbers(w.lateOnes, late)],
        signatures: [w.handedBy, w.committee],
      },
    },
  })
}

type Cell = Printed['rows'][number]['cells'][number]

function cellsOf(one: EnvelopeRecord, at: number, { closesAt }: TenderRecord, f: ZonedFormat): Cell[] {
  const { tender: w, print, values } = words[f.language]
  const value = (text: string): Cell => ({ text, value: true })
  const remarks = [
    ...(one.cancelled !== 0 ? [print.cancelled] : []),
    ...(isLate(one.receivedAt, closesAt) ? [w.late] : []),
    ...(one.backAt === null ? [] : [fill(w.back, { at: dateTime(one.backAt, f), to: one.backTo ?? '' })]),
    one.outside,
  ]
  return [
    value(digits(at + 1, f.digits)),
    value(digits(one.numberText, f.digits)),
    value(dateTime(one.receivedAt, f)),
    { text: one.depositor },
    { text: (values.envelopeConditions as Record<string, string>)[one.condition] ?? one.condition },
    { text: remarks.filter((part) => part !== '').join(' · ') },
  ]
}
