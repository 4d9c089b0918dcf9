import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../contract/errors'
import { asAppError } from '../../db/core/errors'
import type { Part } from './manifest'

/** How files are made and renamed on a medium; tests put a bad stick here. */
export type Medium = {
  create(path: string): Promise<FileHandle>
  rename(from: string, to: string): Promise<void>
}
export const medium: Medium = { create: (path) => open(path, 'wx', 0o600), rename }

const PIECE = 1 << 20
/** Windows calls a FAT32 stick full when a file on it would grow beyond this. */
const FAT32_LIMIT = 2 ** 32 - 1

/** Copies a file and says what was copied. What fails on the way leaves no half file. */
/** @param copied hears of each piece and may throw, which ends it */
export async function copyMeasured(
  from: string,
  to: string,
  on: Medium = medium,
  copied: (bytes: number) => void = () => undefined,
): Promise<Part> {
  const out = await on.create(to)
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const piece of createReadStream(from, { highWaterMark: PIECE })) {
      hash.update(piece as Buffer)
      await out.writeFile(piece as Buffer)
      size += (piece as Buffer).length
      copied(size)
    }
    await out.sync()
    await out.close()
    return { size, sha256: hash.digest('hex') }
  } catch (error) {
    await out.close().catch(() => undefined)
    await rm(to, { force: true }).catch(() => undefined)
    if (codeOf(error) === 'EFBIG' || (codeOf(error) === 'ENOSPC' && size + PIECE > FAT32_LIMIT))
      throw limit(from, (await stat(from)).size)
    throw error
  }
}

export async function writeMeasured(to: string, text: string, on: Medium = medium): Promise<Part> {
  const out = await on.create(to)
  try {
    await out.writeFile(text)
    await out.sync()
  } catch (error) {
    throw codeOf(error) === 'EFBIG' ? limit(to, Buffer.byteLength(text)) : error
  } finally {
    await out.close()
  }
  return { size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') }
}

export async function measure(path: string, read: (bytes: number) => void = () => undefined): Promise<Part> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    hash.update(piece as Buffer)
    size += (piece as Buffer).length
    read(size)
  }
  return { size, sha256: hash.digest('hex') }
}

export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const limit = (path: string, size: number): AppError =>
  new AppError('medium-file-too-large', { name: basename(path), sizeMb: Math.ceil(size / 1_000_000) })

/** What a stick says when it is full, locked, pulled out, or holds no file so large: in words. */
export function mediumError(error: unknown): unknown {
  if (error instanceof AppError && error.code !== 'disk-full' && error.code !== 'disk-failed') return error
  const code = error instanceof AppError ? error.code : codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'disk-full') return new AppError('medium-full')
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return new AppError('medium-read-only')
  if (code === 'ENOENT' || code === 'EIO' || code === 'ENODEV' || code === 'ENXIO' || code === 'disk-failed')
    return new AppError('medium-gone')
  return asAppError(error)
}
