import type { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { FilingShape } from '../../contract/filing'
import { PlanMapping, type OpenedPlan, type planImport, type PlanPreview } from '../../contract/plan-import'
import type { Actor } from '../../contract/permissions'
import type { Language } from '../../contract/values'
import { filingPlan } from '../../db/filing/plan'
import { createRow, patchRow } from '../../db/outbox/changes'
import { guessPlanColumns } from '../../domain/filing/sheet/headings'
import { nameIn } from '../../domain/words'
import { stampOf, type Desk } from '../desk'
import { lookAt, reading, withoutReport, type Change, type Looked, type Opened } from '../imports/opened'
import { Remembered } from '../imports/plans'
import { Report } from '../imports/report'
import type { Work } from '../jobs/work'
import { MOST_CLASSES, todayOf } from './classing'
import { decided, readPlan } from './plan-rows'

const SHOWN = 300
const REFUSALS = 500
const mappings = new Remembered('imports.filingPlans', PlanMapping)

/** How a file is read, and what its columns seem to be; the most careful rule stands where a row says nothing (R1). */
export const lookAtPlan = (desk: Desk, file: Looked, change: Change, signal: AbortSignal): Promise<OpenedPlan> =>
  lookAt(desk, file, change, signal, async ({ headings, headerRows }) => {
    const own = withoutReport(headings)
    const known = await mappings.of(desk.db.read, own)
    const columns = known?.columns ?? guessPlanColumns(own)
    const fitted = headings.map((_, at) => columns[at] ?? 'none')
    const mapping: PlanMapping = { event: 'matter', fate: 'keep', ...known, headerRows, columns: fitted }
    return { mapping, remembered: known !== undefined }
  })

/** The whole file as it would come in; nothing is written. */
export const checkPlan = (
  desk: Desk,
  file: Opened,
  mapping: PlanMapping,
  language: Language,
  work: Work,
): Promise<PlanPreview> =>
  reading(file, async (sheet) => {
    const sha256 = await sheet.sha256(work.signal)
    const read = await readPlan(sheet, mapping, work)
    const taken = decided(desk, read, await filingPlan(desk.db.read), todayOf(desk))
    const refusals = [...read.refused.values()].flat().sort((a, b) => a.line - b.line)
    const problems = new Map<PlanPreview['problems'][number]['reason'], number>()
    for (const { reason } of refusals) problems.set(reason, (problems.get(reason) ?? 0) + 1)
    const countOf = (does: string): number => taken.filter((one) => one.does === does).length
    return {
      ...{ sha256, rows: read.rows, refused: read.refused.size, refusals: refusals.slice(0, REFUSALS) },
      ...{ added: countOf('added'), changed: countOf('changed'), same: countOf('same') },
      problems: [...problems].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
      lines: taken.slice(0, SHOWN).map(({ line, does, under, shape }) => ({
        ...{ line, does, under, code: shape.code, name: nameIn(shape.names, language) },
        ...{ active: shape.active, intermediate: shape.intermediate, event: shape.event, fate: shape.fate },
      })),
    }
  })

type Run = z.infer<typeof planImport.run.input>

/**
 * Writes what was looked at, in one transaction: all of it or nothing (R1). What was added or changed in the plan since the preview, so that
 * something else would be written, is said instead.
 * @throws import-changed: the file or the plan is another · invalid-input: more classes than a plan holds
 */
export async function runPlan(
  desk: Desk,
  actor: Actor,
  file: Opened,
  { mapping, sha256, expected }: Omit<Run, 'id'>,
  work: Work,
): Promise<z.infer<typeof planImport.run.output>> {
  const { read, same } = await reading(file, async (sheet) => {
    const read = await readPlan(sheet, mapping, work)
    return { read, same: (await sheet.sha256(work.signal)) === sha256 }
  })
  const stale = new AppError('import-changed', { name: file.name })
  if (!same) throw stale
  const stamp = stampOf(desk, actor)
  const written = await desk.db.write(async (tx) => {
    const stands = await filingPlan(tx)
    const taken = decided(desk, read, stands, todayOf(desk))
    const [added, changed] = (['added', 'changed'] as const).map((does) => taken.filter((one) => one.does === does))
    if (!added || !changed) throw stale
    if (added.length !== expected.added || changed.length !== expected.changed) throw stale
    if (stands.length + added.length > MOST_CLASSES) throw new AppError('invalid-input', { field: 'code' })
    for (const { id, shape } of added) await createRow(tx, 'filingClass', id, { ...shape, since: null }, stamp)
    const before = new Map(stands.map((one) => [one.id, one]))
    for (const { id, shape } of changed)
      await patchRow(tx, 'filingClass', id, differing(before.get(id) as FilingShape, shape), stamp)
    await mappings.keep(tx, withoutReport(file.headings), mapping)
    const same = taken.length - added.length - changed.length
    const counts = { added: added.length, changed: changed.length, same, refused: read.refused.size }
    return { counts, ids: [...added, ...changed].map(({ id }) => id) }
  })
  if (written.ids.length > 0) desk.emit('filing', 'changed', { ids: written.ids })
  return written.counts
}

/** Only what is said otherwise: of two PCs that changed different fields both stand. */
const differing = (before: FilingShape, after: FilingShape): Partial<FilingShape> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof FilingShape]),
    ),
  )

/** The refused rows as they stand in the file, with what is wrong beside them. */
export const refusedPlan = (
  desk: Desk,
  file: Opened,
  mapping: PlanMapping,
  language: Language,
  work: Work,
): Promise<Buffer> =>
  reading(file, async (sheet) => {
    const read = await readPlan(sheet, mapping, work)
    decided(desk, read, await filingPlan(desk.db.read), todayOf(desk))
    const report = new Report(file.headings, language)
    for (const [line, refusals] of [...read.refused].sort(([a], [b]) => a - b))
      report.add(refusals, read.cells.get(line) ?? [])
    return report.bytes()
  })
