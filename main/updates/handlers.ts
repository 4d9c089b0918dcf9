import type { Handlers } from '../../contract/define'
import type { updates as contract } from '../../contract/updates'
import type { Ctx } from '../desk'
import type { Updates } from './updates'

/** @param chooseFile the system's own dialog; null when nothing was chosen */
export const updateHandlers = (
  updates: Updates,
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
  choose: (_ctx, { channel }) => updates.choose(channel),
})
