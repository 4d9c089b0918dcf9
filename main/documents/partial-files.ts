import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

const NONCE = 12
const TAG = 16
/** What nobody asked for again in a month may be fetched anew. */
const KEPT_MS = 30 * 24 * 3600_000

/**
 * What already came of scans on their way here, so that a cut line or a kill costs one piece and never the whole. Each piece
 * is sealed under its own nonce; a piece that does not open ends what is there.
 */
export class PartialFiles {
  constructor(
    private readonly folder: string,
    private readonly vaultKey: Buffer,
    private readonly piece: number,
  ) {}

  /** @returns the scan's partial file, opened behind what came whole. */
  async open(sha256: string): Promise<PartialFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const path = this.pathOf(sha256)
    const handle = await open(path, 'a+', 0o600)
    const key = createHmac('sha256', this.vaultKey).update(`partial key ${sha256}`).digest()
    const file = new PartialFile(handle, key, this.piece, () => rm(path, { force: true }))
    await file.findEnd()
    return file
  }

  /** What came of it goes: nobody is to have it any more. */
  async forget(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true }).catch(() => undefined)
  }

  async sweep(now = Date.now()): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name)
      const found = await stat(path).catch(() => null)
      if (found && now - found.mtimeMs > KEPT_MS) await rm(path, { force: true }).catch(() => undefined)
    }
  }

  private pathOf(sha256: string): string {
    return join(this.folder, createHmac('sha256', this.vaultKey).update(`partial ${sha256}`).digest('hex'))
  }
}

export class PartialFile {
  /** Whole pieces that are here. */
  pieces = 0

  constructor(
    private readonly handle: FileHandle,
    private readonly key: Buffer,
    private readonly piece: number,
    private readonly remove: () => Promise<void>,
  ) {}

  async findEnd(): Promise<void> {
    const { size } = await this.handle.stat()
    this.pieces = Math.floor(size / this.slot)
    // The last one may have been written halfway by a kill, or not reached the disk in a power cut.
    while (this.pieces > 0 && (await this.read(this.pieces - 1).catch(() => null)) === null) this.pieces--
    await this.handle.truncate(this.pieces * this.slot)
  }

  /** The next piece; only the last of a scan is shorter, and it is kept padded. */
  async append(plain: Buffer): Promise<void> {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(label(this.pieces))
    const padded = Buffer.alloc(this.piece)
    plain.copy(padded)
    const sealed = Buffer.concat([cipher.update(padded), cipher.final()])
    await this.handle.appendFile(Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
    this.pieces++
  }

  /** @throws when it is not what was written. */
  async read(index: number): Promise<Buffer> {
    const sealed = Buffer.alloc(this.slot)
    const { bytesRead } = await this.handle.read(sealed, 0, this.slot, index * this.slot)
    if (bytesRead !== this.slot) throw new Error('a cut piece')
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE)).setAAD(label(index))
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
  }

  async close(): Promise<void> {
    await this.handle.close()
  }

  /** It is kept as a scan now, or was not what it was called. */
  async drop(): Promise<void> {
    await this.close()
    await this.remove().catch(() => undefined) // swept later
  }

  private get slot(): number {
    return NONCE + TAG + this.piece
  }
}

const label = (index: number): Buffer => Buffer.from(`diwan partial ${index}`)
