import type { Handlers } from '../../contract/define'
import type { security, SecurityFilter, SecurityLine } from '../../contract/security'
import { securityReasons } from '../../contract/security'
import type { Names } from '../../contract/values'
import { countLines, linesAfter, listLines, type ListedLine, type LogFilter } from '../../db/security/log'
import { preferencesOf } from '../../db/session/people'
import { logGenesis, LogProof } from '../../domain/security/log'
import { startOfDay, zoneOf } from '../../domain/text/zone'
import type { Ctx, Desk } from '../desk'
import { logBook, record } from './log'
import { asTable } from './table'

const STEP = 1000

export const securityHandlers: Handlers<typeof security, Ctx> = {
  lines: async ({ desk, actor }, { before, limit, ...filter }) => {
    const which = bounds(desk, filter)
    const found = await listLines(desk.db.read, actor, which, { before, limit })
    return { total: before === null ? await countLines(desk.db.read, which) : null, lines: found.map(toLine) }
  },
  verify: async ({ desk }) => {
    const mark = desk.logHead.highWater(logBook(desk))
    const proof = new LogProof(logGenesis(desk.device.logName), mark && { position: mark.seq, link: mark.link })
    // One moment: whoever logs in meanwhile adds lines to the log.
    return desk.db.snapshot(async (read) => {
      for (let after = 0; ;) {
        const lines = await linesAfter(read, after, STEP)
        for (const line of lines) proof.add(line)
        after = lines.at(-1)?.position ?? after
        if (lines.length < STEP) return proof.verdict()
      }
    })
  },
  export: async ({ desk, actor }, filter) => {
    await record(desk, { kind: 'logExported', userId: actor.userId })
    const language = (await preferencesOf(desk.db.read, actor.userId))?.language ?? 'ar'
    const lines: SecurityLine[] = []
    await desk.db.snapshot(async (read) => {
      for (let before: number | null = null; ;) {
        const page: ListedLine[] = await listLines(read, actor, bounds(desk, filter), { before, limit: STEP })
        lines.push(...page.map(toLine))
        before = page.at(-1)?.position ?? null
        if (page.length < STEP) return
      }
    })
    const bytes = Buffer.from(asTable(lines, language, zoneOf(desk.office)))
    return { url: desk.print.put({ bytes, name: 'security-log.csv', userId: actor.userId, mediaType: 'text/csv' }) }
  },
}

function toLine(line: ListedLine): SecurityLine {
  const { reason, lost, lines } = JSON.parse(line.detail) as { reason?: string; lost?: number; lines?: number }
  return {
    position: line.position,
    at: line.at,
    kind: line.kind,
    person: names(line.person),
    subject: names(line.subject),
    entity: line.entity,
    thing: line.thing,
    hidden: line.seen !== 1,
    reason: securityReasons.find((known) => known === reason) ?? null,
    lost: lost ?? null,
    shown: lines ?? null,
  }
}

const names = (json: string | null): Names | null => (json === null ? null : (JSON.parse(json) as Names))

/** Whole days on the office's clock. */
function bounds({ office }: Desk, { from, to, ...rest }: SecurityFilter): LogFilter {
  const begin = (date: string, days: number): number => startOfDay(plusDays(date, days), zoneOf(office))
  return { ...rest, from: from === null ? null : begin(from, 0), to: to === null ? null : begin(to, 1) }
}

const DAY = 86_400_000
const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
