import type { ImportPlan } from '../../contract/imports'
import type { Language } from '../../contract/values'
import { words } from '../../domain/words'
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
    const { line, column, reason, reasons } = words[language].refused
    const width = file.headings.length
    const lines = [[...file.headings, line, column, reason]]
    await eachRow(sheet, plan, await factsOf(desk, file, plan), work, {
      line: () => undefined,
      refused: (refusals, cells) => {
        const of = refusals.map((one) =>
          one.column === null ? '' : file.headings[one.column] || String(one.column + 1),
        )
        const why = refusals.map((one) => reasons[one.reason])
        const padded = Array.from({ length: width }, (_, at) => cells[at] ?? '')
        lines.push([...padded, String(refusals[0]?.line ?? ''), of.join(' · '), why.join(' · ')])
      },
    })
    return Buffer.from(`\uFEFF${lines.map((cells) => cells.map(quoted).join(';')).join('\r\n')}\r\n`)
  })

/** Quoted, and never something a spreadsheet computes. */
const quoted = (cell: string): string => `"${(RUNS.test(cell) ? `\t${cell}` : cell).replaceAll('"', '""')}"`
const RUNS = /^[=+\-−@]/
