import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { z } from 'zod'
import { errorCodes } from '../../contract/errors'
import { CrashReport, REPORT_LIMIT, type CrashKind } from '../../contract/support'
import { codeOf, failedOf } from '../../domain/support/redact'

/** What runs here, as it stands in a report. */
export type Running = {
  version: string
  electron: string
  chromium: string
  platform: string
  arch: string
  system: string
}

const MOST = 20
const DAYS = 90 * 24 * 60 * 60 * 1000
/** The same fault again and again says nothing new: so many an hour. */
const AN_HOUR = 5

const Kept = CrashReport.extend({ wanted: z.boolean() })
type Kept = z.infer<typeof Kept>

export const ownCodes: ReadonlySet<string> = new Set(errorCodes)

/**
 * Reports of what stopped unexpectedly, one small file each, beside the vault: a fault may come while nobody is logged in. They are
 * redacted before they are written, so that nothing of the office's ever lies here; no memory of a process is kept (docs/security.md).
 * Few, small and not for long. Writing one must never be a fault of its own.
 */
export class Crashes {
  /** Told when something stopped. */
  kept: () => void = () => undefined

  constructor(
    private readonly folder: string,
    private readonly running: Running,
    private readonly now: () => number,
  ) {}

  /** An error, or what Electron says of a process. */
  keep(kind: CrashKind, what: { error: unknown } | { reason: string; exitCode: number; process?: string }): void {
    try {
      const at = this.now()
      const kept = this.all()
      if (kept.filter((one) => at - one.at < 3600_000).length >= AN_HOUR) return
      const text = [...this.head(kind, at), ...described(what)].join('\n').slice(0, REPORT_LIMIT)
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      this.write({ id: v7(), at, kind, text, wanted: false })
      for (const { id } of this.all().slice(MOST)) this.drop(id)
      this.kept()
    } catch {
      // A full disk: the log has said so.
    }
  }

  /** Newest first, those nobody has answered. */
  unanswered = (): CrashReport[] => this.all().filter((one) => !one.wanted)

  /** To be sent when there is a line. */
  wanted = (): CrashReport[] => this.all().filter((one) => one.wanted)

  want(id: string): void {
    const found = this.all().find((one) => one.id === id)
    if (found && !found.wanted) this.write({ ...found, wanted: true })
  }

  drop(id: string): void {
    rmSync(this.file(id), { force: true })
  }

  /** What is too old, or is no report, goes. */
  private all(): Kept[] {
    const found: Kept[] = []
    for (const name of names(this.folder)) {
      const path = join(this.folder, name)
      const read = statSync(path).size > REPORT_LIMIT * 4 ? null : Kept.safeParse(parsed(readFileSync(path, 'utf8')))
      if (read?.success && name === `${read.data.id}.json` && this.now() - read.data.at < DAYS) found.push(read.data)
      else rmSync(path, { force: true })
    }
    return found.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  }

  private write(report: Kept): void {
    writeFileSync(this.file(report.id), JSON.stringify(report), { mode: 0o600 })
  }

  private file = (id: string): string => join(this.folder, `${id}.json`)

  private head(kind: CrashKind, at: number): string[] {
    return [`stopped ${kind}`, `at ${new Date(at).toISOString()}`, ...runningLines(this.running)]
  }
}

export const runningLines = ({ version, electron, chromium, platform, arch, system }: Running): string[] => [
  `diwan ${plain(version)}`,
  `electron ${plain(electron)}`,
  `chromium ${plain(chromium)}`,
  `system ${plain(platform)} ${plain(arch)} ${plain(system)}`,
]

/** A version or a name of a system; what is not one is left out. */
const plain = (said: string): string => (/^[A-Za-z0-9._+-]{1,60}$/.test(said) ? said : 'unknown')

const REASONS = ['crashed', 'oom', 'abnormal-exit', 'launch-failed', 'integrity-failure', 'memory-eviction', 'killed']
const PROCESSES = ['GPU', 'Utility', 'Zygote', 'Sandbox helper', 'Pepper Plugin']

function described(what: Parameters<Crashes['keep']>[1]): string[] {
  if ('error' in what) return failureLines(what.error)
  const { reason, exitCode, process } = what
  return [
    `reason ${REASONS.includes(reason) ? reason : 'other'}`,
    `exit code ${Number.isSafeInteger(exitCode) ? exitCode : 0}`,
    ...(process === undefined ? [] : [`process ${PROCESSES.includes(process) ? process : 'other'}`]),
  ]
}

export function failureLines(error: unknown): string[] {
  const { name, code, frames } = failedOf(error, ownCodes)
  return [`error ${name}${code === null ? '' : ` ${code}`}`, ...frames.map((frame) => `  ${frame}`)]
}

export const knownCode = (code: unknown): string | null => codeOf(code, ownCodes)

function names(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return [] // none was ever kept
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // cut by a kill
  }
}
