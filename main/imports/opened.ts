import { basename, isAbsolute } from 'node:path'
import { AppError, type ErrorCode } from '../../contract/errors'
import type { ImportPlan, Look, OpenedSheet } from '../../contract/imports'
import type { Actor } from '../../contract/permissions'
import { guessColumns, REPORT_COLUMNS } from '../../domain/imports/headings'
import { guessOrder } from '../../domain/imports/days'
import { words } from '../../domain/words'
import { allUnits } from '../../db/units/units'
import { textOf, type Row } from '../../domain/sheets/cell'
import { guessHeaderRows, headingsOf, type Merge } from '../../domain/sheets/headings'
import type { Desk } from '../desk'
import { SheetError, type SheetFault } from '../sheets/fault'
import { Sheet } from '../sheets/sheet'
import { planFor } from './plans'

/** A file somebody chose: where it lies, how it is read, and whose window asked. Nothing of it is kept but in memory. */
export type Opened = {
  id: string
  path: string
  name: string
  byId: string
  registerId: string
  look: Look
  headerRows: number
  headings: readonly string[]
  merges: readonly Merge[]
}
const opened = new WeakMap<Desk, Map<string, Opened>>()
/** What one window leaves behind is not much; the oldest goes first. */
const MOST = 20
const SAMPLE = 60

/** Nothing where it was put away, or is somebody else's. */
export function openedIf(desk: Desk, actor: Actor, id: string): Opened | undefined {
  const found = opened.get(desk)?.get(id)
  return found?.byId === actor.userId ? found : undefined
}

export function openedBy(desk: Desk, actor: Actor, id: string): Opened {
  const found = openedIf(desk, actor, id)
  if (!found) throw new AppError('import-gone')
  return found
}

export const forget = (desk: Desk, id: string): void => void opened.get(desk)?.delete(id)

const CODES: Record<SheetFault, ErrorCode> = {
  damaged: 'file-damaged',
  unsafe: 'sheet-unsafe',
  protected: 'file-protected',
  old: 'sheet-old',
  'web-page': 'file-web-page',
  unknown: 'file-kind-unknown',
  empty: 'file-empty',
  'too-large': 'file-too-large',
}

/** Reads a file as it was looked at. @throws file-gone and what the file is instead of a sheet */
export async function reading<T>(
  of: Pick<Opened, 'path' | 'name'> & Partial<Opened>,
  work: (sheet: Sheet) => Promise<T>,
): Promise<T> {
  const { path, name } = of
  let sheet: Sheet | null = null
  try {
    sheet = await Sheet.open(path)
    if (of.look) sheet.look = of.look
    if (of.merges) sheet.merges = of.merges
    return await work(sheet)
  } catch (error) {
    if (error instanceof SheetError) throw new AppError(CODES[error.fault], { name, sizeMb: 300, limitMb: 300 })
    throw isGone(error) ? new AppError('file-gone', { name }) : error
  } finally {
    await sheet?.close()
  }
}

