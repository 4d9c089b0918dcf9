import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { sync } from '../../contract/sync'
import { outboxItems } from '../../db/outbox/queue'
import type { Ctx } from '../desk'
import type { Line } from './line'

export const syncHandlers = (line: Line): Handlers<typeof sync, Ctx> => ({
  status: ({ desk }) => line.status(desk),
  queue: ({ desk }, { limit }) => outboxItems(desk.db.read, limit),
  conflicts: async () => [],
  decide: async () => {
    throw new AppError('not-found')
  },
  enrol: async () => {
    throw new AppError('server-unreachable')
  },
  tryNow: ({ desk }) => line.status(desk),
})
