import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { SheetError } from './fault'

/** What a zip says of one of its files. */
export type Part = { name: string; method: number; packed: number; size: number; at: number }

const DIRECTORY = 0x02014b50
const END = 0x06054b50
/** The end may carry a comment of 64 kB. */
const TAIL = 65_557
const MOST_PARTS = 10_000
/** A register of 300,000 lines has some 300 MB of XML. What says more, or gives more than it said, is not opened. */
const MOST_BYTES = 700_000_000
const MOST_RATIO = 1_500

/**
 * The directory at the end of a zip, read without inflating anything; what it promises is bounded here, so that a bomb is refused by
 * what it says of itself.
 */
export async function partsOf(
  file: FileHandle,
  size: number,
  most = { parts: MOST_PARTS, octets: MOST_BYTES },
): Promise<Map<string, Part>> {
  const tail = Buffer.alloc(Math.min(TAIL, size))
  await file.read(tail, 0, tail.length, size - tail.length)
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--
  if (at < 0) throw new SheetError('damaged')
  const [count, length, from] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
  if (count > most.parts || from + length > size || length > 50_000_000) throw new SheetError('damaged')
  const directory = Buffer.alloc(length)
  await file.read(directory, 0, length, from)
  const parts = new Map<string, Part>()
  let whole = 0
  for (let p = 0; p + 46 <= length;) {
    if (directory.readUInt32LE(p) !== DIRECTORY) throw new SheetError('damaged')
    const [flags, method] = [directory.readUInt16LE(p + 8), directory.readUInt16LE(p + 10)]
    const [packed, unpacked] = [directory.readUInt32LE(p + 20), directory.readUInt32LE(p + 24)]
    const [names, extra, comment] = [28, 30, 32].map((o) => directory.readUInt16LE(p + o))
    const name = directory.toString('utf8', p + 46, p + 46 + (names ?? 0))
    if (flags & 1) throw new SheetError('protected')
    whole += unpacked
    if (whole > most.octets || unpacked > Math.max(1, packed) * MOST_RATIO) throw new SheetError('unsafe')
    // Of two parts under one name two programs would read two.
    if (parts.has(name.replace(/^\//, ''))) throw new SheetError('damaged')
    parts.set(name.replace(/^\//, ''), { name, method, packed, size: unpacked, at: directory.readUInt32LE(p + 42) })
    p += 46 + (names ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return parts
}

/** The bytes of one part, inflated piece by piece; no more than it said. */
export async function* inflated(file: FileHandle, part: Part): AsyncGenerator<Buffer> {
  const head = Buffer.alloc(30)
  await file.read(head, 0, 30, part.at)
  if (head.readUInt32LE(0) !== 0x04034b50) throw new SheetError('damaged')
  const from = part.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  let given = 0
  try {
    for await (const chunk of unpacked(file, part, from)) {
      given += chunk.length
      if (given > part.size) throw new SheetError('unsafe')
      yield chunk
    }
  } catch (error) {
    throw error instanceof SheetError || isStop(error) ? error : new SheetError('damaged')
  }
  if (given < part.size) throw new SheetError('damaged')
}

const isStop = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && !String(error.code).startsWith('Z_')

function unpacked(file: FileHandle, part: Part, from: number): AsyncIterable<Buffer> {
  const packed = Readable.from(bytes(file, from, part.packed))
  if (part.method === 0) return packed as AsyncIterable<Buffer>
  if (part.method !== 8) throw new SheetError('damaged')
  const inflating = createInflateRaw({ chunkSize: 65_536 })
  packed.once('error', (error) => inflating.destroy(error))
  return packed.pipe(inflating) as AsyncIterable<Buffer>
}

export async function* bytes(file: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const piece = Buffer.alloc(Math.min(65_536, length - done))
    const { bytesRead } = await file.read(piece, 0, piece.length, from + done)
    if (bytesRead === 0) throw new SheetError('damaged')
    done += bytesRead
    yield piece.subarray(0, bytesRead)
  }
}
