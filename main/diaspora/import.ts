import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import {
  FigureMapping,
  type figureImport,
  type FigureRefusal,
  type FiguresPreview,
  type OpenedFigures,
} from '../../contract/figure-import'
import type { Actor } from '../../contract/permissions'
import type { Language } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import { figuresNamed, type FigureRecord } from '../../db/diaspora/figures'
import { createRows, patchRow } from '../../db/outbox/changes'
import { figureId } from '../../domain/diaspora/figure-id'
import { guessFigureColumns, readFigureRow, type FigureRow } from '../../domain/diaspora/sheet/row'
import { textOf } from '../../domain/sheets/cell'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf, type Desk } from '../desk'
import { lookAt, reading, withoutReport, type Change, type Looked, type Opened } from '../imports/opened'
import { Remembered } from '../imports/plans'
import { Report } from '../imports/report'
import type { Work } from '../jobs/work'
import { SheetError } from '../sheets/fault'
import type { Sheet } from '../sheets/sheet'
import { changesOf } from './writing'

/** Some countries, some years, one source: a file of more figures than this is another kind of file. */
const MOST = 5_000
const MOST_ROWS = 100_000
const SHOWN = 300
const REFUSALS = 500
const mappings = new Remembered('imports.figures', FigureMapping)

export const lookAtFigures = (desk: Desk, file: Looked, change: Change, signal: AbortSignal): Promise<OpenedFigures> =>
  lookAt(desk, file, change, signal, async ({ headings, headerRows }) => {
    const own = withoutReport(headings)
    const known = await mappings.of(desk.db.read, own)
    const columns = known?.columns ?? guessFigureColumns(own)
    const fitted = headings.map((_, at) => columns[at] ?? 'none')
    const mapping: FigureMapping = { measure: 'born', source: '', year: null, ...known, headerRows, columns: fitted }
    return { mapping, remembered: known !== undefined }
  })

type Read = {
  rows: number
  elsewhere: number
  figures: (FigureRow & { id: string })[]
  refused: { refusals: FigureRefusal[]; cells: string[] }[]
}

/** The whole file, row by row; nothing of it is written. Of two rows that say the same cell of the table the later is refused. */
async function readFigures(desk: Desk, sheet: Sheet, mapping: FigureMapping, work: Work): Promise<Read> {
  const read: Read = { rows: 0, elsewhere: 0, figures: [], refused: [] }
  const today = dateOf(desk.clock.now(), zoneOf(desk.office))
  const said = new Set<string>()
  let skip = mapping.headerRows
  for await (const some of sheet.rows(work.signal)) {
    for (const row of some) {
      if (skip-- > 0) continue
      if (++read.rows > MOST_ROWS) throw new SheetError('too-large')
      const one = readFigureRow(row, mapping, desk.office.country, today)
      if (one === 'elsewhere') read.elsewhere++
      else if ('refusals' in one) read.refused.push({ refusals: one.refusals, cells: row.cells.map(textOf) })
      else {
        const id = figureId(desk.office.id, { ...one, measure: mapping.measure, source: mapping.source })
        const double: FigureRefusal = { line: row.line, column: null, value: one.countryCode, reason: 'figure-double' }
        if (said.has(id)) read.refused.push({ refusals: [double], cells: row.cells.map(textOf) })
        else read.figures.push({ ...one, id })
        said.add(id)
      }
      if (read.figures.length > MOST) throw new SheetError('too-large')
    }
    work.progress('reading', read.rows)
  }
  return read
}

type Decided = {
  line: number
  figure: FigureRow & { id: string }
  stands: FigureRecord | undefined
  does: 'added' | 'changed' | 'same'
}

