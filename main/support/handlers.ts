import { release } from 'node:os'
import type { Handlers } from '../../contract/define'
import type { support } from '../../contract/support'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Ctx, Desk } from '../desk'
import type { Line } from '../sync/line'
import type { Running } from './crashes'
import { ALWAYS, diagnostics, type DiagnosticParts } from './diagnostics'

/** The program without a window; Electron's main says more (main.ts). */
export const runningHere = (): Running => ({
  version: process.env['npm_package_version'] ?? 'unknown',
  electron: process.versions.electron ?? 'none',
  chromium: process.versions['chrome'] ?? 'none',
  platform: process.platform,
  arch: process.arch,
  system: release(),
})

/** What is wanted goes now, when there is a line, and otherwise with the next look (duties). Each is forgotten here once it was taken. */
export async function sendWanted(desk: Desk, line: Line, { crashes }: Pick<DiagnosticParts, 'crashes'>): Promise<void> {
  if (await sendsByItself(desk)) for (const { id } of crashes.unanswered()) crashes.want(id)
  for (const report of crashes.wanted()) {
    // Without a line, or at a server of before that has no place for them, they stay here.
    if (
      !(await line.server
        ?.report(report)
        .then(() => true)
        .catch(() => false))
    )
      return
    crashes.drop(report.id)
  }
}

const sendsByItself = async (desk: Desk): Promise<boolean> => (await metaValue(desk.db.read, ALWAYS)) === 'yes'

export const supportHandlers = (parts: DiagnosticParts, line: Line): Handlers<typeof support, Ctx> => ({
  diagnostics: async ({ desk, actor }) => {
    const text = await diagnostics(parts, { desk, line })
    const printed = { bytes: Buffer.from(text), name: 'diwan-diagnostics.txt', userId: actor.userId }
    return { text, url: desk.print.put({ ...printed, mediaType: 'text/plain' }) }
  },
  crashes: async ({ desk }) => ({
    reports: parts.crashes.unanswered(),
    always: await sendsByItself(desk),
    connected: line.server !== null,
  }),
  answer: async ({ desk }, { ids, how }) => {
    const known = new Set(parts.crashes.unanswered().map(({ id }) => id))
    for (const id of ids.filter((one) => known.has(one))) parts.crashes[how === 'send' ? 'want' : 'drop'](id)
    void sendWanted(desk, line, parts)
    return {}
  },
  always: async ({ desk }, { on }) => {
    await desk.db.write((tx) => setMeta(tx, ALWAYS, on ? 'yes' : 'no'))
    if (on) void sendWanted(desk, line, parts)
    return {}
  },
})
