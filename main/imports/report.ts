import type { ImportPlan } from '../../contract/imports'
import type { Language } from '../../contract/values'
import { words, type Words } from '../../domain/words'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { eachRow, factsOf } from './checking'
import { reading, type Opened } from './opened'

/**
 * The refused rows as they stand in the file, with what is wrong beside them: to be mended and brought in again. With its mark and
 * semicolons, as every spreadsheet opens it; what a spreadsheet would run is text (a tab before it, which reading takes away again).
 */
export const refusedRows = (
  desk: Desk,
  file: Opened,
  plan: ImportPlan,
  language: Language,
  work: Work,
): Promise<Buffer> =>
  reading(file, async (sheet) => {
    const report = new Report(file.headings, language)
    await eachRow(sheet, plan, await factsOf(desk, file, plan), work, {
      line: () => undefined,
      refused: (refusals, cells) => report.add(refusals, cells),
    })
    return report.bytes()
  })

type Refused = { line: number; column: number | null; reason: keyof Words['refused']['reasons'] }

/** Refused rows of any spreadsheet, with why. */
export class Report {
  private readonly lines: string[][]

  constructor(
    private readonly headings: readonly string[],
    private readonly language: Language,
  ) {
    const { line, column, reason } = words[language].refused
    this.lines = [[...headings, line, column, reason]]
  }

  add(refusals: readonly Refused[], cells: readonly string[]): void {
    const { reasons } = words[this.language].refused
    const of = refusals.map(({ column }) => (column === null ? '' : this.headings[column] || String(column + 1)))
    const why = refusals.map((one) => reasons[one.reason])
    const padded = this.headings.map((_, at) => cells[at] ?? '')
    this.lines.push([...padded, String(refusals[0]?.line ?? ''), of.join(' · '), why.join(' · ')])
  }

  bytes = (): Buffer => Buffer.from(`\uFEFF${this.lines.map((cells) => cells.map(quoted).join(';')).join('\r\n')}\r\n`)
}

/** Quoted, and never something a spreadsheet computes. */
const quoted = (cell: string): string => `"${(RUNS.test(cell) ? `\t${cell}` : cell).replaceAll('"', '""')}"`
const RUNS = /^[=+\-−@]/
