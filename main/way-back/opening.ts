import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import type { Reader } from '../../db/core/sql'
import { schemaVersion } from '../../db/migrations/version'
import { countOwn } from '../../db/outbox/counting'
import { copyOf, makeCopy, pruneCopies, type Copying } from './copies'
import { readOpened, writeOpened } from './opened'
import type { Starts } from './starts'

export type OpeningParts = {
  /** Of the program that runs; null: a command of a checkout, which is nobody's version. */
  version: string | null
  now: () => number
  /** 0 to 1. */
  copying: (done: number) => void
  report: (id: string, error: unknown) => void
  /** Told how far the start came; null without a window. */
  starts: Pick<Starts, 'opening' | 'opened' | 'notOpened'> | null
  /** In a development build only: it opens no office, as a version with a broken migration. */
  fails: boolean
  copy?: Pick<Copying, 'on' | 'free'> | undefined
}
const nobody: OpeningParts = {
  ...{ version: null, starts: null, fails: false, now: Date.now },
  ...{ copying: () => undefined, report: () => undefined },
}

/** What these say of the database is a new version's fault when an older one opened it yesterday. */
const BROKEN = ['database-damaged', 'vault-damaged', 'unexpected']

/** The opening of an office by the version that runs: a copy before the first one, and what is remembered after each (ADR 026). */
export class Opening {
  /** This version could not open the office that another one left. */
  failed = false

  constructor(
    private readonly folder: string,
    private readonly parts: OpeningParts = nobody,
  ) {}

  /**
   * The folder is locked. Copies what another version left, then opens. @param open hears whether a copy stands
   * @throws update-no-room · update-unopened · what `open` throws
   */
  async begin<T>(open: (copied: boolean) => Promise<T>): Promise<T> {
    const copied = await this.copied()
    this.parts.starts?.opening()
    try {
      if (this.parts.fails) throw new Error('this version opens no office, as it was told to')
      return await open(copied)
    } catch (error) {
      throw this.explained(error)
    }
  }

  private async copied(): Promise<boolean> {
    const { version, now, copying, copy } = this.parts
    if (version === null || !existsSync(join(this.folder, 'diwan.db'))) return false
    // Of a version from before this was remembered; named once, so that one copy is made of it, and not one of every try.
    if (!readOpened(this.folder)) await writeOpened(this.folder, { version: null, schema: 0, at: now(), before: null })
    const was = readOpened(this.folder)
    if (!was || was.version === version) return false
    if (!copyOf(this.folder, was)) await makeCopy(this.folder, was, { madeAt: now(), progress: copying, ...copy })
    return true
  }

  /** Somebody has come in, and nothing was written for them yet: from now on what is here is this version's. */
  async entered(read: Reader): Promise<void> {
    const { version, now, starts } = this.parts
    const was = readOpened(this.folder)
    const at = Math.max(now(), (was?.at ?? 0) + 1)
    // What a checkout's command changed is in no copy any more.
    if (version === null) return was ? writeOpened(this.folder, { ...was, at }) : undefined
    // The copies of older versions go when this one has opened for the second time: it did so well, then.
    if (was?.version === version) await pruneCopies(this.folder, was.before)
    const before = was && (was.version === version ? was.before : { ...was, operations: await countOwn(read) })
    await writeOpened(this.folder, { version, schema: schemaVersion, at, before })
    this.failed = false
    starts?.opened()
  }

  /** An office that was brought here and opened in a side folder. */
  async describe(folder: string): Promise<void> {
    const { version, now } = this.parts
    await writeOpened(folder, { version, schema: schemaVersion, at: now(), before: null })
  }

  /** What went wrong, as it is said: of a version that never opened this office, that there is a way back. */
  explained(error: unknown): unknown {
    const { version, report, starts } = this.parts
    starts?.notOpened()
    const was = readOpened(this.folder)
    if (version === null || !was || was.version === version) return error
    if (error instanceof AppError && !BROKEN.includes(error.code)) return error
    this.failed = true
    report('update', error)
    return new AppError('update-unopened', { version })
  }
}
