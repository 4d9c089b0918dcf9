import type { Handlers } from '../../contract/define'
import type { disposal } from '../../contract/disposal'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Level } from '../../contract/values'
import { allHolds, holdById, holdsOver } from '../../db/disposal/holds'
import { disposalById, disposalLists, levelsOf, listsNaming } from '../../db/disposal/lists'
import { filingPlan } from '../../db/filing/plan'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow, patchRow } from '../../db/outbox/changes'
import { maySee } from '../../db/visibility/sight'
import { levelOf } from '../../domain/slips/slip'
import { chainAbove } from '../../domain/units/tree'
import type { ChooseFolder } from '../backup/handlers'
import { stampOf, type Ctx, type Desk } from '../desk'
import { todayOf } from '../filing/classing'
import { readable } from '../register/reading'
import { recordListing } from '../security/listing'
import { makePackage } from '../transfer/package'
import { printCertificate } from './certificate'
import { checkFree } from './checking'
import { destroyScans } from './destroying'
import { dueEntries } from './due'
import { printDisposal } from './printing'
import { holdOf, rowOf, shown } from './showing'

const MOST_LISTS = 500
const MOST_HOLDS = 1_000

/** R1, R2, A4: nothing is disposed of by itself. */
export const disposalHandlers = (choose: ChooseFolder): Handlers<typeof disposal, Ctx> => ({
  due: ({ desk, actor }, asked) =>
    desk.jobs.run({ kind: 'disposal', byId: actor.userId, about: asked.by }, async (work) => {
      checkDay(desk, asked.by)
      const due = await desk.db.snapshot((read) =>
        dueEntries(read, actor, asked, { step: (done, of) => work.progress('entries', done, of) }),
      )
      const ids = due.entries.map(({ id }) => id)
      await recordListing(desk, actor, 'entry', ids)
      return due
    }),

  prepare: async ({ desk, actor }, { id, fate, name, by, entryIds }) => {
    checkDay(desk, by)
    const stamp = stampOf(desk, actor)
    const asked = [...new Set(entryIds)]
    await desk.db.write(async (tx) => {
      // Pressed twice: it is there.
      if (await disposalById(tx, actor, id)) return
      const { entries } = await dueEntries(tx, actor, { fate, by, classId: null }, { among: asked })
      const missing = asked.length - entries.length
      if (missing > 0) throw new AppError('not-due', { count: missing })
      const level = levelOf((await levelsOf(tx, actor, asked)) as Level[])
      const made = { preparedAt: stamp.at, preparedById: actor.userId, deviceId: desk.device.id }
      const ids = entries.map((entry) => entry.id)
      await createRow(tx, 'disposal', id, { fate, name, dueBy: by, entryIds: ids, level, ...made }, stamp)
    })
    tell(desk, [id])
    return shownHere(desk, actor, id)
  },

  list: async ({ desk, actor }) => (await disposalLists(desk.db.read, actor, MOST_LISTS)).map(rowOf),
  get: ({ desk, actor }, { id }) => shownHere(desk, actor, id),

  decide: async ({ desk, actor }, { id, decision, note }) => {
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      const list = await disposalById(tx, actor, id)
      if (!list) throw new AppError('not-found')
      if (list.decision !== null) throw new AppError('stale')
      // A4: strictly another person, whatever the office's policy says of drafts: what is destroyed does not come back.
      const own = list.preparedById === actor.userId
      if (own !== (decision === 'withdrawn')) throw new AppError(own ? 'own-disposal-list' : 'forbidden')
      if (decision === 'approved') await checkFree(tx, actor, id)
      const said = { decision, decidedAt: stamp.at, decidedById: actor.userId, decisionNote: note }
      await patchRow(tx, 'disposal', id, said, stamp)
    })
    tell(desk, [id])
    return shownHere(desk, actor, id)
  },

  done: async ({ desk, actor }, { id, on, note }) => {
    const stamp = stampOf(desk, actor)
    checkDay(desk, on)
    await desk.db.write(async (tx) => {
      const list = await disposalById(tx, actor, id)
      if (!list) throw new AppError('not-found')
      if (list.decision !== 'approved' || list.doneOn !== null) throw new AppError('stale')
      await checkFree(tx, actor, id)
      const said = { doneAt: stamp.at, doneOn: on, doneById: actor.userId, doneNote: note }
      await patchRow(tx, 'disposal', id, said, stamp)
    })
    tell(desk, [id])
    return shownHere(desk, actor, id)
  },

  destroy: async ({ desk, actor }, { id }) => {
    await destroyScans(desk, actor, id)
    tell(desk, [id])
    return shownHere(desk, actor, id)
  },

  certificate: async ({ desk, actor }, { id }) => ({ url: await printCertificate(desk, actor, id) }),

  print: async ({ desk, actor }, { id }) => ({ url: await printDisposal(desk, actor, id) }),

  pack: async ({ desk, actor }, { id, zipped: asZip }) => {
    const parent = await choose()
    if (parent === null) return null
    const about = (await shownHere(desk, actor, id)).name
    return desk.jobs.run({ kind: 'pack', byId: actor.userId, about }, (work) =>
      makePackage(desk, actor, { id, parent, asZip }, work),
    )
  },

  holds: ({ desk, actor }) => holdsHere(desk, actor),

  hold: async ({ desk, actor }, { id, entryId, classId, reason }) => {
    if ((entryId === null) === (classId === null)) throw new AppError('invalid-input', { field: 'entryId' })
    const stamp = stampOf(desk, actor)
    await desk.db.write(async (tx) => {
      if (await holdById(tx, actor, id)) return
      if (entryId !== null) {
        if (!(await maySee(tx, actor, 'entry', entryId))) throw new AppError('not-found')
        await assertEntryTranscribed(tx, entryId)
      }
      if (classId !== null && !(await filingPlan(tx)).some((one) => one.id === classId)) throw new AppError('not-found')
      const placed = { placedAt: stamp.at, placedById: actor.userId, deviceId: desk.device.id }
      await createRow(tx, 'hold', id, { reason, entryId, classId, ...placed }, stamp)
    })
    tell(desk, [id], entryId)
    return holdsHere(desk, actor)
  },

  lift: async ({ desk, actor }, { id, reason }) => {
    const stamp = stampOf(desk, actor)
    const entryId = await desk.db.write(async (tx) => {
      const hold = await holdById(tx, actor, id)
      if (!hold) throw new AppError('not-found')
      if (hold.liftedAt !== null) throw new AppError('stale')
      await patchRow(tx, 'hold', id, { liftedAt: stamp.at, liftedById: actor.userId, liftReason: reason }, stamp)
      return hold.entryId
    })
    tell(desk, [id], entryId)
    return holdsHere(desk, actor)
  },

  ofEntry: async ({ desk, actor }, { id }) => {
    const { read } = desk.db
    const { classId } = await readable(desk, actor, id)
    const classes = classId === null ? [] : chainAbove(await filingPlan(read), classId)
    const holds = await holdsOver(read, actor, { entryId: id, classes })
    return { holds: holds.map(holdOf), lists: (await listsNaming(read, actor, id)).map(rowOf) }
  },
})

/** What is due is due by today at the latest: a list of tomorrow would dispose of what is still to be kept. */
function checkDay(desk: Desk, day: string): void {
  if (day > todayOf(desk)) throw new AppError('invalid-input', { field: 'by' })
}

async function shownHere(desk: Desk, actor: Actor, id: string): ReturnType<typeof shown> {
  const list = await shown(desk.db.read, actor, id)
  await recordListing(
    desk,
    actor,
    'entry',
    list.lines.flatMap((line) => (line.hidden ? [] : [line.id])),
  )
  return list
}

const holdsHere = async (desk: Desk, actor: Actor) => (await allHolds(desk.db.read, actor, MOST_HOLDS)).map(holdOf)

function tell(desk: Desk, ids: string[], entryId: string | null = null): void {
  desk.emit('disposal', 'changed', { ids })
  if (entryId !== null) desk.emit('register', 'changed', { ids: [entryId] })
}
