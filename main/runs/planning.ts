import { z } from 'zod'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { MOST_IN_RUN, RunInput, type PlannedLine, type RunList, type RunPlan } from '../../contract/runs'
import { joinedToAny } from '../../db/community/sameness'
import { addresseesById, correspondentsOf, guardedNames, idsOfKind, ofKind } from '../../db/runs/addressees'
import { isThere, keepPlan, lettersOfRun, planRow, planRows, seenRun } from '../../db/runs/runs'
import { cardsKeptFrom } from '../../db/walls/walls'
import { graphemesOf, refusal, type Refused } from '../../domain/runs/judging'
import { reachByName, repeated, type RunLine } from '../../domain/runs/line'
import { cardsFound } from '../community/finding'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { rowsChosen } from '../lists/which'
import { usableTemplate } from '../templates/reading'
import { makerFor, type Maker } from './content'
import { missingOf } from './glyphs'
import { openedBy, openedIf } from '../imports/opened'
import { columnsOfLists, linesOfFile } from './opened'

/** What stands of a plan on this PC: what was asked, the template's version then, and everybody with what would become of them. */
export type Kept = { asked: RunInput; version: number; lines: (RunLine & { refused: Refused | null })[] }

/** Who would get a letter and who would not, and why; kept until it is made or dropped. @throws run-nobody · too-many-chosen */
export async function planRun(desk: Desk, actor: Actor, asked: RunInput, work: Work): Promise<RunPlan> {
  const { read } = desk.db
  // What was ordered stands: its letters are made, and another text under its name would be another run.
  if (await isThere(read, asked.id)) throw new AppError('stale')
  const { version } = await usableTemplate(read, asked.templateId)
  work.progress('reading', 0)
  const lines = (await linesAgain(desk, actor, asked)) ?? (await linesFor(desk, actor, asked.list, work))
  if (lines.length === 0) throw new AppError('run-nobody')
  if (lines.length > MOST_IN_RUN) throw new AppError('too-many-chosen', { most: MOST_IN_RUN, chosen: lines.length })
  const maker = await makerFor(desk, actor, read, asked)
  const judged = await judge(desk, maker, lines, asked.byPost, work)
  const kept: Kept = { asked, version, lines: judged }
  const at = desk.clock.now()
  const row = { id: asked.id, at, body: JSON.stringify(kept) }
  const { list } = asked
  const headings = list.kind === 'sheet' ? openedIf(desk, actor, list.fileId)?.headings : undefined
  await desk.db.write(async (tx) => {
    if (!(await keepPlan(tx, actor.userId, row))) throw new AppError('not-found')
    if (headings && list.kind === 'sheet') await columnsOfLists.keep(tx, headings, list.columns)
  })
  return summary(kept, at, false)
}

/** The rows of a file that was closed since it was planned: they stand in the plan, and are judged anew by it (P4). */
async function linesAgain(desk: Desk, actor: Actor, { id, list }: RunInput): Promise<RunLine[] | null> {
  if (list.kind !== 'sheet' || openedIf(desk, actor, list.fileId)) return null
  const row = await planRow(desk.db.read, actor.userId, id)
  const kept = row && readKept(row.body)
  if (!kept || JSON.stringify(kept.asked.list) !== JSON.stringify(list)) return null
  const guarded = await guardedNames(desk.db.read)
  return kept.lines.map(({ refused: _judged, ...line }) => ({ ...line, reach: reachByName(guarded, line) }))
}

/** Each for itself; what no font draws is asked of all of them at once. */
async function judge(
  desk: Desk,
  maker: Maker,
  lines: readonly RunLine[],
  byPost: boolean,
  work: Work,
): Promise<Kept['lines']> {
  // P3: whoever has two cards gets one letter.
  const ids = lines.flatMap(({ contactId }) => contactId ?? [])
  const repeats = repeated(lines, (await joinedToAny(desk.db.read, ids)).leads)
  const found = new Set<string>()
  const ask = (line: RunLine, at: number, missing: ReadonlySet<string>): Refused | null =>
    refusal(line, {
      byPost,
      missing,
      repeats: repeats[at] ?? null,
      content: () => {
        const content = maker.to(line)
        if (missing.size === 0) for (const one of graphemesOf(content, line)) found.add(one)
        return content
      },
      emptyFields: () => maker.empty(line),
    })
  const none = new Set<string>()
  const judged: Kept['lines'] = []
  for (const [at, line] of lines.entries()) {
    if (at % 20 === 0) {
      work.progress('checking', at, lines.length)
      await new Promise(setImmediate)
    }
    judged.push({ ...line, refused: ask(line, at, none) })
  }
  const first = judged.find(({ refused }) => refused === null)
  const missing = first ? await missingOf(desk, maker.to(first), found, work.signal) : none
  if (missing.size === 0) return judged
  return judged.map((line, at) => (line.refused ? line : { ...line, refused: ask(line, at, missing) }))
}

