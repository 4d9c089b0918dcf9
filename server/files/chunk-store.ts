import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Blob } from '../db/blobs'

const NONCE = 12
const TAG = 16

/** Whose it is and what it is said to be; `sized`: its size is part of the name (an older server left it out). */
export type Place = Pick<Blob, 'office' | 'sha256' | 'size' | 'sized'>

/**
 * The server's folder of scans: every chunk sealed with the server's own key (AES-256-GCM, a nonce of its own), under a name
 * that says nothing. Place and office are authenticated with it: a chunk cannot be moved into another file.
 */
export class ChunkStore {
  constructor(
    private readonly folder: string,
    private readonly key: Buffer,
  ) {}

  /** Written whole or not at all: tmp → fsync → rename. The same chunk twice is the same chunk. */
  async put(of: Place, index: number, bytes: Buffer): Promise<void> {
    const path = this.pathOf(of, index)
    const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const out = await open(temporary, 'wx', 0o600)
    try {
      await out.write(this.seal(bytes, label(of, index)))
      await out.sync()
      await out.close()
      await rename(temporary, path)
    } catch (error) {
      await out.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
  }

  async get(of: Place, index: number): Promise<Buffer> {
    const sealed = await readFile(this.pathOf(of, index))
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE)).setAAD(label(of, index))
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
  }

  /** Everything of it goes: what came together was not what it was called, or nobody finished it. */
  async drop(of: Place): Promise<void> {
    await rm(dirname(this.pathOf(of, 0)), { recursive: true, force: true })
  }

  private seal(bytes: Buffer, context: Buffer): Buffer {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(context)
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  private pathOf(of: Place, index: number): string {
    const name = createHmac('sha256', this.key).update(nameOf(of)).digest('hex')
    return join(this.folder, name.slice(0, 2), name, String(index))
  }
}

const nameOf = ({ office, sha256, size, sized }: Place): string => `${office} ${sha256}${sized ? ` ${size}` : ''}`
const label = (of: Place, index: number): Buffer => Buffer.from(`diwan file ${nameOf(of)} ${index}`)
