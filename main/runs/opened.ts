import { z } from 'zod'
import { AppError } from '../../contract/errors'
import { MOST_IN_RUN, type OpenedList, type RunColumnUse } from '../../contract/runs'
import { guardedNames } from '../../db/runs/addressees'
import { countryCalled } from '../../domain/text/country-called'
import { fittedColumns, guessRunColumns } from '../../domain/runs/columns'
import { isColumnField, reachByName, type RunLine } from '../../domain/runs/line'
import { faultOf, textOf, type Row } from '../../domain/sheets/cell'
import type { Desk } from '../desk'
import { lookAt, reading, type Change, type Looked, type Opened } from '../imports/opened'
import { Remembered } from '../imports/plans'

/** How earlier lists of this PC were read, by their headings. */
export const columnsOfLists = new Remembered('runs.columns', z.array(z.string()))

/** Looks at a file of addressees, or looks anew, another way than before. */
export const lookAtList = (desk: Desk, file: Looked, change: Change, signal: AbortSignal): Promise<OpenedList> =>
  lookAt(desk, file, change, signal, async ({ headings, headerRows }) => {
    const known = await columnsOfLists.of(desk.db.read, headings)
    const columns = known ? fittedColumns(known, headings.length) : guessRunColumns(headings)
    return { headerRows, columns, remembered: known !== undefined }
  })

/** The rows as addressees. @throws too-many-chosen */
export async function linesOfFile(
  desk: Desk,
  file: Opened,
  columns: readonly RunColumnUse[],
  signal: AbortSignal,
): Promise<RunLine[]> {
  const guarded = await guardedNames(desk.db.read)
  return reading(file, async (sheet) => {
    const lines: RunLine[] = []
    let at = 0
    for await (const rows of sheet.rows(signal))
      for (const row of rows) {
        at++
        if (at <= file.headerRows) continue
        if (lines.length === MOST_IN_RUN)
          throw new AppError('too-many-chosen', { most: MOST_IN_RUN, chosen: `${MOST_IN_RUN}+` })
        const line = lineOf(row, columns)
        // P4: a file that names somebody who is not to be contacted does not get round their card.
        lines.push({ ...line, reach: reachByName(guarded, line) })
      }
    return lines
  })
}

function lineOf(row: Row, columns: readonly RunColumnUse[]): RunLine {
  const said: Partial<Record<RunColumnUse, string>> = {}
  for (const [at, use] of columns.entries()) {
    const cell = row.cells[at]
    if (use === 'none' || cell === undefined) continue
    // What was lost in the file (a card number in exponents, question marks) is not written to anybody.
    said[use] = faultOf(cell)
      ? ''
      : textOf(cell)
          .trim()
          .slice(0, use === 'address' ? 300 : use === 'city' ? 80 : 200)
  }
  const fields = Object.entries(said).filter(([use, text]) => isColumnField(use as RunColumnUse) && text !== '')
  const name = said.nameAr ?? ''
  const arabic = /\p{Script=Arabic}/u.test(name)
  return {
    contactId: null,
    // One column of names may hold either script: each stands where it belongs.
    ar: arabic ? name : said.nameLatin && /\p{Script=Arabic}/u.test(said.nameLatin) ? said.nameLatin : '',
    other: said.nameLatin && !/\p{Script=Arabic}/u.test(said.nameLatin) ? said.nameLatin : arabic ? '' : name,
    ...{ address: said.address ?? '', city: said.city ?? '', countryCode: countryCalled(said.countryCode ?? '') ?? '' },
    ...{ reach: null, columns: Object.fromEntries(fields) as RunLine['columns'], row: row.line + 1 },
  }
}
