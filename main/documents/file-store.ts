import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../contract/errors'
import { renameWithRetries, syncFolder } from '../../db/core/durable'
import { asAppError } from '../../db/core/errors'
import { Alone } from './alone'
import { CHUNK, readSealed, sealChunk, sealedSize } from './sealed-file'

/** Plain bytes `at` … `at + length` of what is being kept. */
export type Plain = (at: number, length: number) => Promise<Buffer>
export type Content = { sha256: string; size: number }

/** The vault's folder of scans: `files/ab/<HMAC(vault key, sha256)>`, encrypted; a name betrays nothing. */
export class FileStore {
  private readonly contents = new Alone()

  constructor(
    private readonly folder: string,
    private readonly vaultKey: Buffer,
    /** How a new file is opened; tests put a full disk here. */
    private readonly create: (path: string) => Promise<FileHandle> = (path) => open(path, 'wx', 0o600),
    /** How a file gets its name; tests put a virus scanner here. */
    private readonly name: (from: string, to: string) => Promise<void> = rename,
  ) {}

  /**
   * Nobody else seals this content meanwhile. Finding the key, sealing and writing the row that remembers the key belong
   * together: between them another one would seal the same content with a key of its own.
   */
  alone<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    return this.contents.with(sha256, work)
  }

  /**
   * Makes sure the content lies here under a key that opens it: under a known one, when what lies there is whole; sealed
   * anew otherwise. Bytes whose key no row knows are nobody's, and damaged bytes nobody can read: both are replaced.
   * Call it inside `alone`, with the row written before that ends.
   * @param known keys the rows of this content have
   * @throws file-unreadable when the bytes are not what was hashed · disk-full · file-held
   */
  async ensure(
    content: Content,
    known: readonly string[],
    plain: Plain,
    progress: (done: number) => void = () => undefined,
  ): Promise<string> {
    for (const key of known) if (await this.isWhole(content, key)) return key
    const key = known[0] ?? randomBytes(32).toString('base64')
    try {
      await this.seal(content, Buffer.from(key, 'base64'), plain, progress)
    } catch (error) {
      throw asAppError(error)
    }
    return key
  }

  /** Opened from end to end and hashed: the right size alone says nothing. */
  async isWhole({ sha256, size }: Content, key: string): Promise<boolean> {
    const found = await stat(this.pathOf(sha256)).catch(() => null)
    if (found?.size !== sealedSize(size)) return false
    const hash = createHash('sha256')
    try {
      for await (const part of this.read(sha256, key, size)) hash.update(part)
    } catch {
      return false // another key's, or changed on the disk
    }
    return hash.digest('hex') === sha256
  }

  /**
   * As long as it should be, and its first and last piece open: enough to begin reading. Each piece proves itself when it is
   * read, so that a piece that was damaged is met there and not before.
   */
  async begins({ sha256, size }: Content, key: string): Promise<boolean> {
    const found = await stat(this.pathOf(sha256)).catch(() => null)
    if (found?.size !== sealedSize(size)) return false
    try {
      for (const at of [0, Math.max(0, size - 1)]) for await (const _part of this.read(sha256, key, size, at, at));
      return true
    } catch {
      return false
    }
  }

  /** Plain bytes, streamed and decrypted. @throws file-missing · file-damaged */
  async *read(sha256: string, key: string, size: number, from = 0, to = size - 1): AsyncGenerator<Buffer> {
    const name = sha256.slice(0, 8)
    const handle = await open(this.pathOf(sha256), 'r').catch(() => {
      throw new AppError('file-missing', { name })
    })
    try {
      yield* readSealed(handle, Buffer.from(key, 'base64'), size, from, to)
    } catch {
      throw new AppError('file-damaged', { name })
    } finally {
      await handle.close()
    }
  }

  async bytes(sha256: string, key: string, size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.read(sha256, key, size)) parts.push(part)
    return Buffer.concat(parts)
  }

  /** Its bytes go; call it inside `alone`, when no row has its key any more. Held by somebody, they are swept at the next opening. */
  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true }).catch(() => undefined)
    syncFolder(dirname(this.pathOf(sha256)))
  }

  /** Removes what no row names: left by a kill between file and row, or by a discarded draft. */
  async sweep(kept: readonly string[]): Promise<number> {
    const names = new Set(kept.map((sha256) => this.nameOf(sha256)))
    let removed = 0
    for (const folder of await readdir(this.folder).catch(() => [])) {
      for (const name of await readdir(join(this.folder, folder)).catch(() => [])) {
        if (names.has(name)) continue
        // Held by somebody, it goes at the next opening.
        await rm(join(this.folder, folder, name), { force: true }).catch(() => removed--)
        removed++
      }
    }
    return removed
  }

  /** `ab/<name>`, inside the folder of scans. */
  placeOf(sha256: string): string {
    const name = this.nameOf(sha256)
    return `${name.slice(0, 2)}/${name}`
  }

  private nameOf(sha256: string): string {
    return createHmac('sha256', this.vaultKey).update(sha256).digest('hex')
  }

  private pathOf(sha256: string): string {
    return join(this.folder, this.placeOf(sha256))
  }

  private async seal({ sha256, size }: Content, key: Buffer, plain: Plain, progress: (done: number) => void) {
    const hash = createHash('sha256')
    await this.write(sha256, async (out) => {
      for (let index = 0, at = 0; at < size || index === 0; index++, at += CHUNK) {
        const part = await plain(at, Math.min(CHUNK, size - at))
        hash.update(part)
        await out.write(sealChunk(key, part, index, at + CHUNK >= size))
        progress(Math.min(1, (at + part.length) / Math.max(1, size)))
      }
      // Somebody wrote to the file while we read it: what we keep must be what we hashed.
      if (hash.digest('hex') !== sha256) throw new AppError('file-unreadable', { name: sha256.slice(0, 8) })
    })
  }

  /** tmp → fsync → rename → fsync of the folders: what is acknowledged is there after a power cut. */
  private async write(sha256: string, fill: (out: FileHandle) => Promise<void>): Promise<void> {
    const path = this.pathOf(sha256)
    const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
    await mkdir(dirname(path), { recursive: true })
    const out = await this.create(temporary)
    try {
      await fill(out)
      await out.sync()
      await out.close()
      await renameWithRetries(temporary, path, { rename: this.name })
      for (const folder of [dirname(path), this.folder, dirname(this.folder)]) syncFolder(folder)
    } catch (error) {
      await out.close().catch(() => undefined)
      await rm(temporary, { force: true }).catch(() => undefined) // swept at the next opening
      throw error
    }
  }
}