/** What would become of what was read, beside what stands. */
async function decided(read: Reader, { figures }: Read): Promise<Decided[]> {
  const stands = new Map(
    (
      await figuresNamed(
        read,
        figures.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  )
  return figures.map((figure) => {
    const one = stands.get(figure.id)
    const does = one === undefined ? 'added' : Object.keys(changesOf(one, figure)).length > 0 ? 'changed' : 'same'
    return { line: figure.line, figure, stands: one, does }
  })
}

const counted = (all: readonly Decided[], { refused, elsewhere }: Read) => {
  const of = (does: Decided['does']): number => all.filter((one) => one.does === does).length
  return { added: of('added'), changed: of('changed'), same: of('same'), refused: refused.length, elsewhere }
}

/** The whole file as it would come in; nothing is written. */
export const checkFigures = (desk: Desk, file: Opened, mapping: FigureMapping, work: Work): Promise<FiguresPreview> =>
  reading(file, async (sheet) => {
    const sha256 = await sheet.sha256(work.signal)
    const read = await readFigures(desk, sheet, mapping, work)
    const all = await decided(desk.db.read, read)
    const refusals = read.refused.flatMap((one) => one.refusals)
    const problems = new Map<FigureRefusal['reason'], number>()
    for (const { reason } of refusals) problems.set(reason, (problems.get(reason) ?? 0) + 1)
    return {
      ...{ sha256, rows: read.rows, ...counted(all, read), refusals: refusals.slice(0, REFUSALS) },
      problems: [...problems].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
      lines: all.slice(0, SHOWN).map(({ line, figure: { countryCode, year, total }, stands }) => ({
        ...{ line, countryCode, year, total },
        before: stands && stands.removedAt === null ? stands.total : null,
      })),
    }
  })

/**
 * Writes what was looked at, in one transaction: all of it or nothing. @throws import-changed: the file or what stands here is another ·
 * invalid-input: nobody is said to be the source (R4)
 */
export async function runFigures(
  desk: Desk,
  actor: Actor,
  file: Opened,
  { mapping, sha256, expected }: Omit<z.infer<typeof figureImport.run.input>, 'id'>,
  work: Work,
): Promise<z.infer<typeof figureImport.run.output>> {
  if (mapping.source === '') throw new AppError('invalid-input', { field: 'source' })
  const { read, same } = await reading(file, async (sheet) => {
    const read = await readFigures(desk, sheet, mapping, work)
    return { read, same: (await sheet.sha256(work.signal)) === sha256 }
  })
  const stale = new AppError('import-changed', { name: file.name })
  if (!same) throw stale
  const stamp = stampOf(desk, actor)
  const { measure, source } = mapping
  const written = await desk.db.write(async (tx) => {
    const all = await decided(tx, read)
    const counts = counted(all, read)
    if (counts.added !== expected.added || counts.changed !== expected.changed) throw stale
    const stands = { removedAt: null, removedById: null }
    const added = all.filter(({ does }) => does === 'added')
    await createRows(
      tx,
      'figure',
      added.map(({ figure: { id, line: _line, ...figure } }) => ({
        id,
        fields: { measure, source, ...figure, ...stands },
      })),
      stamp,
    )
    for (const { figure, stands: before } of all)
      if (before) {
        const changes = changesOf(before, figure)
        if (Object.keys(changes).length > 0) await patchRow(tx, 'figure', figure.id, changes, stamp)
      }
    await mappings.keep(tx, withoutReport(file.headings), mapping)
    return { counts, ids: all.filter(({ does }) => does !== 'same').map(({ figure }) => figure.id) }
  })
  if (written.ids.length > 0) desk.emit('diaspora', 'changed', { ids: written.ids })
  return written.counts
}

/** The refused rows as they stand in the file, with what is wrong beside them. */
export const refusedFigures = (
  desk: Desk,
  file: Opened,
  mapping: FigureMapping,
  language: Language,
  work: Work,
): Promise<Buffer> =>
  reading(file, async (sheet) => {
    const { refused } = await readFigures(desk, sheet, mapping, work)
    const report = new Report(file.headings, language)
    for (const { refusals, cells } of refused) report.add(refusals, cells)
    return report.bytes()
  })
