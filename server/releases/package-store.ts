import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { PACKAGE_PIECE, type PackageFile } from '../../contract/updates'
import { listOf, piecesOf } from '../../domain/updates/pieces'

/**
 * The server's folder of packages, each under its SHA-512. They are public and their makers signed for them: they lie there open. A
 * name is only made of a hash that was checked to be one.
 */
export class PackageStore {
  constructor(
    private readonly folder: string,
    /** Bytes nobody uses on the disk of the packages. */
    readonly room: () => Promise<number> = () => freeOn(folder),
  ) {}

  private readonly lists = new Map<string, Promise<Buffer>>()

  /** Copied whole, with the size and hash that were signed, or not at all: tmp → fsync → rename. @throws when it is another file */
  async take({ name, size, sha512 }: PackageFile, from: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const temporary = join(this.folder, `${sha512}.${randomBytes(4).toString('hex')}.tmp`)
    const out = await open(temporary, 'wx', 0o600)
    try {
      const hash = createHash('sha512')
      let done = 0
      for await (const bytes of createReadStream(from) as AsyncIterable<Buffer>) {
        done += bytes.length
        if (done > size) break
        hash.update(bytes)
        await out.writeFile(bytes)
      }
      if (done !== size || hash.digest('hex') !== sha512) throw new Error(`${name} is not the file that was signed.`)
      await out.sync()
      await out.close()
      await rename(temporary, join(this.folder, sha512))
      this.lists.delete(sha512)
    } catch (error) {
      await out.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
    await syncFolder(this.folder)
  }

  /** Bytes of a package that are here: all of them, once they were found to be those that were signed. */
  async arrived({ sha512, size }: Signed): Promise<number> {
    const whole = await sizeOf(join(this.folder, sha512))
    return whole === size ? size : Math.min(await sizeOf(this.partOf(sha512)), size - 1)
  }

  /**
   * Bytes that come from a place on; any other place than where it stopped adds nothing. The last ones make it whole, or nothing
   * of it stays. To be called by one at a time. @returns bytes that are here @throws Wrong when it is another file
   */
  async add(file: Signed, from: number, bytes: Buffer): Promise<number> {
    const { sha512, size } = file
    const arrived = await this.arrived(file)
    if (from !== arrived || arrived === size) return arrived
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const part = this.partOf(sha512)
    const out = await open(part, 'a', 0o600)
    try {
      const there = (await out.stat()).size
      // Longer than what was signed: not what is coming now.
      if (there > size) {
        await out.truncate()
        return 0
      }
      // All of it came, and we were killed before we had looked at it.
      if (there < size) await out.appendFile(bytes)
      if (from + bytes.length === size) await out.sync()
    } finally {
      await out.close()
    }
    if (from + bytes.length < size) return from + bytes.length
    if ((await hashOf(part)) !== sha512) {
      await rm(part, { force: true })
      throw new Wrong()
    }
    await rename(part, join(this.folder, sha512))
    await syncFolder(this.folder)
    return size
  }

  /** Nobody goes on with it. */
  dropPart = (sha512: string): Promise<void> => rm(this.partOf(sha512), { force: true })

  /** What may lie here of a package: itself, and what has come of it. */
  namesOf = (sha512: string): string[] => [sha512, `${sha512}.part`]

  private partOf(sha512: string): string {
    return join(this.folder, `${sha512}.part`)
  }

  /** At most a piece, to the end of the package. @throws when less of it lies there than was signed */
  async piece(sha512: string, size: number, from: number): Promise<Buffer> {
    const file = await open(join(this.folder, sha512))
    try {
      const bytes = Buffer.alloc(Math.min(PACKAGE_PIECE, size - from))
      for (let done = 0; done < bytes.length;) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done)
        if (bytesRead === 0) throw new Error('a package is shorter than it was')
        done += bytesRead
      }
      return bytes
    } finally {
      await file.close()
    }
  }

  /**
   * Of what pieces a package is (domain/updates/pieces.ts): read once, for whoever asks meanwhile and after; it is forgotten with the
   * program, and takes some tens of kilobytes of each package somebody asked for.
   */
  list(sha512: string): Promise<Buffer> {
    const known = this.lists.get(sha512)
    if (known) return known
    const path = join(this.folder, sha512)
    const list = piecesOf(createReadStream(path, { highWaterMark: 1024 * 1024 })).then(listOf)
    this.lists.set(sha512, list)
    list.catch(() => this.lists.delete(sha512))
    return list
  }

  /** Whatever has another name goes: what a killed command left behind. */
  async keepOnly(named: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.folder).catch(() => [])
    for (const name of names) if (!named.has(name)) await rm(join(this.folder, name), { force: true })
  }
}

type Signed = Pick<PackageFile, 'sha512' | 'size'>

/** The bytes that came are not those that were signed. */
export class Wrong extends Error {}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0

async function freeOn(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes)
  return hash.digest('hex')
}

/** A new name is only there for good with its folder; Windows opens no folder, and keeps them in order by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
