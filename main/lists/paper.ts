import { AppError } from '../../contract/errors'
import { MOST_ON_PAPER } from '../../contract/lists'
import { isVoid, type RegisterLine } from '../../contract/register'
import { digits } from '../../domain/text/digits'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import type { ListPrintModel } from '../register/pdf/list-model'
import { paperText } from './cells'
import type { Sheet } from './sheet'
import type { Lines } from './which'

const PAGE = 500

/** The list as a sheet of the register: A4 across, its columns in the reader's direction. @throws too-many-on-paper */
export async function paperOf(
  desk: Desk,
  sheet: Sheet,
  lines: Lines,
  guarded: boolean,
  work: Work,
): Promise<{ bytes: Buffer; pages: number }> {
  if (lines.total > MOST_ON_PAPER) throw new AppError('too-many-on-paper', { most: MOST_ON_PAPER, lines: lines.total })
  const { format } = sheet
  const w = words[format.language].list
  const rows: ListPrintModel['rows'] = []
  for (let at = 0; at < lines.total; at += PAGE) {
    work.progress('entries', at, lines.total)
    for (const line of await lines.page(at, PAGE)) rows.push({ cells: cellsOf(line, sheet), kind: kindOf(line) })
  }
  work.progress('drawing', 0)
  const by = { name: sheet.reader, when: sheet.when }
  return desk.pdf.listPrint(
    {
      createdAt: desk.clock.now(),
      language: format.language,
      direction: format.language === 'ar' ? 'rtl' : 'ltr',
      office: [
        ...desk.office.ministry.ar.slice(0, format.language === 'ar' ? 6 : 0),
        nameIn(desk.office.names, format.language),
      ],
      title: sheet.title,
      facts: [
        digits(sheet.year, format.digits),
        sheet.filter,
        digits(fill(w.lines, { n: String(lines.total) }), format.digits),
      ],
      ...(guarded && { mark: fill(w.confidential, by) }),
      columns: sheet.headings.filter(({ column }) => column !== BY_FOOTER),
      rows,
      footer: fill(w.madeBy, by),
      page: w.page,
      digits: format.digits,
    },
    work.signal,
  )
}

/** Who took it along stands under every page, and needs no column. */
const BY_FOOTER = 'exportedBy'

const cellsOf = (line: RegisterLine, { cells, headings, format }: Sheet): ListPrintModel['rows'][number]['cells'] =>
  cells(line)
    .filter((_, at) => headings[at]?.column !== BY_FOOTER)
    .map((cell) => ({
      text: paperText(cell, format),
      ...(('date' in cell || 'number' in cell || cell.value) && { value: true }),
    }))

const kindOf = (line: RegisterLine): ListPrintModel['rows'][number]['kind'] =>
  isVoid(line) ? 'void' : line.hidden ? 'hidden' : line.status === 'cancelled' ? 'cancelled' : 'entry'
