import type { Handlers } from '../../contract/define'
import type { sync } from '../../contract/sync'
import { outboxItems } from '../../db/outbox/queue'
import type { Ctx } from '../desk'
import { asideRows } from '../../db/sync/aside'
import { devicesOf } from '../../db/session/devices'
import { recordListing } from '../security/listing'
import { languageOf } from '../session/preferences'
import { decideConflict, listConflicts, putOffConflict } from './conflicts'
import { undoDecision } from './undoing'
import type { Line } from './line'
import type { Ways } from './proxy/ways'
import { listParked, putAway } from './parked'
import { tryAgain } from './again'

export const syncHandlers = (line: Line, ways?: Ways): Handlers<typeof sync, Ctx> => ({
  status: ({ desk, actor }) => line.status(desk, actor),
  queue: async ({ desk, actor }, page) => outboxItems(desk.db.read, actor, page, await languageOf(desk.db.read, actor)),
  parked: ({ desk, actor }) => listParked(desk, actor),
  again: async ({ desk, actor }, { id }) => {
    await tryAgain(desk, actor, id)
    return listParked(desk, actor)
  },
  putAway: async ({ desk, actor }, input) => {
    await putAway(desk, actor, input)
    return listParked(desk, actor)
  },
  conflicts: async ({ desk, actor }) => {
    const conflicts = await listConflicts(desk, actor)
    for (const entity of ['entry', 'letter'] as const) {
      const seen = conflicts.map((conflict) => (conflict.entity === entity ? conflict.rowId : null))
      await recordListing(desk, actor, entity, seen)
    }
    return conflicts
  },
  decide: async ({ desk, actor }, input) => {
    await decideConflict(desk, actor, input)
    return listConflicts(desk, actor)
  },
  later: async ({ desk, actor }, input) => {
    await putOffConflict(desk, actor, input)
    return listConflicts(desk, actor)
  },
  undecide: async ({ desk, actor }, { id }) => {
    await undoDecision(desk, actor, id)
    return listConflicts(desk, actor)
  },
  enrol: async ({ desk, actor }, { code, deviceName }) => {
    await line.enrol(desk, actor, code, deviceName)
    return line.status(desk, actor)
  },
  renew: async ({ desk, actor }, input) => {
    await line.renew(desk, actor, input)
    return line.status(desk, actor)
  },
  newCode: async ({ desk, actor }, { userId }) => ({ code: await line.newCode(desk, actor, userId) }),
  devices: ({ desk }) => devicesOf(desk.db.read, desk.device.id),
  aside: ({ desk }) => asideRows(desk.db.read, 200),
  proxyLogin: async (_ctx, login) => {
    ways?.logIn(login)
    return {}
  },
  tryNow: async ({ desk, actor }) => {
    await line.tryNow()
    return line.status(desk, actor)
  },
})
