import type { ColumnUse, ImportPlan, ImportRefusal } from '../../contract/imports'
import { lineOf, paragraphsOf } from '../../contract/typed'
import { channels, levels, urgencies, type Channel, type Level, type Urgency } from '../../contract/values'
import { saysAnonymous, saysUnreferenced } from '../register/said'
import { faultOf, textOf, type Cell, type Row } from '../sheets/cell'
import type { DateSystem } from '../sheets/serial'
import { readCount } from '../text/count'
import { normalise } from '../text/normalise'
import { words } from '../words'
import { readDay } from './days'
import { printPaperNumber, readPaperNumber, type PaperNumber } from './number'

/** One line of a paper register, as it will stand in a book. */
export type PaperLine = {
  line: number
  number: PaperNumber
  numberText: string
  date: string
  arrivalDate: string | null
  letterDate: string | null
  letterDateSaid: string | null
  correspondent: string | null
  subject: string | null
  reference: string | null
  unitId: string
  channel: Channel
  urgency: Urgency
  level: Level
  enclosureCount: number
  notes: string
  page: string | null
  /** Values that have no place of their own here and were put into the notes. */
  toNotes: number
}

export type Facts = {
  register: { code: string; pattern: string }
  headings: readonly string[]
  /** Folded name → unit. */
  units: ReadonlyMap<string, string>
  today: string
  system: DateSystem
}

/**
 * Reads rows one after the other. A row becomes a line, or is refused with everything that is wrong with it; a value is never bent
 * until it fits.
 */
export class LineReader {
  private above: Cell | undefined

  constructor(
    private readonly plan: ImportPlan,
    private readonly facts: Facts,
  ) {}

  read(row: Row): { line: PaperLine } | { refusals: ImportRefusal[] } {
    const refusals: ImportRefusal[] = []
    const refuse = (column: number, reason: ImportRefusal['reason']): void => {
      const value = column < 0 ? '' : textOf(row.cells[column]).slice(0, 200)
      refusals.push({ line: row.line, column: column < 0 ? null : column, value, reason })
    }
    const { columns } = this.plan
    for (const [column, use] of columns.entries()) {
      const fault = use === 'none' ? null : faultOf(row.cells[column])
      if (fault) refuse(column, fault)
    }
    const at = (use: ColumnUse): number => columns.indexOf(use)
    const cellOf = (use: ColumnUse): Cell | undefined => (at(use) < 0 ? undefined : row.cells[at(use)])
    const textIn = (use: ColumnUse, most: number): string => {
      const text = lineOf(textOf(cellOf(use))).trim()
      if ([...text].length > most) refuse(at(use), 'too-long')
      return text
    }
    const day = this.dayOf(cellOf('date'), at('date'), refuse)
    const extra = (use: 'letterDate' | 'arrivalDate'): { date: string; said: string | null } | null => {
      if (textOf(cellOf(use)).trim() === '') return null
      const read = this.read1(cellOf(use))
      if ('date' in read && read.date <= this.facts.today) return read
      refuse(at(use), 'date' in read ? 'date-in-future' : read.reason)
      return null
    }
    const [letter, arrival] = [extra('letterDate'), extra('arrivalDate')]
    const level = this.wordOf(cellOf('level'), LEVELS, this.plan.level)
    if (level === null) refuse(at('level'), 'level-unknown')
    const urgency = this.wordOf(cellOf('urgency'), URGENCIES, 'routine')
    if (urgency === null) refuse(at('urgency'), 'urgency-unknown')
    const count = textOf(cellOf('enclosures')).trim()
    const enclosureCount = count === '' ? 0 : readCount(count)
    if (enclosureCount === null || enclosureCount > 999) refuse(at('enclosures'), 'count-unreadable')
    const subject = textIn('subject', 1000)
    // Only a sealed envelope has none (C2).
    if (subject === '' && !(level === 'confidential' || level === 'secret')) refuse(at('subject'), 'subject-missing')
    const [reference, correspondent, page] = [textIn('reference', 80), textIn('correspondent', 200), textIn('page', 40)]
    const written = textIn('number', 40)
    const { notes, toNotes, unitId, channel } = this.besides(row, cellOf)
    if ([...notes].length > 4000) refuse(Math.max(0, at('notes')), 'too-long')
    if (refusals.length > 0 || day === null || level === null || urgency === null || enclosureCount === null)
      return { refusals: onceEach(refusals) }
    const year = Number(day.slice(0, 4))
    const number = readPaperNumber(written, { code: this.facts.register.code, year })
    const line: PaperLine = {
      ...{ line: row.line, number, numberText: printPaperNumber(number, this.facts.register, year), date: day },
      ...{
        arrivalDate: arrival?.date ?? null,
        letterDate: letter?.date ?? null,
        letterDateSaid: letter?.said?.slice(0, 60) ?? null,
      },
      correspondent: correspondent === '' || saysAnonymous(correspondent) ? null : correspondent,
      subject: subject === '' ? null : subject,
      reference: reference === '' || saysUnreferenced(reference) ? null : reference,
      ...{ unitId, channel, urgency, level, enclosureCount, notes, page: page === '' ? null : page, toNotes },
    }
    return { line }
  }

