import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../contract/errors'
import { asAppError } from '../../db/core/errors'
import { renameWithRetries, syncFolder } from '../../db/core/durable'
import { CHUNK, readSealed, sealChunk, sealedSize } from './sealed-file'
import { sniff, type Kind } from './sniff'

/** A scan of 200 pages at 300 dpi stays well below it; a video does not. */
export const FILE_LIMIT_MB = 150

export type Taken = { sha256: string; size: number; mediaType: Kind; key: string }

/** The vault's folder of scans: `files/ab/<HMAC(vault key, sha256)>`, encrypted; a name betrays nothing. */
export class FileStore {
  constructor(
    private readonly folder: string,
    private readonly vaultKey: Buffer,
    /** How a new file is opened; tests put a full disk here. */
    private readonly create: (path: string) => Promise<FileHandle> = (path) => open(path, 'wx', 0o600),
  ) {}

  /**
   * Takes a file in: measured, recognised by its bytes, hashed, then written tmp → fsync → rename → fsync folder. The row
   * comes after, in the caller's transaction; a file without a row is swept later.
   * @param knownKey the key of the same content, when a row has it already
   * @throws file-missing · file-too-large · file-kind-unknown · file-unreadable · disk-full
   */
  async take(
    path: string,
    knownKey: (sha256: string) => Promise<string | null>,
    progress: (done: number) => void,
  ): Promise<Taken> {
    const name = basename(path)
    const source = await open(path, 'r').catch(() => {
      throw new AppError('file-missing', { name })
    })
    try {
      const { size, mediaType } = await inspect(source, name)
      const sha256 = await hashOf(source, size, (done) => progress(done / 2))
      const key = (await knownKey(sha256)) ?? randomBytes(32).toString('base64')
      if (!(await this.has(sha256, size))) {
        const seen = await this.seal(source, size, sha256, Buffer.from(key, 'base64'), (done) =>
          progress(0.5 + done / 2),
        )
        // Somebody wrote to the file while we read it: what we keep must be what we hashed.
        if (seen !== sha256) throw new AppError('file-unreadable', { name })
      }
      progress(1)
      return { sha256, size, mediaType, key }
    } catch (error) {
      throw asAppError(error)
    } finally {
      await source.close()
    }
  }

  /** Bytes of our own making (a letter's PDF), kept the same way. */
  async keep(bytes: Buffer, key: string): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (await this.has(sha256, bytes.length)) return sha256
    try {
      await this.write(sha256, async (out) => {
        for (let index = 0, at = 0; at < bytes.length || index === 0; index++, at += CHUNK) {
          const part = bytes.subarray(at, at + CHUNK)
          await out.write(sealChunk(Buffer.from(key, 'base64'), part, index, at + CHUNK >= bytes.length))
        }
      })
    } catch (error) {
      throw asAppError(error)
    }
    return sha256
  }

  async has(sha256: string, size: number): Promise<boolean> {
    const found = await stat(this.pathOf(sha256)).catch(() => null)
    return found?.size === sealedSize(size)
  }

  /** Plain bytes, streamed and decrypted. @throws file-missing */
  async *read(sha256: string, key: string, size: number, from = 0, to = size - 1): AsyncGenerator<Buffer> {
    const handle = await open(this.pathOf(sha256), 'r').catch(() => {
      throw new AppError('file-missing', { name: sha256.slice(0, 8) })
    })
    try {
      yield* readSealed(handle, Buffer.from(key, 'base64'), size, from, to)
    } finally {
      await handle.close()
    }
  }

  async bytes(sha256: string, key: string, size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.read(sha256, key, size)) parts.push(part)
    return Buffer.concat(parts)
  }

  /** Removes what no row names: left by a kill between file and row, or by a discarded draft. */
  async sweep(kept: readonly string[]): Promise<number> {
    const names = new Set(kept.map((sha256) => this.nameOf(sha256)))
    let removed = 0
    for (const folder of await readdir(this.folder).catch(() => [])) {
      for (const name of await readdir(join(this.folder, folder)).catch(() => [])) {
        if (names.has(name)) continue
        await rm(join(this.folder, folder, name), { force: true })
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

  private async seal(
    source: FileHandle,
    size: number,
    sha256: string,
    key: Buffer,
    progress: (done: number) => void,
  ): Promise<string> {
    const hash = createHash('sha256')
    await this.write(sha256, async (out) => {
      const buffer = Buffer.alloc(CHUNK)
      for (let index = 0, at = 0; at < size || index === 0; index++, at += CHUNK) {
        const { bytesRead } = await source.read(buffer, 0, Math.min(CHUNK, size - at), at)
        const plain = buffer.subarray(0, bytesRead)
        hash.update(plain)
        await out.write(sealChunk(key, plain, index, at + CHUNK >= size))
        progress(Math.min(1, (at + bytesRead) / Math.max(1, size)))
      }
    })
    return hash.digest('hex')
  }

  private async write(sha256: string, fill: (out: FileHandle) => Promise<void>): Promise<void> {
    const path = this.pathOf(sha256)
    const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
    await mkdir(dirname(path), { recursive: true })
    const out = await this.create(temporary)
    try {
      await fill(out)
      await out.sync()
      await out.close()
      await renameWithRetries(temporary, path)
      syncFolder(dirname(path))
    } catch (error) {
      await out.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
  }
}

async function inspect(source: FileHandle, name: string): Promise<{ size: number; mediaType: Kind }> {
  const facts = await source.stat()
  if (!facts.isFile() || facts.size === 0) throw new AppError('file-unreadable', { name })
  const sizeMb = Math.ceil(facts.size / 1_000_000)
  if (sizeMb > FILE_LIMIT_MB) throw new AppError('file-too-large', { name, sizeMb, limitMb: FILE_LIMIT_MB })
  const head = Buffer.alloc(Math.min(1024, facts.size))
  const tail = Buffer.alloc(Math.min(2048, facts.size))
  await source.read(head, 0, head.length, 0)
  await source.read(tail, 0, tail.length, facts.size - tail.length)
  const found = sniff(head, tail, facts.size)
  if (found === 'unknown') throw new AppError('file-kind-unknown', { name })
  if (found === 'cut') throw new AppError('file-unreadable', { name })
  return { size: facts.size, mediaType: found.kind }
}

async function hashOf(source: FileHandle, size: number, progress: (done: number) => void): Promise<string> {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(CHUNK)
  for (let at = 0; at < size; at += CHUNK) {
    const { bytesRead } = await source.read(buffer, 0, Math.min(CHUNK, size - at), at)
    hash.update(buffer.subarray(0, bytesRead))
    progress((at + bytesRead) / size)
  }
  return hash.digest('hex')
}
