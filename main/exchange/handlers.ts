import type { Handlers } from '../../contract/define'
import type { CapsuleFact, exchange } from '../../contract/exchange'
import { capsulesOf, type CapsuleRow } from '../../db/exchange/capsules'
import type { Ctx } from '../desk'
import { recordReading } from '../security/log'
import { accept, offices, present, withdraw } from './offices'
import { lookAt } from './opened'
import { registerAll } from './registering'
import { acknowledgementMade, chosenPlace, letterMade, writeAll, type Choose } from './sending'
import { take } from './taking'

/** Letters that go from office to office as signed files (ADR 037). */
export const exchangeHandlers = (choose: Choose): Handlers<typeof exchange, Ctx> => ({
  open: ({ desk, actor }, { paths }) =>
    desk.jobs.run({ kind: 'exchange', byId: actor.userId }, (work) => lookAt(desk, actor, paths, work)),

  take: ({ desk, actor }, { token, registerId }) => take(desk, actor, token, registerId),

  register: ({ desk, actor }, input) =>
    desk.jobs.run({ kind: 'exchange', byId: actor.userId }, (work) => registerAll(desk, actor, input, work)),

  send: async ({ desk, actor }, { ids }) => {
    const place = await chosenPlace(desk, ids, choose)
    if (place === null) return null
    const outcomes = await desk.jobs.run({ kind: 'exchange', byId: actor.userId }, (work) =>
      writeAll(desk, actor, ids, place, letterMade, work),
    )
    return { outcomes }
  },

  acknowledge: async ({ desk, actor }, { ids }) => {
    const place = await chosenPlace(desk, ids, choose)
    if (place === null) return null
    const outcomes = await desk.jobs.run({ kind: 'exchange', byId: actor.userId }, (work) =>
      writeAll(desk, actor, ids, place, acknowledgementMade, work),
    )
    return { outcomes }
  },

  ofEntry: async ({ desk, actor }, { id }) => {
    const rows = await capsulesOf(desk.db.read, actor, id)
    if (rows.length > 0) await recordReading(desk, actor, 'read', { entity: 'entry', id })
    return rows.map(factOf)
  },

  offices: ({ desk }) => offices(desk),
  present: ({ desk, actor }) => present(desk, actor, choose),
  accept: async ({ desk, actor }, input) => {
    await accept(desk, actor, input)
    return {}
  },
  withdraw: async ({ desk, actor }, { id }) => {
    await withdraw(desk, actor, id)
    return {}
  },
})

const factOf = ({ id, direction, at, officeNames, ackAt, ackNames, ackNumber, ackDate }: CapsuleRow): CapsuleFact => ({
  ...{ id, direction, at, officeNames },
  acknowledged:
    ackAt !== null && ackNames && ackNumber !== null && ackDate !== null
      ? { names: ackNames, number: ackNumber, date: ackDate, at: ackAt }
      : null,
})
