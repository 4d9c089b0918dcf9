import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'

/** Main's log: errors with their stacks, never content, passwords or keys. Kept on this PC. */
export function openLog(folder: string): Logger {
  mkdirSync(folder, { recursive: true })
  const redact = { paths: ['password', '*.password', 'secret', '*.secret', 'key', '*.key', 'input'], censor: '—' }
  return pino(
    { level: process.env['DIWAN_LOG'] ?? 'info', redact, base: null },
    pino.destination({ dest: join(folder, 'diwan.log'), mkdir: true, sync: false }),
  )
}
