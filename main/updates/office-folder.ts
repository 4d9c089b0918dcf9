import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { folderTroubles, type PackageFile, type Release, type SignedRelease } from '../../contract/updates'
import { Instant } from '../../contract/values'
import { writeDurably } from '../../db/core/durable'
import { folderName, turn } from '../../domain/updates/office-folder'
import { fetchPackage, type Bring, type Pieces } from './fetching'
import { InFolder, ownFolder } from './folder-work'
import type { ReleaseSource, UpdateParts } from './parts'
import { fetchLess } from './pieces'
import { NotInstalled } from './refusal'
import { LINE_LIMIT, openStick } from './stick'

const Kept = z.object({
  path: z.string().max(1000),
  /** By which others know this PC's word from theirs; it says nothing of it. */
  who: z.string().max(60),
  trouble: z.enum(folderTroubles).nullable().default(null),
  /** Not looked at again before. */
  restUntil: Instant.default(0),
  waiting: z
    .object({ sign: z.string().max(500), since: Instant, began: Instant })
    .nullable()
    .default(null),
})
type Kept = z.infer<typeof Kept>
type Parts = Pick<UpdateParts, 'folder' | 'now' | 'changed' | 'report' | 'inFolder'>

const REST_MS = 3600_000
/** What lied is left alone for a day, or until somebody put the right one in its place. */
const LIED_MS = 24 * 3600_000
const SIGN_EVERY_MS = 5 * 60_000

/**
 * A folder of the office that its PCs share: who has fetched a package lays it there as an update file, and the others take it from
 * there. It is nobody's word: what it gives is held against the makers' hash, and whatever it does is waited for within bounds.
 */
