import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Version } from '../../contract/updates'
import { syncFolder } from '../../db/core/durable'
import { asksFirst, begun, CRASHES, startPhases, type Starts as Remembered } from '../../domain/updates/way-back'

const Kept = z.object({
  version: Version,
  failed: z.int().min(0),
  phase: z.enum(startPhases),
  back: z.object({ to: Version.nullable(), aside: z.string().nullable() }).nullable(),
})

/** After so long at work a start went well. */
const SETTLED_MS = 10_000

/**
 * How the starts of this program went, on the disk before each step: what a crash leaves is what the next start reads (the rule is
 * domain/updates/way-back.ts). Written at once and not in turn, because the next line may be the one that crashes; a file that
 * cannot be written keeps nobody from starting.
 */
export class Starts {
  private known: Remembered
  private settling: NodeJS.Timeout | undefined

  /** A start begins. */
  constructor(
    private readonly file: string,
    version: string,
  ) {
    this.known = begun(read(file), version)
    this.keep({})
  }

  get asksFirst(): boolean {
    return asksFirst(this.known)
  }
  /** The data went back, and the program did not yet. */
  get back(): Remembered['back'] {
    return this.known.back
  }

  /** Somebody could log in now. */
  window(): void {
    if (this.known.phase === 'begun') this.keep({ phase: 'window' })
  }
  opening(): void {
    this.keep({ phase: 'opening' })
  }
  /** It could not, and said why: no crash. */
  notOpened(): void {
    if (this.known.phase === 'opening') this.keep({ phase: 'window' })
  }
  opened(): void {
    clearTimeout(this.settling)
    this.settling = setTimeout(() => this.keep({ phase: 'open', failed: 0 }), SETTLED_MS)
    this.settling.unref()
  }
  /** Closed by a person. A window that never showed anything is closed by hand too: that start stays failed. */
  closed(): void {
    if (this.settling !== undefined) this.keep({ phase: 'open', failed: 0 })
    else this.notOpened()
    clearTimeout(this.settling)
  }
  /** The page of the window did not come up: the next start asks first. */
  pageBroken(): void {
    if (this.known.phase === 'begun') this.keep({ failed: CRASHES })
  }
  tryAgain(): void {
    this.keep({ failed: 0, phase: 'window', back: null })
  }
  /** Said before the first file moves. @throws when it cannot be written: then nothing moves */
  goBack(back: NonNullable<Remembered['back']>): void {
    this.known = { ...this.known, back }
    write(this.file, this.known)
  }

  private keep(change: Partial<Remembered>): void {
    this.known = { ...this.known, ...change }
    try {
      write(this.file, this.known)
    } catch {
      // A full or locked disk: it is said where something of a person's is to be written.
    }
  }
}

function read(file: string): Remembered | null {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function write(file: string, known: Remembered): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const out = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(out, JSON.stringify(known))
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
  renameSync(`${file}.new`, file)
  syncFolder(dirname(file))
}
