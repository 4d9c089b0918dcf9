import { AppError } from '../../contract/errors'
import type { UploadStatus } from '../../contract/wire'
import { notUploaded, type FileRow } from '../../db/documents/files'
import { setUploaded } from '../documents/holding'
import type { Viewer } from '../../domain/visibility'
import { chunksOf, runSize, CHUNK, MOST_CHUNKS } from '../../domain/sync/request'
import type { Desk } from '../desk'
import { checkContent, keepContent } from '../documents/content'
import type { PartialFile } from '../documents/partial-files'
import { Pace } from './pace'
import { Refusal } from './refusal'
import type { Wire } from './wire'

/** How far the scans are: for the badge. */
export type FileProgress = { waiting: number; bytesLeft: number; bytesTotal: number }

/** @param viewer counts what they may see; null = everything */
export async function filesWaiting(
  desk: Desk,
  sentOf: ReadonlyMap<string, number>,
  viewer: Viewer | null,
): Promise<FileProgress> {
  const files = await notUploaded(desk.db.read, viewer)
  const bytesTotal = files.reduce((sum, f) => sum + f.size, 0)
  const sent = files.reduce((sum, f) => sum + (sentOf.get(f.sha256) ?? 0), 0)
  return { waiting: files.length, bytesLeft: bytesTotal - sent, bytesTotal }
}

/** What brings pieces; tests put a line of their own here. */
type Source = Pick<Wire, 'getChunk'>
type Sending = { desk: Desk; wire: Wire; sentOf: Map<string, number>; progress: () => void; pace: Pace }
type Waiting = { sha256: string; size: number; fileKey: string }

/**
 * Sends the scans whose rows the server has: only the pieces it lacks, so a cut line costs what was on its way. A scan whose
 * row was parked is not asked for, and waits with it; one that cannot be sent stops no other.
 */
export async function sendFiles(
  desk: Desk,
  wire: Wire,
  sentOf: Map<string, number>,
  progress: () => void,
): Promise<void> {
  const sending = { desk, wire, sentOf, progress, pace: new Pace(1, MOST_CHUNKS) }
  for (const file of await notUploaded(desk.db.read)) {
    try {
      await sendFile(sending, file)
    } catch (error) {
      if (!isOfThisFile(error)) throw error
      sentOf.delete(file.sha256) // it waits, and is tried again with the next round
    }
  }
}

/** What concerns one scan, not the line: it is gone or damaged here, or the server will not have this one. */
const isOfThisFile = (error: unknown): boolean =>
  (error instanceof Refusal && ['not-found', 'bad-request', 'hash-mismatch', 'too-large'].includes(error.code)) ||
  (error instanceof AppError && ['file-missing', 'file-damaged'].includes(error.code))

async function sendFile({ desk, wire, sentOf, progress, pace }: Sending, file: Waiting): Promise<void> {
  const { sha256, size, fileKey } = file
  let status = await wire.uploadStatus(file)
  if (!status.complete && !(await desk.files.isWhole(file, fileKey))) throw new AppError('file-damaged')
  while (!status.complete) {
    const [index] = status.missing
    if (index === undefined) throw new AppError('server-unreachable') // neither complete nor lacking anything
    const bytes = await runOf(desk, file, status, index, pace.pieces)
    const before = status.lacking
    status = await pace.of(() => wire.putChunk(file, index, bytes))
    if (!status.complete && status.lacking >= before) throw new AppError('server-unreachable')
    sentOf.set(sha256, Math.max(0, size - status.lacking * CHUNK))
    progress()
  }
  await desk.db.write((tx) => setUploaded(tx, file))
  sentOf.delete(sha256)
}

/** As many pieces as the pace allows and as are missing one behind the other. */
async function runOf(
  desk: Desk,
  file: Waiting,
  { missing }: UploadStatus,
  index: number,
  most: number,
): Promise<Buffer> {
  let count = 1
  while (count < most && missing[count] === index + count) count++
  const from = index * CHUNK
  const parts: Buffer[] = []
  for await (const part of desk.files.read(
    file.sha256,
    file.fileKey,
    file.size,
    from,
    from + runSize(file.size, index, count) - 1,
  ))
    parts.push(part)
  return Buffer.concat(parts)
}

/**
 * Brings a scan of another PC here, because somebody opens it: piece by piece from where it stopped last, hashed before it is
 * kept. Two who open it at once wait for the same pieces.
 * @throws file-missing when the other PC has not sent it yet · file-damaged · server-unreachable
 */
export function fetchFile(desk: Desk, wire: Source, file: FileRow): Promise<string> {
  const content = checkContent(file)
  return desk.files.alone(`fetch ${content.sha256}`, async () => {
    const { fileKey } = file
    if (fileKey !== null && (await desk.files.isWhole(content, fileKey))) return fileKey
    const partial = await desk.fetched.open(content.sha256)
    try {
      await fetchPieces(desk, wire, file, partial)
    } catch (error) {
      await partial.close()
      if (error instanceof Refusal && error.code === 'not-found')
        throw new AppError('file-missing', { name: file.name })
      throw error
    }
    return keepFetched(desk, file, partial)
  })
}

async function fetchPieces(desk: Desk, wire: Source, file: FileRow, partial: PartialFile): Promise<void> {
  const all = chunksOf(file.size)
  const pace = new Pace(1, MOST_CHUNKS)
  const tell = (): void => desk.emit('documents', 'fetching', { id: file.id, done: Math.min(1, partial.pieces / all) })
  tell()
  while (partial.pieces < all) {
    const index = partial.pieces
    const count = Math.min(pace.pieces, all - index)
    const bytes = await pace.of(() => wire.getChunk(file, index, count))
    if (bytes.length !== runSize(file.size, index, count)) throw new AppError('file-damaged', { name: file.name })
    for (let at = 0; at < bytes.length; at += CHUNK) await partial.append(bytes.subarray(at, at + CHUNK))
    tell()
  }
}

async function keepFetched(desk: Desk, file: FileRow, partial: PartialFile): Promise<string> {
  const plain = async (at: number, length: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let index = Math.floor(at / CHUNK); index * CHUNK < at + length; index++) parts.push(await partial.read(index))
    const from = at % CHUNK
    return Buffer.concat(parts).subarray(from, from + length)
  }
  try {
    const key = await keepContent(desk, checkContent(file), plain, async (tx, made) => {
      await setUploaded(tx, file) // the server has what it gave
      return made
    })
    await partial.drop()
    desk.schedule?.soon('texts')
    if (file.entryId !== null) desk.emit('register', 'changed', { ids: [file.entryId] })
    return key
  } catch (error) {
    // Not what its name says: the next try begins anew. A full disk keeps what came.
    const wrong = error instanceof AppError && error.code === 'file-unreadable'
    await (wrong ? partial.drop() : partial.close())
    throw wrong ? new AppError('file-damaged', { name: file.name }) : error
  }
}
