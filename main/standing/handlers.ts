import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { delegationKinds, type Standing, type standing } from '../../contract/standing'
import type { Names } from '../../contract/values'
import { createRow, patchRow } from '../../db/outbox/changes'
import { rowFields } from '../../db/outbox/rows'
import { people, personById } from '../../db/session/people'
import { absences, delegations, handovers } from '../../db/standing/standing'
import { inForce } from '../../domain/standing/delegation'
import { isAway } from '../../domain/standing/standing'
import { stampOf, type Ctx, type Desk } from '../desk'
import { checkHandsOver, handOver } from '../handover/handover'
import { handoverModel } from '../handover/paper'
import { beyond, pendingOf } from '../handover/pending'
import { todayOf, whoseWork } from './whose'

export const standingHandlers: Handlers<typeof standing, Ctx> = {
  list: ({ desk, actor }) => shown(desk, actor),
  mine: async ({ desk, actor }) => {
    const { read } = desk.db
    const [day, at] = [todayOf(desk), desk.clock.now()]
    const held = (await delegations(read)).filter((d) => d.toId === actor.userId && inForce(d, day, at))
    const { sources } = await whoseWork(desk, actor.userId, read)
    const others = [...new Set(sources.map(({ userId }) => userId))].filter((id) => id !== actor.userId)
    const names = await Promise.all(others.map(async (id) => (await personById(read, id))?.names ?? []))
    return {
      signs: held.flatMap(({ kind, fromTitle, until }) => {
        const known = delegationKinds.find((one) => one === kind)
        return known ? [{ kind: known, ofTitle: fromTitle, until }] : []
      }),
      standsFor: names.flat(),
    }
  },
  delegate: async ({ desk, actor }, { id, ...said }) => {
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      if (await rowFields(tx, 'delegation', id)) return
      const to = await personById(tx, said.toId)
      // Whoever is to sign is at work here and takes part in the book; a delegation that ends before it begins is none.
      const able = to?.active === true && can({ ...actor, userId: to.id, roles: to.roles }, 'letters:approve')
      if (!able || said.until < said.since) throw new AppError('stand-in-unfit')
      await createRow(tx, 'delegation', id, { ...said, recordedAt: stamp.at, recordedById: actor.userId }, stamp)
    })
    return changed(desk, actor, id)
  },
  endDelegation: async ({ desk, actor }, { id }) => {
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      const row = await rowFields(tx, 'delegation', id)
      if (!row) throw new AppError('not-found')
      if (row['endedAt'] === null)
        await patchRow(tx, 'delegation', id, { endedAt: stamp.at, endedById: actor.userId }, stamp)
    })
    return changed(desk, actor, id)
  },
  absent: async ({ desk, actor }, { id, ...said }) => {
    if (said.userId !== actor.userId && !can(actor, 'letters:sign')) throw new AppError('forbidden')
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      if (await rowFields(tx, 'absence', id)) return
      const standIn = await personById(tx, said.standInId)
      if (!(await personById(tx, said.userId))) throw new AppError('not-found')
      if (said.standInId === said.userId || standIn?.active !== true || said.until < said.since)
        throw new AppError('stand-in-unfit')
      await createRow(tx, 'absence', id, { ...said, recordedAt: stamp.at, recordedById: actor.userId }, stamp)
    })
    return changed(desk, actor, id)
  },
  endAbsence: async ({ desk, actor }, { id }) => {
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      const row = await rowFields(tx, 'absence', id)
      if (!row) throw new AppError('not-found')
      if (row['userId'] !== actor.userId && !can(actor, 'letters:sign')) throw new AppError('forbidden')
      if (row['endedAt'] === null)
        await patchRow(tx, 'absence', id, { endedAt: stamp.at, endedById: actor.userId }, stamp)
    })
    return changed(desk, actor, id)
  },
  pending: async ({ desk, actor }, { fromId, toId }) => {
    await checkHandsOver(desk, actor, fromId)
    const { read } = desk.db
    const pending = await pendingOf(desk, fromId, read)
    const to = toId === undefined ? undefined : await personById(read, toId)
    const hidden = to ? await beyond(desk, { userId: to.id, clearance: to.clearance }, pending, read) : []
    return [...pending, ...hidden].map(({ kind, items }) => ({ kind, count: items.length }))
  },
  handOver: async ({ desk, actor }, input) => {
    await handOver(desk, actor, input)
    return shown(desk, actor)
  },
  printHandover: async ({ desk, actor }, { id }) => {
    const model = await handoverModel(desk, actor, id)
    const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId }, (work) => {
      work.progress('drawing', 0)
      return desk.pdf.form(model, work.signal)
    })
    return { url: desk.print.put({ bytes, name: 'handover.pdf', userId: actor.userId }) }
  },
}

function changed(desk: Desk, actor: Actor, id: string): Promise<Standing> {
  desk.emit('standing', 'changed', { ids: [id] })
  // What waits for whom is another since.
  desk.emit('letters', 'changed', { ids: [] })
  return shown(desk, actor)
}

async function shown(desk: Desk, actor: Actor): Promise<Standing> {
  const { read } = desk.db
  const all = new Map((await people(read)).map((p) => [p.id, p.names]))
  const named = (id: string): Names | null => all.get(id) ?? null
  const [day, at] = [todayOf(desk), desk.clock.now()]
  const stateOf = (since: string, isNow: boolean): 'ahead' | 'inForce' | 'over' =>
    isNow ? 'inForce' : since > day ? 'ahead' : 'over'
  return {
    delegations: (await delegations(read)).map((d) => ({
      ...{ id: d.id, toId: d.toId, fromTitle: d.fromTitle, fromWoman: d.fromWoman, toTitle: d.toTitle },
      ...{ since: d.since, until: d.until, act: d.act, endedAt: d.endedAt },
      kind: d.kind as Standing['delegations'][number]['kind'],
      level: d.level as Standing['delegations'][number]['level'],
      kinds: d.kinds && [...d.kinds],
      unitIds: d.unitIds && [...d.unitIds],
      toNames: named(d.toId),
      recordedByNames: named(d.recordedById),
      state: d.endedAt !== null && d.endedAt <= at ? 'over' : stateOf(d.since, inForce(d, day, at)),
    })),
    absences: (await absences(read)).map((a) => ({
      ...{ id: a.id, userId: a.userId, standInId: a.standInId, since: a.since, until: a.until, endedAt: a.endedAt },
      names: named(a.userId),
      standInNames: named(a.standInId),
      state: a.endedAt !== null ? 'over' : stateOf(a.since, isAway(a, day, at)),
      mayEnd: a.endedAt === null && a.until >= day && (a.userId === actor.userId || can(actor, 'letters:sign')),
    })),
    handovers: (await handovers(read)).map((h) => ({
      ...{ id: h.id, at: h.at, occasion: h.occasion },
      fromNames: named(h.fromId),
      toNames: named(h.toId),
      items: h.items.map(({ kind, count }) => ({ kind, count })),
    })),
  }
}
