import type { Handlers } from '../../contract/define'
import type { updates as contract } from '../../contract/updates'
import type { Ctx } from '../desk'
import type { Line } from '../sync/line'
import { orderRollout, releasesHere } from './managing'
import type { Updates } from './updates'

/** @param chooseFile the system's own dialog; null when nothing was chosen */
export const updateHandlers = (
  updates: Updates,
  line: Line,
  chooseFile: () => Promise<string | null>,
): Handlers<typeof contract, Ctx> => ({
  status: () => updates.status(),
  check: () => updates.check(),
  install: async (_ctx, { when }) => {
    await updates.install(when)
    return {}
  },
  fromFile: async () => {
    const path = await chooseFile()
    return path === null ? null : updates.fromStick(path)
  },
  overview: () => releasesHere(line.server),
  order: ({ desk, actor }, asked) => orderRollout(desk, actor, line.server, asked),
  choose: (_ctx, { channel }) => updates.choose(channel),
})