const GONE = ['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'EIO', 'ENXIO', 'ENODEV', 'EBUSY', 'ESTALE']
const isGone = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && GONE.includes(String(error.code))

export type Change = {
  encoding?: string | undefined
  separator?: string | undefined
  sheet?: number | undefined
  headerRows?: number | undefined
}

export async function openSheet(
  desk: Desk,
  actor: Actor,
  path: string,
  registerId: string,
  signal: AbortSignal,
): Promise<OpenedSheet> {
  return look(desk, chosen(desk, actor, path), {}, registerId, signal)
}

/** A file somebody chose, before it was looked at. @throws file-gone */
export function chosen(desk: Desk, actor: Actor, path: string): Looked {
  const name = basename(path)
  if (!isAbsolute(path)) throw new AppError('file-gone', { name })
  return { id: desk.newId(), path, name, byId: actor.userId }
}

/** Looks at it anew, another way than before. */
export const look = (
  desk: Desk,
  file: Looked,
  change: Change,
  registerId: string,
  signal: AbortSignal,
): Promise<OpenedSheet> =>
  lookAt(desk, { ...file, registerId }, change, signal, async ({ rows, headings, headerRows }) => {
    const own = withoutReport(headings)
    const known = await planFor(desk.db.read, own)
    const units = (await allUnits(desk.db.read)).map(({ id }) => id)
    const columns = fitted(known?.columns ?? guessColumns(own), headings.length)
    const plan: ImportPlan = {
      ...{
        channel: 'post',
        level: 'ordinary',
        year: null,
        repeatDate: false,
        dateOrder: orderOf(rows.slice(headerRows), columns),
      },
      ...known,
      ...{
        registerId,
        headerRows,
        columns,
        unitId: units.includes(known?.unitId ?? '') ? (known?.unitId ?? '') : (units[0] ?? ''),
      },
    }
    return { plan, remembered: known !== undefined }
  })

export type Looked = Pick<Opened, 'id' | 'path' | 'name' | 'byId'> & Partial<Opened>
type Seen = { rows: Row[]; headings: string[]; headerRows: number }
type Shown = Pick<OpenedSheet, 'id' | 'name' | 'look' | 'headings' | 'joined' | 'sample'>

/** Reads the first rows of a file one way, and keeps in memory that it was read so. @param propose what its columns are taken for */
export async function lookAt<T>(
  desk: Desk,
  file: Looked,
  change: Change,
  signal: AbortSignal,
  propose: (seen: Seen) => Promise<T>,
): Promise<Shown & T> {
  return reading({ path: file.path, name: file.name }, async (sheet) => {
    sheet.look = changed(file.look ?? sheet.look, change)
    const merges = await sheet.learn(signal)
    const rows: Row[] = []
    for await (const some of sheet.rows(signal)) {
      rows.push(...some)
      if (rows.length >= SAMPLE) break
    }
    rows.length = Math.min(rows.length, SAMPLE)
    const isOther = 'sheet' in change || 'separator' in change || 'encoding' in change
    const isCards = sheet.look.kind === 'text' && sheet.look.cards === true
    const headerRows = isCards
      ? 1
      : (change.headerRows ?? (isOther || file.headerRows === undefined ? guessHeaderRows(rows) : file.headerRows))
    const headings = headingsOf(rows.slice(0, headerRows), merges)
    const width = Math.max(headings.length, ...rows.map(({ cells }) => cells.length))
    while (headings.length < width) headings.push('')
    const proposed = await propose({ rows, headings, headerRows })
    const entry: Opened = { registerId: '', ...file, look: sheet.look, headerRows, headings, merges }
    const all = opened.get(desk) ?? new Map<string, Opened>()
    all.delete(file.id)
    for (const old of [...all.keys()].slice(0, Math.max(0, all.size - MOST))) all.delete(old)
    opened.set(desk, all.set(file.id, entry))
    return {
      ...{ id: file.id, name: file.name, look: sheet.look, headings, joined: merges.length },
      ...proposed,
      sample: rows
        .slice(0, 12)
        .map(({ line, cells }) => ({ line, cells: cells.map((cell) => textOf(cell).slice(0, 200)) })),
    }
  })
}

function changed(look: Look, { encoding, separator, sheet }: Change): Look {
  if (look.kind === 'workbook') return { ...look, sheet: Math.min(sheet ?? look.sheet, look.sheets.length - 1) }
  return {
    ...look,
    encoding: (encoding as typeof look.encoding) ?? look.encoding,
    separator: (separator as typeof look.separator) ?? look.separator,
  }
}

const fitted = (columns: ImportPlan['columns'], width: number): ImportPlan['columns'] =>
  Array.from({ length: width }, (_, at) => columns[at] ?? 'none')

const orderOf = (rows: readonly Row[], columns: ImportPlan['columns']): 'day' | 'month' =>
  guessOrder(
    rows.flatMap(({ cells }) =>
      columns.flatMap((use, at) => (['date', 'letterDate', 'arrivalDate'].includes(use) ? [textOf(cells[at])] : [])),
    ),
  )

/** A report of refused rows comes back mended: what it said of them is not the register's. */
export function withoutReport(headings: readonly string[]): string[] {
  const end = headings.slice(-REPORT_COLUMNS).join('|')
  const isReport = Object.values(words).some(
    ({ refused }) => [refused.line, refused.column, refused.reason].join('|') === end,
  )
  return isReport ? headings.slice(0, -REPORT_COLUMNS) : [...headings]
}
