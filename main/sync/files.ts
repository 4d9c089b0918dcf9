import { randomBytes } from 'node:crypto'
import { AppError } from '../../contract/errors'
import { notUploaded, setContentKey, setUploaded, type FileRow } from '../../db/documents/files'
import { sha256 as hashOf } from '../../domain/hash'
import { CHUNK, chunksOf } from '../../domain/sync/request'
import type { Desk } from '../desk'
import { Refusal } from './refusal'
import type { Wire } from './wire'

/** How far the scans are: for the badge. */
export type FileProgress = { waiting: number; bytesLeft: number; bytesTotal: number }

export async function filesWaiting(desk: Desk, sentOf: ReadonlyMap<string, number>): Promise<FileProgress> {
  const files = await notUploaded(desk.db.read)
  const bytesTotal = files.reduce((sum, f) => sum + f.size, 0)
  const sent = files.reduce((sum, f) => sum + (sentOf.get(f.sha256) ?? 0), 0)
  return { waiting: files.length, bytesLeft: bytesTotal - sent, bytesTotal }
}

/**
 * Sends the scans whose rows the server has: only the chunks it lacks, so a cut line costs one chunk. A scan whose row was
 * parked is not asked for, and waits with it.
 */
export async function sendFiles(
  desk: Desk,
  wire: Wire,
  sentOf: Map<string, number>,
  progress: () => void,
): Promise<void> {
  for (const { sha256, size, fileKey } of await notUploaded(desk.db.read)) {
    const standing = await wire.fileStanding(sha256).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'not-found') return null
      throw error
    })
    if (!standing) continue
    let { missing } = standing
    for (const index of [...missing]) {
      const from = index * CHUNK
      const parts: Buffer[] = []
      for await (const part of desk.files.read(sha256, fileKey, size, from, Math.min(size, from + CHUNK) - 1))
        parts.push(part)
      missing = (await wire.putChunk(sha256, index, Buffer.concat(parts))).missing
      sentOf.set(sha256, Math.max(0, size - missing.length * CHUNK))
      progress()
    }
    if (missing.length > 0) continue
    await desk.db.write((tx) => setUploaded(tx, sha256))
    sentOf.delete(sha256)
  }
}

/**
 * Brings a scan of another PC here, because somebody opens it. What comes is hashed before it is kept.
 * @throws file-missing when the other PC has not sent it yet · file-damaged · server-unreachable
 */
export async function fetchFile(desk: Desk, wire: Wire, file: FileRow): Promise<string> {
  const parts: Buffer[] = []
  try {
    for (let index = 0; index < chunksOf(file.size); index++) parts.push(await wire.getChunk(file.sha256, index))
  } catch (error) {
    if (error instanceof Refusal) throw new AppError('file-missing', { name: file.name })
    throw error
  }
  const bytes = Buffer.concat(parts)
  if (hashOf(bytes) !== file.sha256) throw new AppError('file-damaged', { name: file.name })
  const key = randomBytes(32).toString('base64')
  await desk.files.keep(bytes, key)
  await desk.db.write((tx) => setContentKey(tx, file.sha256, key))
  if (file.entryId !== null) desk.emit('register', 'changed', { ids: [file.entryId] })
  return key
}
