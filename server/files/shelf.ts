import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const NONCE = 12
const TAG = 16

/**
 * The server's folder of scans: every chunk sealed with the server's own key (AES-256-GCM, a nonce of its own), under a name
 * that says nothing. Place and office are authenticated with it: a chunk cannot be moved into another file.
 */
export class FileShelf {
  constructor(
    private readonly folder: string,
    private readonly key: Buffer,
  ) {}

  /** Written whole or not at all: tmp → fsync → rename. The same chunk twice is the same chunk. */
  async put(office: string, sha256: string, index: number, bytes: Buffer): Promise<void> {
    const path = this.pathOf(office, sha256, index)
    const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const out = await open(temporary, 'wx', 0o600)
    try {
      await out.write(this.seal(bytes, label(office, sha256, index)))
      await out.sync()
      await out.close()
      await rename(temporary, path)
    } catch (error) {
      await out.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
  }

  async get(office: string, sha256: string, index: number): Promise<Buffer> {
    const sealed = await readFile(this.pathOf(office, sha256, index))
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE)).setAAD(
      label(office, sha256, index),
    )
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
  }

  /** What came together was not what it was called: everything of it goes. */
  async drop(office: string, sha256: string): Promise<void> {
    await rm(dirname(this.pathOf(office, sha256, 0)), { recursive: true, force: true })
  }

  private seal(bytes: Buffer, context: Buffer): Buffer {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(context)
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  private pathOf(office: string, sha256: string, index: number): string {
    const name = createHmac('sha256', this.key).update(`${office} ${sha256}`).digest('hex')
    return join(this.folder, name.slice(0, 2), name, String(index))
  }
}

const label = (office: string, sha256: string, index: number): Buffer =>
  Buffer.from(`diwan file ${office} ${sha256} ${index}`)
