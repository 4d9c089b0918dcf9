import { basename } from 'node:path'
import type { Series } from '../../contract/diaspora'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { ownCounts } from '../../db/diaspora/figures'
import { moved, totalOf } from '../../domain/diaspora/figure'
import { countryLines, type CountryLine } from '../../domain/diaspora/lines'
import { BOM, csvLine, separatorFor } from '../../domain/text/csv'
import { dateTime, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { fill, words } from '../../domain/words'
import type { Desk } from '../desk'
import { paperText, plainText, type Cell } from '../lists/cells'
import type { ChooseSave } from '../lists/export'
import { officeLines, printLines } from '../lists/lines-paper'
import { writeWhole } from '../lists/whole-file'
import { Workbook } from '../lists/xlsx'
import { readerFormat } from '../register/printing'
import { tableOf } from './table'

type Asked = Series & { year: number }
type Taken = { lines: CountryLine[]; before: number | null; format: ZonedFormat; at: string }

async function taken(desk: Desk, actor: Actor, asked: Asked): Promise<Taken> {
  const format = await readerFormat(desk, actor)
  const { rows, before } = await tableOf(desk.db.read, asked)
  const lines = countryLines(rows, await ownCounts(desk.db.read, actor), desk.office.country, format.language)
  if (lines.length === 0) throw new AppError('not-found')
  return { lines, before, format, at: dateTime(desk.clock.now(), format) }
}

/** Each cell of a figure bears its year and its source; what the office counted itself stands in columns of its own (R4). */
const headingsOf = ({ language }: ZonedFormat, before: number | null): string[] => {
  const w = words[language].diaspora
  return [
    ...[w.country, w.figure, w.year, w.source],
    ...(before === null ? [] : [fill(w.before, { year: String(before) }), w.change]),
    ...[w.persons, w.entities],
  ]
}

function cellsOf(
  { name, figure, before: earlier, persons, entities }: CountryLine,
  asked: Asked,
  before: number | null,
): Cell[] {
  const change = figure === null ? null : moved(figure.total, earlier)
  const number = (value: number | null): Cell => (value === null ? { text: '' } : { number: value })
  return [
    { text: name },
    number(figure?.total ?? null),
    ...(figure === null ? [{ text: '' }, { text: '' }] : [{ number: asked.year }, { text: asked.source }]),
    ...(before === null ? [] : [number(earlier), change === null ? { text: '' } : { number: change / 10 }]),
    ...[{ number: persons }, { number: entities }],
  ]
}

/** @returns null when nobody said where to */
export async function exportFigures(
  desk: Desk,
  actor: Actor,
  { format: kind, ...asked }: Asked & { format: 'xlsx' | 'csv' },
  choose: ChooseSave,
): Promise<{ name: string; lines: number } | null> {
  const { lines, before, format, at } = await taken(desk, actor, asked)
  const { diaspora: w, list } = words[format.language]
  const path = await choose(`${w.title} ${asked.year}.${kind}`)
  if (path === null) return null
  const headings = headingsOf(format, before)
  const rows = lines.map((line) => cellsOf(line, asked, before))
  await writeWhole(path, async (file) => {
    if (kind === 'csv') {
      const separator = separatorFor(format.language)
      const texts = [headings, ...rows.map((cells) => cells.map((cell) => plainText(cell, format)))]
      await file.writeFile(BOM + texts.map((cells) => csvLine(cells, separator)).join(''))
      return
    }
    const widths = headings.map((_, place) => [28, 16, 10, 44][place] ?? 16)
    const book = new Workbook(file, { rtl: format.language === 'ar', names: [w.sheet, list.aboutSheet], widths })
    await book.add([headings.map((text) => ({ text }))], 'head')
    await book.add(rows)
    await book.end(factsOf(asked, lines, format, at).map((fact) => [fact]))
  })
  return { name: basename(path), lines: lines.length }
}

/** What the table is: whose figures, of what, of which year, and that the office's own cards are no part of them. */
function factsOf(
  asked: Asked,
  lines: readonly CountryLine[],
  { language, digits: set }: ZonedFormat,
  at: string,
): string[] {
  const { diaspora: w } = words[language]
  const world = totalOf(lines.flatMap(({ figure }) => (figure === null ? [] : [figure.total])))
  const said = (text: string): string => digits(text, set)
  return [
    fill(w.of, {
      measure: (w.measures as Record<string, string>)[asked.measure] ?? asked.measure,
      year: said(String(asked.year)),
    }),
    fill(w.by, { source: asked.source }),
    fill(w.world, { n: said(String(world.total)), countries: said(String(world.countries)) }),
    fill(w.ownAt, { at }),
  ]
}

/** @returns diwan://print/<token> */
export async function printFigures(desk: Desk, actor: Actor, asked: Asked): Promise<string> {
  const { lines, before, format, at } = await taken(desk, actor, asked)
  const w = words[format.language].diaspora
  return printLines(desk, actor, {
    entryIds: [],
    name: `${w.title} ${asked.year}`,
    format,
    model: {
      office: officeLines(desk, format),
      title: w.title,
      facts: factsOf(asked, lines, format, at).map((fact) => fact.slice(0, 200)),
      columns: headingsOf(format, before).map((label, place) => ({ column: `c${place}`, label })),
      rows: lines.map((line) => ({
        kind: 'entry' as const,
        cells: cellsOf(line, asked, before).map((cell) => ({
          text: paperText(cell, format),
          ...('number' in cell && { value: true as const }),
        })),
      })),
    },
  })
}
