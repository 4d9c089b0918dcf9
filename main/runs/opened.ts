import { basename, isAbsolute } from 'node:path'
import { AppError } from '../../contract/errors'
import { MOST_IN_RUN, type OpenedList, type RunColumnUse } from '../../contract/runs'
import type { Actor } from '../../contract/permissions'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Reader, Tx } from '../../db/core/sql'
import { guardedNames } from '../../db/runs/addressees'
import { headingsKey } from '../../domain/imports/headings'
import { sha256 } from '../../domain/hash'
import { countryCalled } from '../../domain/text/country-called'
import { fittedColumns, guessRunColumns } from '../../domain/runs/columns'
import { isColumnField, reachByName, type RunLine } from '../../domain/runs/line'
import { faultOf, textOf, type Row } from '../../domain/sheets/cell'
import { guessHeaderRows, headingsOf } from '../../domain/sheets/headings'
import type { Desk } from '../desk'
import { changed, reading, type Change, type Opened } from '../imports/opened'

/** A list somebody chose: where it lies and how it is read. Nothing of it is kept but in memory, until a run is planned from it. */
type OpenedFile = Omit<Opened, 'registerId'>
const opened = new WeakMap<Desk, Map<string, OpenedFile>>()
const MOST = 20
const SAMPLE = 60

export function openedIf(desk: Desk, actor: Actor, id: string): OpenedFile | undefined {
  const found = opened.get(desk)?.get(id)
  return found?.byId === actor.userId ? found : undefined
}
export function openedList(desk: Desk, actor: Actor, id: string): OpenedFile {
  const found = openedIf(desk, actor, id)
  if (!found) throw new AppError('import-gone')
  return found
}

export function openList(desk: Desk, actor: Actor, path: string, signal: AbortSignal): Promise<OpenedList> {
  const name = basename(path)
  if (!isAbsolute(path)) throw new AppError('file-gone', { name })
  return lookAt(desk, { id: desk.newId(), path, name, byId: actor.userId }, {}, signal)
}

/** Looks at it, or looks anew, another way than before. */
export function lookAt(
  desk: Desk,
  file: Pick<OpenedFile, 'id' | 'path' | 'name' | 'byId'> & Partial<OpenedFile>,
  change: Change,
  signal: AbortSignal,
): Promise<OpenedList> {
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
    const headerRows =
      change.headerRows ?? (isOther || file.headerRows === undefined ? guessHeaderRows(rows) : file.headerRows)
    const headings = headingsOf(rows.slice(0, headerRows), merges)
    const width = Math.max(headings.length, ...rows.map(({ cells }) => cells.length))
    while (headings.length < width) headings.push('')
    const known = await columnsFor(desk.db.read, headings)
    const all = opened.get(desk) ?? new Map<string, OpenedFile>()
    all.delete(file.id)
    for (const old of [...all.keys()].slice(0, Math.max(0, all.size - MOST))) all.delete(old)
    opened.set(desk, all.set(file.id, { ...file, look: sheet.look, headerRows, headings, merges }))
    return {
      ...{ id: file.id, name: file.name, look: sheet.look, headings, joined: merges.length, headerRows },
      columns: known ? fittedColumns(known, width) : guessRunColumns(headings),
      remembered: known !== undefined,
      sample: rows
        .slice(0, 12)
        .map(({ line, cells }) => ({ line, cells: cells.map((cell) => textOf(cell).slice(0, 200)) })),
    }
  })
}

/** The rows as addressees. @throws too-many-chosen */
export async function linesOfFile(
  desk: Desk,
  file: OpenedFile,
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

/** How earlier lists of this PC were read, by their headings; the latest ones. */
const KEY = 'runs.columns'
const KEPT = 40
type Kept = { of: string; columns: string[] }
const keptOf = async (read: Reader): Promise<Kept[]> => JSON.parse((await metaValue(read, KEY)) ?? '[]') as Kept[]

const columnsFor = async (read: Reader, headings: readonly string[]): Promise<string[] | undefined> =>
  (await keptOf(read)).find(({ of }) => of === sha256(headingsKey(headings)))?.columns

export async function keepColumns(tx: Tx, headings: readonly string[], columns: readonly string[]): Promise<void> {
  const of = sha256(headingsKey(headings))
  const others = (await keptOf(tx)).filter((one) => one.of !== of)
  await setMeta(tx, KEY, JSON.stringify([{ of, columns }, ...others].slice(0, KEPT)))
}
