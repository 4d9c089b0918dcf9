import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { filing, FilingClass, FilingShape } from '../../contract/filing'
import type { Fields } from '../../contract/wire'
import type { Tx } from '../../db/core/sql'
import { filingPlan, lastClassOf } from '../../db/filing/plan'
import { createRow, patchRow } from '../../db/outbox/changes'
import { shortens } from '../../domain/filing/rule'
import { proposedPlan } from '../../domain/policies/filing'
import { idFrom } from '../../domain/hash'
import { changedSince } from '../../domain/sync/based'
import { existsOn, mayStandUnder, within } from '../../domain/units/tree'
import { stampOf, type Ctx, type Desk } from '../desk'
import { MOST_CLASSES, todayOf } from './classing'
import { planImportHandlers } from './plan-handlers'

/** The filing plan (R1). Nothing of it is deleted: a class ends, and what it held keeps it. */
export const filingHandlers: Handlers<typeof filing, Ctx> = {
  plan: ({ desk }) => filingPlan(desk.db.read),

  add: ({ desk, actor }, { id, since, ...shape }) =>
    change(desk, async (tx, all) => {
      // Pressed twice: it is there.
      if (all.some((one) => one.id === id)) return []
      if (all.length >= MOST_CLASSES) throw new AppError('invalid-input', { field: 'code' })
      checkPlace(all, id, shape, since ?? todayOf(desk))
      await createRow(tx, 'filingClass', id, { ...shape, since }, stampOf(desk, actor))
      return [id]
    }),

  change: ({ desk, actor }, { id, basedOn, ...asked }) =>
    change(desk, async (tx, all) => {
      const stands = found(all, id)
      const changed: Fields = changedSince(asked, basedOn, shapeOf(stands))
      if ('code' in changed || 'parentId' in changed)
        checkPlace(all, id, { ...shapeOf(stands), ...changed } as FilingShape, stands.since ?? todayOf(desk))
      if (shortens(stands, { ...stands, ...changed })) throw new AppError('retention-shortened', { code: stands.code })
      if (Object.keys(changed).length > 0) await patchRow(tx, 'filingClass', id, changed, stampOf(desk, actor))
      return [id]
    }),

  end: ({ desk, actor }, { id, until }) =>
    change(desk, async (tx, all) => {
      const one = found(all, id)
      if (until !== null && one.since !== null && until <= one.since)
        throw new AppError('invalid-input', { field: 'until' })
      if (until === null) checkPlace(all, id, shapeOf(one), todayOf(desk))
      const under = until === null ? [id] : within(all, id)
      const ends = all.filter((other) => under.includes(other.id) && (other.id === id || other.until === null))
      const stamp = stampOf(desk, actor)
      for (const other of ends) await patchRow(tx, 'filingClass', other.id, { until }, stamp)
      return ends.map((other) => other.id)
    }),

  takeProposed: ({ desk, actor }) =>
    change(desk, async (tx, all) => {
      const stamp = stampOf(desk, actor)
      const made: string[] = []
      // The id follows from office and code: two PCs that take it without a line make the same rows.
      const idOf = (code: string): string => idFrom(`diwan filing class ${desk.office.id} ${code}`)
      for (const { under, ...shape } of proposedPlan(desk.office.country)) {
        const id = idOf(shape.code)
        if (all.some((one) => one.id === id || one.code === shape.code)) continue
        const parentId = under === null ? null : (all.find(({ code }) => code === under)?.id ?? idOf(under))
        await createRow(tx, 'filingClass', id, { ...shape, parentId, basis: '' }, stamp)
        made.push(id)
      }
      return made
    }),

  propose: async ({ desk, actor }, asked) => {
    const today = todayOf(desk)
    const plan = new Map((await filingPlan(desk.db.read)).map((one) => [one.id, one]))
    if (plan.size === 0) return null
    for (const [by, of] of sources(asked)) {
      const classId = await lastClassOf(desk.db.read, actor, of)
      const known = classId === null ? undefined : plan.get(classId)
      if (known && existsOn(known, today)) return { classId: known.id, by }
    }
    return null
  },
}

export const filingFeatures = { filing: filingHandlers, planImport: planImportHandlers }

type Asked = { registerId: string; correspondentId: string | null; unitId: string | null; replyToId: string | null }
type Source = readonly ['replyTo' | 'correspondent' | 'unit', Parameters<typeof lastClassOf>[2]]

const sources = ({ registerId, correspondentId, unitId, replyToId }: Asked): Source[] => [
  ...(replyToId === null ? [] : [['replyTo', { id: replyToId }] as const]),
  ...(correspondentId === null ? [] : [['correspondent', { correspondentId }] as const]),
  ...(unitId === null ? [] : [['unit', { registerId, unitId }] as const]),
]

const shapeOf = ({ id: _id, since: _since, until: _until, ...shape }: FilingClass): FilingShape => shape

async function change(desk: Desk, work: (tx: Tx, all: FilingClass[]) => Promise<string[]>): Promise<FilingClass[]> {
  const ids = await desk.db.write(async (tx) => work(tx, await filingPlan(tx)))
  if (ids.length > 0) desk.emit('filing', 'changed', { ids })
  return filingPlan(desk.db.read)
}

function found(all: readonly FilingClass[], id: string): FilingClass {
  const one = all.find((other) => other.id === id)
  if (!one) throw new AppError('not-found')
  return one
}

/** One code in force at a time, and under what is in force. @throws class-code-taken · invalid-input */
function checkPlace(all: readonly FilingClass[], id: string, { code, parentId }: FilingShape, day: string): void {
  if (all.some((other) => other.id !== id && other.code === code && (other.until === null || other.until > day)))
    throw new AppError('class-code-taken', { code })
  const parent = all.find((one) => one.id === parentId)
  if (!mayStandUnder(all, id, parentId) || (parent && parent.until !== null))
    throw new AppError('invalid-input', { field: 'parentId' })
}
