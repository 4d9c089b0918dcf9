import { AppError } from '../../contract/errors'
import { keysOfContent, setContentKey } from '../../db/documents/files'
import type { Tx } from '../../db/core/sql'
import { sha256 as hashOf } from '../../domain/hash'
import { isFileSize } from '../../domain/documents/kinds'
import type { Desk } from '../desk'
import type { Content, Plain } from './file-store'

type Keep = Pick<Desk, 'db' | 'files'>

/**
 * Keeps a content and writes the rows that name it, as one: whatever is staged, discarded, fetched or killed around it, every
 * row that names this content can be opened afterwards, by one key.
 * @param rows writes the row with the key it is given; rows that were there before get the same key
 */
export function keepContent<T>(
  desk: Keep,
  content: Content,
  plain: Plain,
  rows: (tx: Tx, key: string) => Promise<T>,
  progress?: (done: number) => void,
): Promise<T> {
  return desk.files.alone(content.sha256, async () => {
    const known = await keysOfContent(desk.db.read, content)
    const key = await desk.files.ensure(content, known, plain, progress)
    return desk.db.write(async (tx) => {
      const made = await rows(tx, key)
      await setContentKey(tx, content, key)
      return made
    })
  })
}

/** Bytes of our own making (a letter's PDF), kept the same way. */
export function keepBytes<T>(
  desk: Keep,
  bytes: Buffer,
  rows: (tx: Tx, kept: Content & { key: string }) => Promise<T>,
): Promise<T> {
  const content = { sha256: hashOf(bytes), size: bytes.length }
  const plain: Plain = (at, length) => Promise.resolve(bytes.subarray(at, at + length))
  return keepContent(desk, content, plain, (tx, key) => rows(tx, { ...content, key }))
}

/** A row of another PC is data: what it says of size and content is held against what can be. @throws file-missing */
export function checkContent(file: Content & { name: string }): Content {
  if (!isFileSize(file.size) || !/^[0-9a-f]{64}$/.test(file.sha256))
    throw new AppError('file-missing', { name: file.name })
  return { sha256: file.sha256, size: file.size }
}