export class OfficeFolder {
  private known: Kept | null | undefined
  private last: Promise<void> = Promise.resolve()
  private signedAt = 0
  private signing: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: Parts) {}

  async status(): Promise<{ path: string; trouble: Kept['trouble']; waits: boolean } | null> {
    const kept = await this.read()
    return kept && { path: kept.path, trouble: kept.trouble, waits: kept.waiting !== null }
  }

  /** Null: none. Which it is, is a matter of this PC. */
  choose(path: string | null): Promise<void> {
    const next = path === null ? null : Kept.parse({ path, who: randomUUID() })
    return this.keep(() => next)
  }

  /**
   * How a package comes: `server`, `wait` for one of the office's PCs, or `here`: laid beside the others' bytes, and found to be
   * what was signed. Whatever goes wrong in the folder, the server is asked.
   */
  private async wayOf(release: Release, file: PackageFile): Promise<'server' | 'wait' | 'here'> {
    const kept = await this.read()
    if (!kept || kept.restUntil > this.parts.now()) return 'server'
    try {
      if (await this.take(kept, release, file)) {
        await this.note(kept, { waiting: null, trouble: null })
        return 'here'
      }
      return await this.mayFetch(kept, release, file)
    } catch (error) {
      await this.troubled(kept, error)
      return 'server'
    }
  }

  /**
   * A package from one of the office's own PCs when one has it; from the server unless one of them is fetching it, and then laid down
   * for them. @param fetch has it brought and given to the installer
   */
  async bring(
    signed: SignedRelease,
    { release, file }: { release: Release; file: PackageFile },
    server: Pick<ReleaseSource, 'piece' | 'list'>,
    fetch: (how: Bring) => Promise<void>,
  ): Promise<void> {
    const { folder, report } = this.parts
    const way = await this.wayOf(release, file)
    if (way === 'wait') return
    if (way === 'here') return fetch((to, w) => this.unpack(file, to, w)).finally(() => this.forget())
    let laid: string | null = null
    const piece: Pieces = (...asked) => {
      this.comes(release, file)
      return server.piece(...asked)
    }
    await fetch((to, w) => fetchLess(file, (laid = to), { ...server, piece }, { ...w, folder }))
    // Nobody here waits until it is there for the others.
    if (laid !== null) void this.give(signed, release, file, laid).catch((error: unknown) => report('updates', error))
  }

  private async unpack(...[file, to, w]: [PackageFile, ...Parameters<Bring>]): Promise<void> {
    const stick = await openStick(this.copy)
    try {
      await fetchPackage(file, to, { ...w, folder: this.parts.folder, pieces: stick.pieces })
    } finally {
      await stick.close()
    }
  }

  private forget(): Promise<void> {
    return rm(this.copy, { force: true })
  }

  /** While it comes: others see that it does. Nobody waits for it. */
  private comes(release: Release, file: PackageFile): void {
    const { now } = this.parts
    if (Math.abs(now() - this.signedAt) < SIGN_EVERY_MS) return
    this.signedAt = now()
    this.signing = this.read()
      .then(async (kept) => {
        if (kept && kept.restUntil <= now()) await this.claim(kept, release, file, null)
      })
      .catch(() => undefined) // Others wait no longer for us, then; that is all.
  }

  /** For the others. What goes wrong is shown, and harms nobody. */
  private async give(signed: SignedRelease, release: Release, file: PackageFile, from: string): Promise<void> {
    const kept = await this.read()
    if (!kept) return
    await this.signing
    try {
      const to = join(kept.path, folderName(release, file))
      await this.parts.inFolder({ do: 'put', line: JSON.stringify(signed), file: from, to })
      await this.note(kept, { trouble: null, restUntil: 0, waiting: null })
    } catch (error) {
      await this.troubled(kept, error)
    }
  }

  private async take(kept: Kept, release: Release, file: PackageFile): Promise<boolean> {
    await ownFolder(this.parts.folder)
    const from = join(kept.path, folderName(release, file))
    const limit = file.size + LINE_LIMIT
    if ((await this.parts.inFolder({ do: 'take', from, to: this.copy, limit })) === 'none') return false
    if (await this.isRight(file)) return true
    await this.forget()
    await this.note(kept, { trouble: 'wrong', restUntil: this.parts.now() + LIED_MS, waiting: null })
    throw new InFolder('wrong')
  }

  private async isRight(file: PackageFile): Promise<boolean> {
    try {
      const stick = await openStick(this.copy)
      return await stick.holds(file).finally(() => stick.close())
    } catch (error) {
      if (error instanceof NotInstalled) return false
      throw error
    }
  }

  private async mayFetch(kept: Kept, release: Release, file: PackageFile): Promise<'server' | 'wait'> {
    const sign = await this.claim(kept, release, file, null)
    const whose = sign === 'ours' ? { go: true as const, instead: null } : turn(sign, kept.waiting, this.parts.now())
    if ('wait' in whose) {
      await this.note(kept, { trouble: null, waiting: whose.wait })
      return 'wait'
    }
    if (whose.instead !== null && (await this.claim(kept, release, file, whose.instead)) !== 'ours') return 'wait'
    await this.note(kept, { trouble: null, waiting: null })
    return 'server'
  }

  private claim(kept: Kept, release: Release, file: PackageFile, instead: string | null): Promise<string> {
    const path = join(kept.path, `${folderName(release, file)}.coming`)
    return this.parts.inFolder({ do: 'claim', path, who: kept.who, instead })
  }

  private async troubled(kept: Kept, error: unknown): Promise<void> {
    if (!(error instanceof InFolder)) throw error
    if (error.trouble === 'wrong') return // said, and remembered for longer
    await this.note(kept, { trouble: error.trouble, restUntil: this.parts.now() + REST_MS, waiting: null })
  }

  private get copy(): string {
    return join(this.parts.folder, 'from-the-office.diwan-update')
  }

  private get file(): string {
    return join(this.parts.folder, 'office-folder.json')
  }

  private async read(): Promise<Kept | null> {
    if (this.known === undefined) this.known = await load(this.file)
    return this.known
  }

  /** Of this folder; another that was chosen meanwhile is not touched. */
  private note({ who }: Kept, change: Partial<Kept>): Promise<void> {
    return this.keep((kept) => (kept?.who === who ? { ...kept, ...change } : kept))
  }

  /** One after the other, each whole. */
  private keep(change: (kept: Kept | null) => Kept | null): Promise<void> {
    const done = this.last.then(async () => {
      const kept = await this.read()
      const next = change(kept)
      if (next === kept) return
      await ownFolder(this.parts.folder)
      await writeDurably(this.file, JSON.stringify(next))
      this.known = next
      this.parts.changed()
    })
    this.last = done.catch(() => undefined)
    return done
  }
}

/** What cannot be read is no folder: the server is there. */
async function load(file: string): Promise<Kept | null> {
  const text = await readFile(file, 'utf8').catch(() => 'null')
  try {
    return Kept.nullable().parse(JSON.parse(text))
  } catch {
    return null
  }
}