async function linesFor(desk: Desk, actor: Actor, list: RunList, work: Work): Promise<RunLine[]> {
  const { read } = desk.db
  const needs = list.kind === 'entries' ? 'register:read' : 'contacts:read'
  if (list.kind !== 'sheet' && !can(actor, needs)) throw new AppError('forbidden')
  switch (list.kind) {
    case 'contacts':
      return addresseesById(read, list.ids, actor)
    case 'search':
      return addresseesById(read, await found(desk, actor, list), actor)
    case 'entries': {
      const rows = await desk.db.snapshot((snapshot) => rowsChosen(snapshot, desk, actor, list.which))
      const { ids, without } = await correspondentsOf(read, rows)
      const known = await addresseesById(read, ids, actor)
      // An entry that names nobody is said, by its number: it is left out, not forgotten.
      return [...known, ...without.slice(0, MOST_IN_RUN).map(nobody)]
    }
    case 'sheet':
      return linesOfFile(desk, openedBy(desk, actor, list.fileId), list.columns, work.signal)
    case 'unanswered':
      return unanswered(desk, actor, list.runId)
  }
}

async function found(desk: Desk, actor: Actor, { text, contactKind }: RunList & { kind: 'search' }): Promise<string[]> {
  if (text.trim() === '') return idsOfKind(desk.db.read, actor, contactKind, MOST_IN_RUN + 1)
  const ids = await cardsFound(desk, actor, { text, kind: contactKind, limit: MOST_IN_RUN })
  return ofKind(desk.db.read, ids, contactKind)
}

const nobody = (numberText: string): RunLine => ({
  ...{ contactId: null, ar: '', other: '', address: '', city: numberText, countryCode: '' },
  ...{ reach: null, columns: {}, row: null },
})

/** Whoever a run's letter left for and has not answered it: a reminder (تذكير) is a run to them. */
async function unanswered(desk: Desk, actor: Actor, runId: string): Promise<RunLine[]> {
  const { read } = desk.db
  if (!(await seenRun(read, actor, runId))) throw new AppError('not-found')
  const letters = await lettersOfRun(read, actor, runId, { states: ['issued'], limit: MOST_IN_RUN })
  const open = letters.filter(({ answered, cancelled }) => !answered && !cancelled)
  const cards = new Map(
    (
      await addresseesById(
        read,
        open.flatMap((one) => one.addresseeId ?? []),
        actor,
      )
    ).map((card) => [card.contactId, card]),
  )
  const guarded = await guardedNames(read)
  return open.flatMap(({ addresseeId, sentTo }): RunLine[] => {
    const card = cards.get(addresseeId)
    if (card) return [card]
    return sentTo ? [{ ...sentTo, contactId: null, reach: reachByName(guarded, sentTo), columns: {}, row: null }] : []
  })
}

/** @throws not-found: of another person, dropped, or made */
export async function keptPlan(desk: Desk, actor: Actor, id: string): Promise<{ kept: Kept; at: number }> {
  const row = await planRow(desk.db.read, actor.userId, id)
  if (!row) throw new AppError('not-found')
  const [kept, hidden] = [readKept(row.body), await cardsKeptFrom(desk.db.read, actor)]
  // P4: whoever went behind a wall since is on no list any more.
  const lines = kept.lines.filter(({ contactId }) => contactId === null || !hidden.has(contactId))
  return { kept: { ...kept, lines }, at: row.at }
}

const Asked = z.object({ asked: RunInput, version: z.int(), lines: z.array(z.unknown()) })
function readKept(body: string): Kept {
  const raw = JSON.parse(body) as Kept
  // One of a newer version, which this one cannot make.
  if (!Asked.safeParse(raw).success) throw new AppError('not-found')
  return raw
}

export async function plansOf(desk: Desk, actor: Actor): Promise<RunPlan[]> {
  const plans: RunPlan[] = []
  for (const { body, at } of await planRows(desk.db.read, actor.userId)) {
    try {
      const kept = readKept(body)
      plans.push(summary(kept, at, await isThere(desk.db.read, kept.asked.id)))
    } catch {
      continue
    }
  }
  return plans
}

export function summary({ asked: { id, name }, lines }: Kept, at: number, begun: boolean): RunPlan {
  const counted = new Map<string, RunPlan['refused'][number]>()
  for (const { refused } of lines) {
    if (!refused) continue
    // One line a reason: which of them it is stands at each.
    const { params: _each, ...first } = refused
    const named = refused.params?.['templateField'] ?? refused.params?.['part'] ?? ''
    const key = `${refused.code} ${named}`
    const known = counted.get(key)
    counted.set(key, {
      ...(known ?? { ...first, ...(refused.params && { params: refused.params }) }),
      count: (known?.count ?? 0) + 1,
    })
  }
  const refused = [...counted.values()].sort((a, b) => b.count - a.count)
  const ready = lines.filter((line) => line.refused === null).length
  return { id, name, total: lines.length, ready, refused, begun, at }
}

const PAGE = 100
export function pageOf(
  { lines }: Kept,
  { from, only }: { from: number; only: 'all' | 'ready' | 'refused' },
): { rows: PlannedLine[]; more: boolean } {
  const wanted = lines
    .map((line, at) => ({ line, at }))
    .filter(({ line, at }) => at >= from && (only === 'all' || (line.refused === null) === (only === 'ready')))
  const rows = wanted
    .slice(0, PAGE)
    .map(({ line: { ar, other, city, refused }, at }) => ({ at, ar, other, city, refused }))
  return { rows, more: wanted.length > PAGE }
}
