import { PeopleMapping, type OpenedPeople, type PeopleRefusal } from '../../contract/people-import'
import { guessOrder } from '../../domain/imports/days'
import { guessPeopleColumns } from '../../domain/people/headings'
import { readPeopleRow, type PeopleRow } from '../../domain/people/row'
import { textOf } from '../../domain/sheets/cell'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { lookAt, withoutReport, type Change, type Looked, type Opened } from '../imports/opened'
import { Remembered } from '../imports/plans'
import type { Work } from '../jobs/work'
import { SheetError } from '../sheets/fault'
import type { Sheet } from '../sheets/sheet'

/** The directory of a large consulate; a whole country's people do not come in by a spreadsheet. */
const MOST_ROWS = 50_000
export const mappings = new Remembered('imports.people', PeopleMapping)

/** How a file is read, and what its columns seem to be. */
export const lookAtPeople = (desk: Desk, file: Looked, change: Change, signal: AbortSignal): Promise<OpenedPeople> =>
  lookAt(desk, file, change, signal, async ({ rows, headings, headerRows }) => {
    const own = withoutReport(headings)
    const known = await mappings.of(desk.db.read, own)
    const guessed = guessPeopleColumns(own)
    const columns = headings.map((_, at) => (known?.columns ?? guessed)[at] ?? 'none')
    const at = columns.indexOf('birthDate')
    const dateOrder = guessOrder(rows.slice(headerRows).map(({ cells }) => textOf(cells[at])))
    const mapping: PeopleMapping = { kind: 'person', dateOrder, ...known, headerRows, columns }
    return { mapping, remembered: known !== undefined }
  })

export type ReadPeople = {
  rows: number
  people: PeopleRow[]
  refused: { refusals: PeopleRefusal[]; cells: string[] }[]
}

/** The whole file, row by row; nothing of it is written. */
export async function readPeople(
  desk: Desk,
  file: Opened,
  sheet: Sheet,
  mapping: PeopleMapping,
  work: Work,
): Promise<ReadPeople> {
  const read: ReadPeople = { rows: 0, people: [], refused: [] }
  const facts = {
    ...{ headings: file.headings, today: dateOf(desk.clock.now(), zoneOf(desk.office)) },
    system: file.look.kind === 'workbook' ? file.look.system : ('1900' as const),
  }
  let skip = mapping.headerRows
  for await (const some of sheet.rows(work.signal)) {
    for (const row of some) {
      if (skip-- > 0) continue
      if (++read.rows > MOST_ROWS) throw new SheetError('too-large')
      const one = readPeopleRow(row, mapping, facts)
      if ('refusals' in one) read.refused.push({ refusals: one.refusals, cells: row.cells.map(textOf) })
      else read.people.push(one)
    }
    work.progress('reading', read.rows)
  }
  return read
}
