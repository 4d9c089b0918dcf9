import type { Round } from '../../contract/deliveries'
import { AppError } from '../../contract/errors'
import { MOST_ON_PAPER } from '../../contract/lists'
import type { Actor } from '../../contract/permissions'
import { deliveriesOf, type DeliveryRecord } from '../../db/deliveries/deliveries'
import { allUnits } from '../../db/units/units'
import { dateTime, longDate, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import { officeLines, printLines, type Printed } from '../lists/lines-paper'
import { readerFormat } from '../register/printing'
import { rowOf } from './showing'

const COLUMNS = ['place', 'number', 'subject', 'to', 'pieces', 'receivedBy', 'when', 'signature'] as const

/** A day's sheet in register form: signed lines with their signature, the others with a box to sign in. @returns diwan://print/<token> */
export async function printSheet(desk: Desk, actor: Actor, day: string, of: Round): Promise<string> {
  const { read } = desk.db
  const lines = await deliveriesOf(read, actor, { tab: 'day', day, of, limit: MOST_ON_PAPER + 1 })
  if (lines.length === 0) throw new AppError('not-found')
  if (lines.length > MOST_ON_PAPER)
    throw new AppError('too-many-on-paper', { most: MOST_ON_PAPER, lines: lines.length })
  const format = await readerFormat(desk, actor)
  const w = words[format.language]
  const units = await allUnits(read)
  const unit = units.find(({ id }) => id === of.unitId)
  const title = w.deliveryBook.title
  return printLines(desk, actor, {
    entryIds: lines.map(({ entryId }) => entryId),
    name: `${title} ${day}`,
    format,
    model: {
      office: officeLines(desk, format),
      title,
      facts: [
        longDate(day, format),
        ...(of.messenger ? [fill(w.deliveryBook.messenger, { name: of.messenger })] : []),
        ...(unit ? [fill(w.deliveryBook.unit, { name: nameIn(unit.names, format.language) })] : []),
        digits(fill(w.list.lines, { n: String(lines.length) }), format.digits),
      ],
      columns: COLUMNS.map((column) => ({ column, label: labelOf(column, format) })),
      rows: lines.map((line, at) => ({
        cells: cellsOf(line, at, format, rowOf(line, units)),
        kind: line.struckAt === null && !line.cancelled ? ('entry' as const) : ('cancelled' as const),
      })),
      tall: true,
    },
  })
}

function labelOf(column: (typeof COLUMNS)[number], { language }: ZonedFormat): string {
  const { print, deliveryBook } = words[language]
  if (column === 'number') return print.registerNumber
  return column === 'subject' ? print.subject : deliveryBook[column]
}

type Cell = Printed['rows'][number]['cells'][number]

/** A messenger carries this sheet about: what stands above ordinary is on it without its subject (A1). */
function cellsOf(line: DeliveryRecord, at: number, f: ZonedFormat, { toNames, to }: ReturnType<typeof rowOf>): Cell[] {
  const { deliveryBook: w, print } = words[f.language]
  const what = line.level === 'ordinary' ? (line.subject ?? w.sealed) : w.guarded
  const value = (text: string): Cell => ({ text, value: true })
  const said =
    line.struckAt === null ? (line.dischargedBy ?? '') : fill(w.notHanded, { reason: line.struckReason ?? '' })
  return [
    value(digits(at + 1, f.digits)),
    value(digits(line.numberText, f.digits)),
    { text: what },
    { text: toNames ? nameIn(toNames, f.language) : to },
    value(digits(line.pieces, f.digits)),
    { text: line.cancelled ? print.cancelled : said },
    value(line.dischargedAt === null ? '' : dateTime(line.dischargedAt, f)),
    { text: '', ...(line.dischargeInk && { ink: line.dischargeInk }) },
  ]
}
