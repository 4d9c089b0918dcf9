import type { Handlers } from '../../contract/define'
import type { updates as contract } from '../../contract/updates'
import type { Ctx } from '../desk'
import type { Line } from '../sync/line'
import { orderRollout, releasesHere } from './managing'
import type { ChooseFile, GivenFile } from './parts'
import type { Updates } from './updates'
import { readBrought, uploadRelease } from './uploading'

export const updateHandlers = (
  updates: Updates,
  line: Line,
  choose: { file: ChooseFile; folder: () => Promise<string | null> },
  given: GivenFile | undefined,
): Handlers<typeof contract, Ctx> => ({
  status: () => updates.status(),
  check: () => updates.check(),
  install: async (_ctx, { when }) => {
    await updates.install(when)
    return {}
  },
  fromFile: async () => {
    const path = await choose.file('update')
    return path === null ? null : updates.fromStick(path)
  },
  given: async () => ({ waits: given?.waits === true }),
  fromGiven: async () => {
    const path = given?.take() ?? null
    return path === null ? null : updates.fromStick(path)
  },
  useFolder: async (_ctx, { use }) => {
    const path = use ? await choose.folder() : null
    if (use && path === null) return null
    await updates.office.choose(path)
    void updates.lookQuietly()
    return updates.status()
  },
  overview: () => releasesHere(line.server),
  order: ({ desk, actor }, asked) => orderRollout(desk, actor, line.server, asked),
  upload: async ({ desk, actor }) => {
    const path = await choose.file('release')
    if (path === null) return null
    const brought = await readBrought(path)
    const { version, channel } = brought.release
    const server = { wire: () => line.server, turn: () => line.roundOver() }
    await desk.jobs.run({ kind: 'upload', byId: actor.userId, about: version }, (work) =>
      uploadRelease(desk, actor, server, brought, work),
    )
    return { version, channel }
  },
  choose: (_ctx, { channel }) => updates.choose(channel),
})
