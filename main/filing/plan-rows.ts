import type { FilingClass } from '../../contract/filing'
import type { PlanMapping, PlanRefusal } from '../../contract/plan-import'
import { decidePlan, type Decided } from '../../domain/filing/sheet/plan'
import { readPlanRow, type PlanRow } from '../../domain/filing/sheet/row'
import { idFrom } from '../../domain/hash'
import { textOf } from '../../domain/sheets/cell'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { SheetError } from '../sheets/fault'
import type { Sheet } from '../sheets/sheet'

/** A plan has some hundred classes; a file of more rows than that is another kind of file. */
const MOST_ROWS = 10_000

export type ReadPlan = {
  rows: number
  classes: PlanRow[]
  /** By the row's line: what is wrong with it. */
  refused: Map<number, PlanRefusal[]>
  /** What stands in each row, for the report. */
  cells: Map<number, string[]>
}

/** The whole file, row by row; nothing of it is written. @throws SheetError */
export async function readPlan(sheet: Sheet, mapping: PlanMapping, work: Work): Promise<ReadPlan> {
  const read: ReadPlan = { rows: 0, classes: [], refused: new Map(), cells: new Map() }
  let skip = mapping.headerRows
  for await (const some of sheet.rows(work.signal)) {
    for (const row of some) {
      if (skip-- > 0) continue
      if (++read.rows > MOST_ROWS) throw new SheetError('too-large')
      const one = readPlanRow(row, mapping)
      read.cells.set(row.line, row.cells.map(textOf))
      if ('refusals' in one) read.refused.set(row.line, one.refusals)
      else read.classes.push(one)
    }
    work.progress('reading', read.rows)
  }
  return read
}

type Taken = Exclude<Decided, { does: 'refused' }>

/** What would become of what was read, in the plan as it stands. @returns what is taken in; what is refused is added to `read.refused` */
export function decided(
  desk: Pick<Desk, 'office' | 'newId'>,
  read: ReadPlan,
  stands: readonly FilingClass[],
  today: string,
): Taken[] {
  const ids = new Set(stands.map(({ id }) => id))
  // The id follows from office and content: the same file brought in on two PCs without a line makes the same rows.
  const all = decidePlan(read.classes, stands, today, (shape) => {
    const id = idFrom(`diwan filing class ${desk.office.id} ${JSON.stringify(shape)}`)
    return ids.has(id) ? desk.newId() : id
  })
  return all.flatMap((one) => {
    if (one.does !== 'refused') return [one]
    read.refused.set(one.line, [one.refusal])
    return []
  })
}
