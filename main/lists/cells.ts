import type { ExportColumn } from '../../contract/lists'
import { isVoid, type RegisterLine } from '../../contract/register'
import { isUndescribed } from '../../domain/register/undescribed'
import { digits } from '../../domain/text/digits'
import { dateOf, type Zone } from '../../domain/text/zone'
import { shortDate, type ZonedFormat } from '../../domain/text/dates'
import { fill, nameIn, words } from '../../domain/words'

/** A day stays a day, and a number a number, where a file knows what one is. `value`: one thing, whichever way the text around it runs. */
export type Cell = { text: string; value?: true } | { date: string } | { number: number }
export const EMPTY: Cell = { text: '' }
const NONE: ReadonlyMap<string, string> = new Map()

export type Heading = { column: ExportColumn | 'level' | 'exportedBy'; label: string }

/** What stands above the columns, in the reader's words. */
export function headingsOf(
  columns: readonly ExportColumn[],
  outgoing: boolean,
  language: ZonedFormat['language'],
): Heading[] {
  const { list, print } = words[language]
  const labels: Record<ExportColumn, string> = {
    number: list.number,
    day: list.day,
    arrival: outgoing ? list.dispatch : list.arrival,
    letterDate: list.letterDate,
    correspondent: outgoing ? print.addressee : print.sender,
    reference: print.reference,
    subject: print.subject,
    class: list.class,
    unit: print.unit,
    status: list.status,
  }
  return columns.map((column) => ({ column, label: labels[column] }))
}

/**
 * One line as it is seen. A hidden one has its number, its day and that it is hidden (A2); a void one its number, its day and that nobody
 * bears it (N3).
 *
 * @param classes what each class of the filing plan is called in a list
 */
export function cellOf(
  line: RegisterLine,
  column: ExportColumn,
  f: Pick<ZonedFormat, 'language'> & { zone: Zone },
  classes: ReadonlyMap<string, string> = NONE,
): Cell {
  const { list, print } = words[f.language]
  if (column === 'number') return { text: line.numberText, value: true }
  if (column === 'day') return { date: line.businessDate }
  if (isVoid(line)) return { text: column === 'status' ? list.void : '' }
  if (line.hidden) return { text: column === 'status' ? list.hidden : '' }
  switch (column) {
    case 'arrival':
      return { date: dateOf(line.arrivalAt, f.zone) }
    case 'letterDate':
      return line.letterDate === null ? { text: print.undated } : { date: line.letterDate }
    case 'correspondent':
      return { text: everybody(line, print) }
    case 'reference':
      return line.reference === null ? { text: print.unreferenced } : { text: line.reference, value: true }
    case 'subject':
      return { text: line.subject ?? (isUndescribed(line) ? print.undescribed : print.sealed) }
    case 'class':
      return { text: line.classId === null ? '' : (classes.get(line.classId) ?? '') }
    case 'unit':
      return { text: nameIn(line.unitNames, f.language) }
    case 'status':
      return { text: statusText(line, list) }
  }
}

/** All it is from or to, then who got a copy. */
function everybody(line: Extract<RegisterLine, { hidden: false }>, print: (typeof words)['ar']['print']): string {
  const names = (copy: boolean): string[] =>
    line.parties.flatMap(({ role, name }) => ((role === 'copy') === copy ? [name] : []))
  const copies = names(true)
  const said = [line.correspondent ?? print.anonymous, ...names(false)].join(' · ')
  return copies.length === 0 ? said : `${said} · ${print.parties.copy}: ${copies.join(' · ')}`
}

function statusText(line: Extract<RegisterLine, { hidden: false }>, list: (typeof words)['ar']['list']): string {
  if (line.status === 'cancelled' && line.cancelReason) return fill(list.cancelledFor, { reason: line.cancelReason })
  return list[line.status]
}

/** As a file of text has it: days as people write them, in figures every program reads. */
export const plainText = (cell: Cell, f: ZonedFormat): string =>
  'date' in cell ? shortDate(cell.date, { ...f, digits: 'latn' }) : 'number' in cell ? String(cell.number) : cell.text

/** As paper has it: in the reader's digits. */
export const paperText = (cell: Cell, f: ZonedFormat): string => {
  if ('date' in cell) return shortDate(cell.date, f)
  if ('number' in cell) return digits(String(cell.number), f.digits)
  return cell.value ? digits(cell.text, f.digits) : cell.text
}
