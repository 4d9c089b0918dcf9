import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ReleaseChannel, SignedRelease, updateRefusals, Version } from '../../contract/updates'
import { Instant } from '../../contract/values'
import { writeDurably } from '../../db/core/durable'

/** What this PC remembers of updates, also before anybody has logged in. Nothing in it is trusted: a release is judged each time. */
const Kept = z.object({
  channel: ReleaseChannel.default('general'),
  checkedAt: Instant.nullable().default(null),
  /** The latest release that was found good here: nothing older is taken again. */
  seen: z.object({ version: Version, madeAt: Instant }).nullable().default(null),
  found: z
    .object({
      signed: SignedRelease,
      /** `stick`: no server takes it back. */
      from: z.enum(['server', 'stick']),
      ready: z.boolean(),
      atClosing: z.boolean(),
      forced: z.boolean(),
      forcedAt: Instant.nullable(),
    })
    .nullable()
    .default(null),
  /** The version this PC went back from: only a later one is taken (main/way-back). */
  left: Version.nullable().default(null),
  /** The installer was given this version: whether it did its work is seen at the next start. */
  installing: Version.nullable().default(null),
  refusal: z
    .object({ version: Version.nullable(), reason: z.enum(updateRefusals) })
    .nullable()
    .default(null),
})
export type Kept = z.infer<typeof Kept>

/** What is remembered of a version that this PC leaves. */
export const leftBehind = (version: string): Partial<Kept> => ({
  ...{ left: version, installing: null, found: null },
  refusal: { version, reason: 'wentBack' },
})

/** The memory on disk: one change after the other, each whole. */
export class Memory {
  private known: Kept | null = null
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly folder: string) {}

  /** What cannot be read is nothing remembered: the server is asked again, and signatures are what counts. */
  async read(): Promise<Kept> {
    return (this.known ??= await load(this.file))
  }

  change(what: Partial<Kept>): Promise<void> {
    const done = this.last.then(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      const next = { ...(await this.read()), ...what }
      // Known at once: that a disk is full is shown, though it has no room to be kept.
      this.known = next
      await writeDurably(this.file, JSON.stringify(next))
    })
    this.last = done.catch(() => undefined)
    return done
  }

  private get file(): string {
    return join(this.folder, 'updates.json')
  }
}

async function load(file: string): Promise<Kept> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return Kept.parse(JSON.parse(text))
  } catch {
    return Kept.parse({})
  }
}
