import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PACKAGE_PIECE, type PackageFile } from '../../contract/updates'

/**
 * The server's folder of packages, each under its SHA-512. They are public and their makers signed for them: they lie there open. A
 * name is only made of a hash that was checked to be one.
 */
export class PackageStore {
  constructor(private readonly folder: string) {}

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
    } catch (error) {
      await out.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
    await syncFolder(this.folder)
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

  /** Whatever has another name goes: what a killed command left behind. */
  async keepOnly(named: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.folder).catch(() => [])
    for (const name of names) if (!named.has(name)) await rm(join(this.folder, name), { force: true })
  }
}

/** A new name is only there for good with its folder; Windows opens no folder, and keeps them in order by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
