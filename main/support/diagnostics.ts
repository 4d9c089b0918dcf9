import { statfs, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parkReasons } from '../../contract/wire'
import { asideReasons } from '../../contract/sync'
import { schemaVersion } from '../../db/migrations/version'
import { sql, type Reader } from '../../db/core/sql'
import { metaValue } from '../../db/core/meta'
import { UNANSWERED } from '../../db/sync/parked'
import { entityNames } from '../../domain/entities'
import { roughly } from '../../domain/support/redact'
import type { Desk } from '../desk'
import type { Line } from '../sync/line'
import { knownCode, runningLines, type Crashes, type Running } from './crashes'
import { logTail } from './log-tail'

export type DiagnosticParts = {
  /** The vault's folder, whose disk is asked for room. */
  folder: string
  logFile: string
  running: Running
  crashes: Crashes
  now: () => number
}

/**
 * One text a person reads before it leaves: what runs here and how it does. Only numbers, words of our own lists and moments; no name,
 * no address, no id, nothing that was typed. Without an opened office it says what can be said from outside.
 */
export async function diagnostics(parts: DiagnosticParts, opened: { desk: Desk; line: Line } | null): Promise<string> {
  const sections: [string, string[]][] = [
    ['program', [...runningLines(parts.running), `schema ${schemaVersion}`, `made ${iso(parts.now())}`]],
    ['disk', await disk(parts.folder)],
  ]
  if (opened) {
    const { desk, line } = opened
    sections.push(['office', office(desk)], ['line', await lineState(desk, line)])
    sections.push(['waiting', await desk.db.snapshot(held)], ['rows', await desk.db.snapshot(counts)])
    sections.push([
      'jobs',
      desk.jobs
        .list()
        .map(({ kind, state, error, startedAt, endedAt }) =>
          [kind, state, error && (knownCode(error.code) ?? 'other'), iso(startedAt), endedAt && iso(endedAt)]
            .filter(Boolean)
            .join(' '),
        ),
    ])
  }
  const crashes = [...parts.crashes.unanswered(), ...parts.crashes.wanted()]
  sections.push(['stopped unexpectedly', crashes.map(({ text }) => text.replace(/\n/g, '\n  '))])
  sections.push(['log', await logTail(parts.logFile)])
  return (
    sections
      .map(([name, lines]) => [`# ${name}`, ...(lines.length > 0 ? lines : ['nothing'])].join('\n'))
      .join('\n\n') + '\n'
  )
}

const iso = (at: number): string => new Date(at).toISOString()
const ago = (at: number | null): string => (at === null ? 'never' : iso(at))
const megabytes = (bytes: number): string => `${roughly(Math.round(bytes / 1_000_000))} MB`

async function disk(folder: string): Promise<string[]> {
  const room = await statfs(folder).catch(() => null)
  const database = await stat(join(folder, 'diwan.db')).catch(() => null)
  return [
    `free ${room ? megabytes(room.bavail * room.bsize) : 'unknown'}`,
    `database ${database ? megabytes(database.size) : 'none'}`,
  ]
}

const office = ({
  office: { country, timeZone, secondLanguage, clockPeriods, ownApprovalAllowed },
  device,
}: Desk): string[] => [
  `country ${country}`,
  `time zone ${timeZone}${clockPeriods.length > 0 ? ', with corrections of its own' : ''}`,
  `second language ${secondLanguage}`,
  `own approval ${ownApprovalAllowed ? 'allowed' : 'not allowed'}`,
  `books ${device.deskCode === null ? 'of the office' : 'of a desk'}`,
]

async function lineState(desk: Desk, line: Line): Promise<string[]> {
  const status = await line.status(desk)
  return [
    `phase ${status.phase}`,
    `reason ${status.reason === null ? 'none' : (knownCode(status.reason) ?? 'other')}`,
    `waiting ${status.waiting}, since ${ago(status.waitingSince)}`,
    `scans ${status.files.waiting}, ${megabytes(status.files.bytesLeft)} left`,
    `last contact ${ago(status.lastContact)}`,
    `next try ${ago(status.nextTry)}`,
    `clock off by ${status.driftMs === null ? 'unknown' : `${Math.round(status.driftMs / 1000)} s`}`,
    `proxy ${status.proxy === null ? 'asks for nothing' : 'asks for a log-in'}`,
    `reports sent ${(await metaValue(desk.db.read, ALWAYS)) === 'yes' ? 'by themselves' : 'when somebody says so'}`,
  ]
}
/** An administrator said that this PC sends what it keeps by itself. */
export const ALWAYS = 'support.always'

type Counted = { what: string; n: number }

/** How much is held back, and why, in words of our own lists. */
async function held(read: Reader): Promise<string[]> {
  const parked = await sql(read).all<Counted>(
    `SELECT coalesce(o.reason, 'none') AS what, count(*) AS n FROM outbox o WHERE ${UNANSWERED} GROUP BY 1`,
  )
  const aside = await sql(read).all<Counted>('SELECT reason AS what, count(*) AS n FROM asideRow GROUP BY 1')
  const deferred = await sql(read).all<Counted>(`SELECT 'newer' AS what, count(*) AS n FROM deferredRow`)
  const conflicts = await sql(read).all<Counted>(
    `SELECT 'undecided' AS what, count(*) AS n FROM conflict WHERE decidedAt IS NULL`,
  )
  const said = (name: string, rows: Counted[], words: readonly string[]): string[] =>
    rows.map(({ what, n }) => `${name} ${words.includes(what) ? what : 'other'} ${n}`)
  return [
    ...said('parked', parked, parkReasons),
    ...said('aside', aside, asideReasons),
    ...said('rows of a version', deferred, ['newer']),
    ...said('conflicts', conflicts, ['undecided']),
  ]
}

async function counts(read: Reader): Promise<string[]> {
  const lines: string[] = []
  for (const entity of entityNames) {
    const found = await sql(read).one<{ n: number }>(`SELECT count(*) AS n FROM "${entity}"`)
    lines.push(`${entity} ${roughly(found?.n ?? 0)}`)
  }
  return lines
}
