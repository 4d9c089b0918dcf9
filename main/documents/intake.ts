import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../contract/errors'
import { FILE_LIMIT, FILE_LIMIT_MB } from '../../domain/documents/kinds'
import type { Plain } from './file-store'
import { examine } from './kinds/examine'
import { CHUNK } from './sealed-file'
import type { Examined } from './staging'

/** A file somebody chose, examined and hashed, still open. */
export type Arriving = Examined & { close: () => Promise<void> }

/**
 * Opens a file of the person's, refuses in words what is no scan, and hashes the rest.
 * @param keepProtected take it though a password is needed to read it
 * @throws file-gone · file-too-large · everything `examine` says
 */
export async function receive(
  path: string,
  keepProtected: boolean,
  progress: (done: number) => void,
): Promise<Arriving> {
  const name = basename(path)
  const handle = await open(path, 'r').catch(() => {
    throw new AppError('file-gone', { name })
  })
  try {
    const facts = await handle.stat()
    if (!facts.isFile()) throw new AppError('file-unreadable', { name })
    if (facts.size > FILE_LIMIT) {
      const sizeMb = Math.ceil(facts.size / 1_000_000)
      throw new AppError('file-too-large', { name, sizeMb, limitMb: FILE_LIMIT_MB })
    }
    const plain: Plain = (at, length) => readPart(handle, at, length)
    const mediaType = examine(await readPart(handle, 0, facts.size), name, keepProtected)
    const sha256 = await hashOf(plain, facts.size, progress)
    return { sha256, size: facts.size, mediaType, plain, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** A disk may give fewer bytes at once than were asked for. */
async function readPart(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, at + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

async function hashOf(plain: Plain, size: number, progress: (done: number) => void): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < size; at += CHUNK) {
    const part = await plain(at, Math.min(CHUNK, size - at))
    hash.update(part)
    progress((at + part.length) / size)
  }
  return hash.digest('hex')
}
