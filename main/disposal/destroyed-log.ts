import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { z } from 'zod'
import { canonical } from '../../domain/sync/canonical'
import { macHolds, macOf } from '../session/crypto'

const Line = z.object({ fileId: z.string(), destructionId: z.string() })
const Written = Line.extend({ mac: z.string() })
export type Gone = z.infer<typeof Line>

/**
 * What this PC let go of, outside the database and its backups: a copy that is restored does not bring a destroyed scan back unsaid (R2),
 * as a number that was given is not rolled back (R3). One line a scan; a line under another seal says nothing here.
 */
export class DestroyedLog {
  private readonly known = new Set<string>()
  readonly lines: Gone[] = []

  private constructor(
    private readonly file: string,
    private readonly key: Buffer,
  ) {}

  static open(file: string, key: Buffer): DestroyedLog {
    const log = new DestroyedLog(file, key)
    for (const text of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
      const line = read(text, key)
      if (line && !log.has(line)) log.remember(line)
    }
    return log
  }

  private has = ({ fileId, destructionId }: Gone): boolean => this.known.has(`${fileId} ${destructionId}`)
  private remember(line: Gone): void {
    this.known.add(`${line.fileId} ${line.destructionId}`)
    this.lines.push(line)
  }

  /** Durable when it resolves; what stands there already is not written again. */
  async add(gone: readonly Gone[]): Promise<void> {
    const fresh = gone.filter((line) => !this.has(line))
    if (fresh.length === 0) return
    const handle = await open(this.file, 'a', 0o600)
    try {
      await handle.write(
        fresh.map((line) => `${JSON.stringify({ ...line, mac: macOf(this.key, canonical(line)) })}\n`).join(''),
      )
      await handle.datasync()
    } finally {
      await handle.close()
    }
    for (const line of fresh) this.remember(line)
  }
}

/** A line cut by a crash is no line; its scan is in the database, which writes it at the next opening. */
function read(text: string, key: Buffer): Gone | null {
  if (!text) return null
  try {
    const { mac, ...line } = Written.parse(JSON.parse(text))
    return macHolds(key, canonical(line), mac) ? line : null
  } catch {
    return null
  }
}
