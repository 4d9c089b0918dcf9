import type { z } from 'zod'
import type { lists, ExportColumn } from '../../contract/lists'
import { isVoid, type RegisterLine } from '../../contract/register'
import type { Actor } from '../../contract/permissions'
import { AppError } from '../../contract/errors'
import { filingPlan } from '../../db/filing/plan'
import { registerById } from '../../db/register/registers'
import { personById } from '../../db/session/people'
import type { Reader } from '../../db/core/sql'
import { dateTime, type ZonedFormat } from '../../domain/text/dates'
import type { Names } from '../../contract/values'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import { readerFormat } from '../register/printing'
import { cellOf, EMPTY, headingsOf, type Cell, type Heading } from './cells'

export type Asked = z.infer<typeof lists.print.input>

/** What a list says of itself, in the reader's words, and how each line becomes cells. */
export type Sheet = {
  format: ZonedFormat
  title: string
  year: string
  filter: string
  reader: string
  when: string
  headings: Heading[]
  cells: (line: RegisterLine) => Cell[]
}

/** @param guarded whether something in it stands above ordinary: each such line then bears its level and who took it along (A3) */
export async function sheetOf(
  read: Reader,
  desk: Desk,
  actor: Actor,
  { columns, registerId, year, saidFilter }: Asked,
  guarded: boolean,
): Promise<Sheet> {
  const format = await readerFormat(desk, actor)
  const { language } = format
  const w = words[language]
  const register = await registerById(read, registerId)
  const person = await personById(read, actor.userId)
  if (!register || !person) throw new AppError('not-found')
  const reader = nameIn(person.names, language)
  const when = dateTime(desk.clock.now(), format)
  const plan = columns.includes('class') ? await filingPlan(read) : []
  const classes = new Map(plan.map(({ id, code, names }) => [id, `${code} · ${nameIn(names, language)}`]))
  const headings = headingsOf(columns, register.kind === 'outgoing', language)
  const signed: Heading[] = [
    { column: 'level', label: w.list.level },
    { column: 'exportedBy', label: w.list.exportedBy },
  ]
  return {
    ...{ format, reader, when },
    title: nameIn(JSON.parse(register.names) as Names, language),
    year: fill(w.list.year, { year: String(year) }),
    filter: fill(w.list.filter, { filter: saidFilter || w.list.whole }),
    headings: guarded ? [...headings, ...signed] : headings,
    cells: (line) => [
      ...columns.map((column: ExportColumn) => cellOf(line, column, format, classes)),
      ...(guarded ? signature(line, w.values.levels, `${reader}, ${when}`) : []),
    ],
  }
}

function signature(line: RegisterLine, levels: Record<string, string>, by: string): Cell[] {
  if (isVoid(line) || line.hidden || line.level === 'ordinary') return [EMPTY, EMPTY]
  return [{ text: levels[line.level] ?? line.level }, { text: by }]
}
