import { createHash } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { renameWithRetries } from '../../db/core/durable'
import { asAppError } from '../../db/core/errors'
import { sha256 } from '../../domain/hash'

type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>
type Line = { path: string; hash: string }

/** A BagIt bag (RFC 8493, version 1.0) on its way into a folder: what is put in is hashed as it is written. */
export class Bag {
  private readonly payload: Line[] = []
  private octets = 0

  constructor(private readonly folder: string) {}

  /** @param path below `data/`, of letters, digits, `-`, `.` and `/` @returns its SHA-256 */
  async add(path: string, content: Content): Promise<string> {
    if (!/^[A-Za-z0-9][A-Za-z0-9./-]*$/.test(path) || path.includes('..')) throw new Error(`no path of a bag: ${path}`)
    const line = { path: `data/${path}`, hash: await this.write(`data/${path}`, content, (n) => (this.octets += n)) }
    this.payload.push(line)
    return line.hash
  }

  text = (path: string, text: string): Promise<string> => this.add(path, [Buffer.from(text)])

  /** The bag's own files, last of all. @param info labels of bag-info.txt with one line each */
  async finish(info: readonly (readonly [label: string, value: string])[]): Promise<void> {
    const oxum = ['Payload-Oxum', `${this.octets}.${this.payload.length}`] as const
    const tags: [string, string][] = [
      ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
      ['bag-info.txt', [...info, oxum].map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ')}\n`).join('')],
      ['manifest-sha256.txt', this.payload.map(({ path, hash }) => `${hash}  ${path}\n`).join('')],
    ]
    for (const [path, text] of tags) await this.write(path, [Buffer.from(text)])
    const all = tags.map(([path, text]) => `${sha256(text)}  ${path}\n`).join('')
    await this.write('tagmanifest-sha256.txt', [Buffer.from(all)])
  }

  private async write(path: string, content: Content, wrote: (n: number) => void = () => undefined): Promise<string> {
    const at = join(this.folder, path)
    await mkdir(dirname(at), { recursive: true, mode: 0o700 })
    const file = await open(at, 'wx', 0o600)
    const hash = createHash('sha256')
    try {
      for await (const piece of content) {
        hash.update(piece)
        await file.write(piece)
        wrote(piece.length)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    return hash.digest('hex')
  }
}

/** The folder appears whole under its name or not at all; what is stopped or fails leaves nothing beside it. */
export async function wholeFolder(path: string, work: (folder: string) => Promise<void>): Promise<void> {
  const beside = `${path}.part`
  try {
    // What a kill left under this name was nobody's package.
    await rm(beside, { recursive: true, force: true })
    await mkdir(beside, { mode: 0o700 })
    await work(beside)
    await renameWithRetries(beside, path)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    throw asAppError(error)
  }
}
