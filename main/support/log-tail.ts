import { open } from 'node:fs/promises'
import { z } from 'zod'
import { failureLines } from './crashes'

const TAIL = 128 * 1024
const SHOWN = 40

/** A line as main's log has it. Everything else it says is left here. */
const Line = z.looseObject({ time: z.number(), reportId: z.string().optional(), err: z.unknown().optional() })
/** A number of the router's, as the window shows it, or the name a place of the program reports under. */
const REPORT = /^([0-9a-f]{8}|[a-z]{2,20})$/

/** The last failures of main's log, redacted as crashes are: when, under which report number, which error, and where. */
export async function logTail(file: string): Promise<string[]> {
  const found: string[] = []
  for (const line of (await endOf(file)).split('\n')) {
    const read = Line.safeParse(parsed(line))
    if (!read.success) continue
    const { time, reportId = '', err } = read.data
    const id = REPORT.test(reportId) ? reportId : 'other'
    found.push([`${new Date(time).toISOString()} ${id}`, ...failureLines(err).map((l) => `  ${l}`)].join('\n'))
  }
  return found.slice(-SHOWN)
}

async function endOf(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => null)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const from = Math.max(0, size - TAIL)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null // the first line is cut where the tail begins
  }
}
