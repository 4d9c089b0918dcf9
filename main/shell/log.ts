import { chmodSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'

const LIMIT_BYTES = 2_000_000
const KEPT = 3

/** Main's log: errors with their stacks, never content, passwords or keys. Kept on this PC, for its owner's eyes, and small. */
export function openLog(folder: string): Logger {
  const redact = { paths: ['password', '*.password', 'secret', '*.secret', 'key', '*.key', 'input'], censor: '—' }
  const level = process.env['DIWAN_LOG'] ?? 'info'
  return pino({ level, redact, base: null }, new LimitedLog(join(folder, 'diwan.log')))
}

/** diwan.log, and the three before it; a line that would make it too long begins a new one. */
export class LimitedLog {
  private handle: number
  private size: number

  constructor(
    private readonly file: string,
    private readonly limit = LIMIT_BYTES,
  ) {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
    ;({ handle: this.handle, size: this.size } = open(file))
  }

  write(line: string): void {
    if (this.size > 0 && this.size + line.length > this.limit) this.rotate()
    // One endless line is cut: a log must not fill a disk.
    this.size += writeSync(this.handle, line.length > this.limit ? `${line.slice(0, this.limit - 1)}\n` : line)
  }

  private rotate(): void {
    for (let n = KEPT; n >= 1; n--) {
      const from = n === 1 ? this.file : `${this.file}.${n - 1}`
      if (existsSync(from)) renameSync(from, `${this.file}.${n}`)
    }
    ;({ handle: this.handle, size: this.size } = open(this.file))
  }
}

function open(file: string): { handle: number; size: number } {
  const handle = openSync(file, 'a', 0o600)
  // One that was there before has the mode it was made with.
  chmodSync(file, 0o600)
  return { handle, size: statSync(file).size }
}
