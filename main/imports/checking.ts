import type { PaperNumbers } from '../../contract/books'
import type { ImportPlan, ImportPreview, ImportRefusal } from '../../contract/imports'
import type { Actor } from '../../contract/permissions'
import { allUnits } from '../../db/units/units'
import { booksOf } from '../../db/register/books'
import { registerById } from '../../db/register/registers'
import { AppError } from '../../contract/errors'
import { LineReader, type Facts, type PaperLine } from '../../domain/imports/line'
import { PaperCount } from '../../domain/imports/number'
import { normalise } from '../../domain/text/normalise'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { RegisterRow } from '../../db/register/books'
import type { Desk } from '../desk'
import { clockOf } from '../register/clock'
import { SheetError } from '../sheets/fault'
import type { Sheet } from '../sheets/sheet'
import type { Work } from '../jobs/work'
import { Cards } from './cards'
import { reading, type Opened } from './opened'

/** What is shown of what would be written, and of what is refused. */
const SHOWN = 50
const REFUSALS = 500
const MOST_ROWS = 400_000

/** What rows are read by: the register, the units by every name they had, and today as this desk believes it. @throws not-found */
export async function factsOf(desk: Desk, file: Opened, plan: ImportPlan): Promise<Facts & { register: RegisterRow }> {
  const register = await registerById(desk.db.read, plan.registerId)
  if (!register) throw new AppError('not-found')
  const units = new Map<string, string>()
  const all = await allUnits(desk.db.read)
  for (const { id, names, was } of all)
    for (const named of [names, ...(was ?? []).map((before) => before.names)])
      for (const name of Object.values(named))
        if (name && !units.has(normalise(name).trim())) units.set(normalise(name).trim(), id)
  if (!all.some(({ id }) => id === plan.unitId)) throw new AppError('invalid-input', { field: 'unitId' })
  return {
    ...{ register, headings: file.headings, units, today: dateOf(clockOf(desk).now, zoneOf(desk.office)) },
    system: file.look.kind === 'workbook' ? file.look.system : '1900',
  }
}

type Each = {
  line: (line: PaperLine) => void | Promise<void>
  refused: (refusals: readonly ImportRefusal[], cells: readonly string[]) => void
}

/** Goes over the file, row by row. @returns how many rows there were */
export async function eachRow(sheet: Sheet, plan: ImportPlan, facts: Facts, work: Work, each: Each): Promise<number> {
  const reader = new LineReader(plan, facts)
  let skip = plan.headerRows
  let rows = 0
  for await (const some of sheet.rows(work.signal)) {
    for (const row of some) {
      if (skip-- > 0) continue
      if (++rows > MOST_ROWS) throw new SheetError('too-large')
      const read = reader.read(row)
      if ('refusals' in read) each.refused(read.refusals, row.cells.map(cellText))
      else await each.line(read.line)
    }
    work.progress('reading', rows)
  }
  return rows
}
const cellText = (cell: string | { text: string }): string => (typeof cell === 'string' ? cell : cell.text)

/** Numbers of each year's paper book. */
export class Years {
  private readonly years = new Map<number, PaperCount>()
  add({ date, number }: PaperLine): void {
    const year = Number(date.slice(0, 4))
    const count = this.years.get(year) ?? new PaperCount()
    this.years.set(year, count)
    count.add(number)
  }
  said(): (PaperNumbers & { year: number })[] {
    return [...this.years].sort(([a], [b]) => a - b).map(([year, count]) => ({ year, ...count.said() }))
  }
}

/** The whole file as it would come in; nothing is written. */
export const checkImport = (
  desk: Desk,
  actor: Actor,
  file: Opened,
  plan: ImportPlan,
  work: Work,
): Promise<ImportPreview> =>
  reading(file, async (sheet) => {
    const facts = await factsOf(desk, file, plan)
    const cards = await Cards.read(desk.db.read, actor)
    const sha256 = await sheet.sha256(work.signal)
    const years = new Years()
    const problems = new Map<string, ImportPreview['problems'][number]>()
    const known = new Set<string>()
    const fresh = new Cards()
    const found = { accepted: 0, refused: 0, toNotes: 0, newCards: 0 }
    const lines: ImportPreview['lines'] = []
    const refusals: ImportRefusal[] = []
    const rows = await eachRow(sheet, plan, facts, work, {
      line: (line) => {
        found.accepted++
        found.toNotes += line.toNotes
        years.add(line)
        const { correspondent } = line
        const card = correspondent === null ? undefined : cards.idOf(correspondent)
        if (card !== undefined) known.add(card)
        else if (correspondent !== null && fresh.idOf(correspondent) === undefined) {
          fresh.learn(correspondent, 'new')
          if (fresh.idOf(correspondent) !== undefined) found.newCards++
        }
        const { numberText, date, subject, reference, level } = line
        if (lines.length < SHOWN)
          lines.push({ line: line.line, numberText, date, correspondent, subject, reference, level })
      },
      refused: (all) => {
        found.refused++
        for (const one of all) {
          const key = `${one.reason}|${one.column}`
          const problem = problems.get(key) ?? { reason: one.reason, column: one.column, count: 0 }
          problems.set(key, { ...problem, count: problem.count + 1 })
          if (refusals.length < REFUSALS) refusals.push(one)
        }
      },
    })
    const before = (await booksOf(desk.db.read)).filter((book) => fileOf(book.transcribed) === sha256)
    return {
      ...{ sha256, rows, ...found, refusals, lines, years: years.said(), knownCards: known.size },
      problems: [...problems.values()].sort((a, b) => b.count - a.count).slice(0, 200),
      before: before.map(({ registerId, year }) => ({ registerId, year })),
    }
  })

/** Which file a book was transcribed from. */
const fileOf = (transcribed: string | null): string | null =>
  transcribed === null ? null : String((JSON.parse(transcribed) as { sha256?: unknown }).sha256)
