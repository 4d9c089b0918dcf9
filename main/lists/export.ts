import { basename } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { ExportFormat, lists } from '../../contract/lists'
import type { Actor } from '../../contract/permissions'
import type { Reader } from '../../db/core/sql'
import { guardedAmong } from '../../db/register/chosen'
import { BOM, csvLine, separatorFor } from '../../domain/text/csv'
import { fill, words } from '../../domain/words'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { record } from '../security/log'
import { withoutOpened } from '../walls/opened'
import { plainText } from './cells'
import { paperOf } from './paper'
import { sheetOf, type Asked, type Sheet } from './sheet'
import { linesOf, type Lines } from './which'
import { writeWhole } from './whole-file'
import { Workbook } from './xlsx'

/** Asks the person where to with the system's dialog; null when they changed their mind. */
export type ChooseSave = (suggested: string) => Promise<string | null>

const PAGE = 1_000
const endings: Record<ExportFormat, string> = { xlsx: 'xlsx', csv: 'csv', pdf: 'pdf' }

/** What is seen, read at one moment and written where the person said, as a job that can be stopped. */
export async function exportList(
  desk: Desk,
  asking: Actor,
  { format, ...asked }: z.infer<typeof lists.export.input>,
  choose: ChooseSave,
): Promise<z.infer<typeof lists.export.output>> {
  const actor = withoutOpened(asking)
  const named = await sheetOf(desk.db.read, desk, actor, asked, false)
  const path = await choose(`${named.title} ${asked.year}.${endings[format]}`)
  if (path === null) return null
  const name = basename(path)
  const lines = await desk.jobs.run({ kind: 'export', byId: actor.userId, about: name }, (work) =>
    reading(desk, actor, asked, 'export', async ({ sheet, lines, guarded }) => {
      if (format === 'pdf') {
        const { bytes } = await paperOf(desk, sheet, lines, guarded, work)
        await writeWhole(path, (file) => file.writeFile(bytes))
      } else
        await writeWhole(path, (file) =>
          format === 'xlsx'
            ? writeXlsx(new Workbook(file, bookOf(sheet)), sheet, lines, work)
            : writeCsv((text) => file.write(text), sheet, lines, work),
        )
      return lines.total
    }),
  )
  return { lines, name, at: desk.clock.now() }
}

/** The same as paper, for the window to show and print. */
export async function printList(desk: Desk, actor: Actor, asked: Asked): Promise<string> {
  const about = String(asked.year)
  const { bytes } = await desk.jobs.run({ kind: 'export', byId: actor.userId, about }, (work) =>
    reading(desk, actor, asked, 'print', ({ sheet, lines, guarded }) => paperOf(desk, sheet, lines, guarded, work)),
  )
  return desk.print.put({ bytes, name: `${asked.year}.pdf`, userId: actor.userId })
}

type Read = { sheet: Sheet; lines: Lines; guarded: boolean }

/** One moment, on a connection of its own; what stands above ordinary is recorded before any of it is given (A3). */
function reading<T>(
  desk: Desk,
  actor: Actor,
  asked: Asked,
  kind: 'export' | 'print',
  work: (read: Read) => Promise<T>,
): Promise<T> {
  return desk.db.snapshot(async (read: Reader) => {
    const sheet = await sheetOf(read, desk, actor, asked, false)
    const lines = await linesOf(read, desk, actor, asked.which, sheet.format.language)
    if (lines.total === 0) throw new AppError('not-found')
    const above = await guardedAmong(read, actor, lines.rows)
    if (above > 0) await record(desk, { kind, userId: actor.userId, entity: 'entry', detail: { lines: above } })
    const guarded = above > 0
    return work({ sheet: guarded ? await sheetOf(read, desk, actor, asked, true) : sheet, lines, guarded })
  })
}

async function writeXlsx(book: Workbook, sheet: Sheet, lines: Lines, work: Work): Promise<void> {
  const w = words[sheet.format.language].list
  await book.add([sheet.headings.map(({ label }) => ({ text: label }))], 'head')
  for (let at = 0; at < lines.total; at += PAGE) {
    work.progress('entries', at, lines.total)
    await book.add((await lines.page(at, PAGE)).map(sheet.cells))
  }
  await book.end([
    [w.register, sheet.title],
    ['', sheet.year],
    ['', sheet.filter],
    ['', fill(w.lines, { n: String(lines.total) })],
    ['', fill(w.madeBy, { name: sheet.reader, when: sheet.when })],
  ])
}

const bookOf = ({ format, headings }: Sheet): ConstructorParameters<typeof Workbook>[1] => {
  const { list } = words[format.language]
  return {
    rtl: format.language === 'ar',
    names: [list.listSheet, list.aboutSheet],
    widths: headings.map(
      ({ column }) => ({ subject: 60, correspondent: 32, class: 32, unit: 28, exportedBy: 32 })[column as string] ?? 16,
    ),
  }
}

async function writeCsv(
  write: (text: string) => Promise<unknown>,
  sheet: Sheet,
  lines: Lines,
  work: Work,
): Promise<void> {
  const separator = separatorFor(sheet.format.language)
  const line = (cells: readonly string[]): string => csvLine(cells, separator)
  await write(BOM + line(sheet.headings.map(({ label }) => label)))
  for (let at = 0; at < lines.total; at += PAGE) {
    work.progress('entries', at, lines.total)
    const page = await lines.page(at, PAGE)
    await write(page.map((one) => line(sheet.cells(one).map((cell) => plainText(cell, sheet.format)))).join(''))
  }
}