  private read1 = (cell: Cell | undefined) => {
    const { dateOrder, year } = this.plan
    return readDay(cell, { dateOrder, year, thisYear: Number(this.facts.today.slice(0, 4)), system: this.facts.system })
  }

  private dayOf(
    cell: Cell | undefined,
    column: number,
    refuse: (column: number, reason: ImportRefusal['reason']) => void,
  ): string | null {
    const isEmpty = /^[\s"'«»〃״”-]*$/.test(textOf(cell))
    const said = isEmpty && this.plan.repeatDate ? this.above : cell
    if (textOf(said).trim() === '') {
      refuse(column, 'date-missing')
      return null
    }
    const read = this.read1(said)
    if ('date' in read && read.date <= this.facts.today && read.date >= '1900-01-01') {
      this.above = said
      return read.date
    }
    refuse(column, !('date' in read) ? read.reason : read.date > this.facts.today ? 'date-in-future' : 'date-too-old')
    return null
  }

  private wordOf<T extends string>(cell: Cell | undefined, known: ReadonlyMap<string, T>, otherwise: T): T | null {
    const said = normalise(textOf(cell)).trim()
    return said === '' ? otherwise : (known.get(said) ?? null)
  }

  /** Unit and way of arriving where they are known here; what is not, and every column kept as a note, under its heading. */
  private besides(row: Row, cellOf: (use: ColumnUse) => Cell | undefined) {
    const { columns, unitId, channel } = this.plan
    const parts = [paragraphsOf(textOf(cellOf('notes'))).trim()]
    let toNotes = 0
    const note = (use: ColumnUse, column: number): void => {
      const text = lineOf(textOf(row.cells[column])).trim()
      if (text === '') return
      if (use !== 'note') toNotes++
      const heading = this.facts.headings[column] ?? ''
      parts.push(heading === '' ? text : `${heading}: ${text}`)
    }
    const unit = this.facts.units.get(normalise(textOf(cellOf('unit'))).trim())
    const way = this.wordOf(cellOf('channel'), CHANNELS, channel)
    for (const [column, use] of columns.entries())
      if (use === 'note' || (use === 'unit' && unit === undefined) || (use === 'channel' && way === null))
        note(use, column)
    return { notes: parts.filter(Boolean).join('\n'), toNotes, unitId: unit ?? unitId, channel: way ?? channel }
  }
}

/** One reason a cell: what is damaged is not also unreadable. */
const onceEach = (refusals: readonly ImportRefusal[]): ImportRefusal[] =>
  refusals.filter((one, at) => refusals.findIndex(({ column }) => column === one.column) === at)

function namesOf<T extends string>(
  of: 'channels' | 'urgencies' | 'levels',
  all: readonly T[],
  more: Record<string, T> = {},
): Map<string, T> {
  const names = new Map<string, T>()
  for (const language of Object.values(words))
    for (const one of all) names.set(normalise((language.values[of] as Record<string, string>)[one] ?? one), one)
  for (const one of all) names.set(normalise(one), one)
  for (const [name, one] of Object.entries(more)) names.set(normalise(name), one)
  return names
}
const CHANNELS = namesOf<Channel>('channels', channels, {
  بريد: 'post',
  مضمون: 'registeredPost',
  مسجل: 'registeredPost',
  باليد: 'hand',
  فاكس: 'fax',
  courrier: 'post',
  mail: 'email',
  'e-mail': 'email',
})
const URGENCIES = namesOf<Urgency>('urgencies', urgencies, {
  'عاجل جدا': 'mostUrgent',
  مستعجل: 'urgent',
  عاجل: 'urgent',
  عادي: 'routine',
})
const LEVELS = namesOf<Level>('levels', levels, {
  'سري جدا': 'secret',
  'سري للغاية': 'secret',
  'très secret': 'secret',
  'top secret': 'secret',
  محدود: 'restricted',
  عادي: 'ordinary',
  normal: 'ordinary',
})
