import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { PACKAGE_PIECE, SignedRelease, type PackageFile } from '../../contract/updates'
import { NotInstalled } from './refusal'
import type { Pieces } from './fetching'

/** An update file: the signed release as one line of JSON, then the bytes of one package (docs/adr/025). */
export const LINE_LIMIT = 200_000

export type Stick = {
  signed: SignedRelease
  pieces: Pieces
  /** Whether what follows is this package, byte for byte. */
  holds: (file: PackageFile) => Promise<boolean>
  close: () => Promise<void>
}

/** @throws NotInstalled unreadable when it is none of ours, or was cut */
export async function openStick(path: string): Promise<Stick> {
  const handle = await open(path, 'r').catch(() => {
    throw new NotInstalled('unreadable')
  })
  try {
    const line = await firstLine(handle)
    const signed = SignedRelease.safeParse(parsed(line))
    if (!signed.success) throw new NotInstalled('unreadable')
    const begins = Buffer.byteLength(line) + 1
    return {
      signed: signed.data,
      pieces: (file, from) => piece(handle, begins + from, file, from),
      holds: (file) => holds(handle, begins, file),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function firstLine(handle: FileHandle): Promise<string> {
  const bytes = Buffer.alloc(LINE_LIMIT)
  const { bytesRead } = await handle.read(bytes, 0, LINE_LIMIT, 0)
  const end = bytes.subarray(0, bytesRead).indexOf(10)
  if (end < 0) throw new NotInstalled('unreadable')
  return bytes.subarray(0, end).toString('utf8')
}

async function holds(handle: FileHandle, begins: number, { size, sha512 }: PackageFile): Promise<boolean> {
  const hash = createHash('sha512')
  const bytes = Buffer.alloc(PACKAGE_PIECE)
  for (let at = begins; ;) {
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, at)
    if (bytesRead === 0) return at - begins === size && hash.digest('hex') === sha512
    hash.update(bytes.subarray(0, bytesRead))
    at += bytesRead
  }
}

async function piece(handle: FileHandle, at: number, file: PackageFile, from: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(PACKAGE_PIECE, file.size - from))
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, at)
  return bytes.subarray(0, bytesRead)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
