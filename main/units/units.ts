import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Unit, units } from '../../contract/units'
import type { Plain } from '../../contract/wire'
import { createRow, patchRow } from '../../db/outbox/changes'
import { allUnits } from '../../db/units/units'
import { changedSince } from '../../domain/sync/based'
import { existsOn, mayStandUnder } from '../../domain/units/tree'
import { stampOf, type Ctx, type Desk } from '../desk'

const MOST_UNITS = 2000

/** The organisation tree (W1, W7 build on it). Nothing of it is deleted: a unit ends, and may have successors. */
export const unitHandlers: Handlers<typeof units, Ctx> = {
  add: ({ desk, actor }, { names, parentId, since }) =>
    change(desk, async (tx, all) => {
      if (all.length >= MOST_UNITS) throw new AppError('invalid-input', { field: 'names' })
      checkParent(all, '', parentId)
      const position = all.length
      await createRow(tx, 'unit', desk.newId(), { names, position, parentId, since }, stampOf(desk, actor))
    }),

  change: ({ desk, actor }, { id, from, basedOn, ...asked }) =>
    change(desk, async (tx, all) => {
      const unit = found(all, id)
      const changed = changedSince(asked, basedOn, { names: unit.names, parentId: unit.parentId })
      if ('parentId' in changed) checkParent(all, id, asked.parentId)
      // Days go forward: what was so before cannot begin after what came later.
      const last = unit.was.at(-1)?.until ?? unit.since
      if (from !== null && last !== null && from <= last) throw new AppError('invalid-input', { field: 'from' })
      const former = from === null ? [] : [{ names: unit.names, parentId: unit.parentId, until: from }]
      const was = [...unit.was, ...former]
      const patch = from === null ? changed : { ...changed, was: was as unknown as Plain }
      if (Object.keys(changed).length > 0) await patchRow(tx, 'unit', id, patch, stampOf(desk, actor))
    }),

  end: ({ desk, actor }, { id, until, became }) =>
    change(desk, async (tx, all) => {
      const unit = found(all, id)
      const last = unit.was.at(-1)?.until ?? unit.since
      if (until !== null && last !== null && until <= last) throw new AppError('invalid-input', { field: 'until' })
      const successors = until === null ? [] : became.map((other) => found(all, other))
      if (successors.some((other) => other.id === id || (until !== null && !existsOn(other, until))))
        throw new AppError('invalid-input', { field: 'became' })
      await patchRow(tx, 'unit', id, { until, became: successors.map((other) => other.id) }, stampOf(desk, actor))
      // What stood under it goes where it went, or up.
      const heir = successors.length === 1 ? (successors[0]?.id ?? null) : unit.parentId
      for (const child of until === null ? [] : all.filter((c) => c.parentId === id && existsOn(c, until)))
        await patchRow(tx, 'unit', child.id, { parentId: heir, was: formerly(child, until) }, stampOf(desk, actor))
    }),
}

const formerly = ({ names, parentId, was }: Unit, until: string | null): Plain =>
  [...was, ...(until === null ? [] : [{ names, parentId, until }])] as unknown as Plain

async function change(
  desk: Desk,
  work: (tx: Parameters<Parameters<Desk['db']['write']>[0]>[0], all: Unit[]) => Promise<void>,
): Promise<Unit[]> {
  await desk.db.write(async (tx) => work(tx, await allUnits(tx)))
  desk.emit('office', 'changed', {})
  return allUnits(desk.db.read)
}

function found(all: readonly Unit[], id: string): Unit {
  const unit = all.find((one) => one.id === id)
  if (!unit) throw new AppError('not-found')
  return unit
}

function checkParent(all: readonly Unit[], id: string, parentId: string | null): void {
  const parent = all.find((one) => one.id === parentId)
  if (!mayStandUnder(all, id, parentId) || (parent && parent.until !== null))
    throw new AppError('invalid-input', { field: 'parentId' })
}
