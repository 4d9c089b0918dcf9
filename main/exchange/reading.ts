import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import { asAppError } from '../../db/core/errors'
import {
  documentPath,
  MOST_DOCUMENT_BYTES,
  MOST_DOCUMENTS,
  signedText,
  type Capsule,
} from '../../domain/exchange/capsule'
import { isXml, readCapsule } from '../../domain/exchange/xml'
import { sha256 } from '../../domain/hash'
import { verifySignature } from '../../domain/trust/keys'
import { Lineage, provenKey } from '../../domain/trust/lineage'
import { SheetError } from '../sheets/fault'
import { inflated, partsOf, type Part } from '../sheets/zip'

const MOST_XML = 1_000_000
const MOST_SIGNATURE = 400_000
const MOST_FILE = 1_000_000_000
const Signature = z.object({ signature: z.string().max(200), lineage: Lineage })

/** What was proven of a file before its text is understood: whose it is, and that nobody has touched it since. */
export type Proven = {
  path: string
  file: string
  xml: string
  sha256: string
  root: string
  officeId: string
  parts: Map<string, Part>
}
/** Thousands are held until they are registered: what they say, not as they say it. */
export type Read = Omit<Proven, 'xml'> & { capsule: Capsule }

/**
 * The zip, its signature and whose it is. Nothing is inflated beyond what its directory says, and that is bounded.
 * @throws file-gone · capsule-damaged · capsule-unsafe · capsule-altered
 */
export async function proven(path: string): Promise<Proven> {
  const name = basename(path)
  if (!isAbsolute(path)) throw new AppError('file-gone', { name })
  return within(path, async (handle) => {
    const facts = await handle.stat()
    if (!facts.isFile()) throw new AppError('capsule-damaged', { name })
    if (facts.size > MOST_FILE) throw new AppError('capsule-unsafe', { name })
    const parts = await partsOf(handle, facts.size)
    if (parts.size > MOST_DOCUMENTS + 2) throw new AppError('capsule-unsafe', { name })
    const bytes = await small(handle, parts.get('capsule.xml'), MOST_XML, name)
    const signed = await small(handle, parts.get('signature.json'), MOST_SIGNATURE, name)
    const hash = sha256(bytes)
    const lineage = signerOf(signed.toString('utf8'), signedText(hash))
    if (!lineage) throw new AppError('capsule-altered', { name })
    const { root, officeId } = lineage
    return { path, file: name, xml: plainXml(bytes, name), sha256: hash, root, officeId, parts }
  })
}

/** After the schema: what the text says, and that the scans it names lie beside it, and nothing else. @throws capsule-invalid */
export function understood({ xml, ...of }: Proven): Read {
  const capsule = readCapsule(xml)
  const documents = capsule?.letter?.documents ?? []
  const names = new Set(['capsule.xml', 'signature.json', ...documents.map((_, i) => documentPath(i))])
  const beside = [...of.parts.values()]
  const whole =
    capsule?.office.id === of.officeId &&
    beside.length === names.size &&
    beside.every(({ name }) => names.has(name)) &&
    documents.every(({ size }, i) => of.parts.get(documentPath(i))?.size === size)
  if (!capsule || !whole) throw new AppError('capsule-invalid', { name: of.file })
  return { ...of, capsule }
}

/** A document of it, when it is what the text says: in memory, since what others may not read is not left in a folder. @throws capsule-altered */
export const extract = (of: Read, index: number, sha256: string): Promise<Buffer> =>
  within(of.path, async (handle) => {
    const part = of.parts.get(documentPath(index))
    if (!part || part.size > MOST_DOCUMENT_BYTES) throw new AppError('capsule-invalid', { name: of.file })
    const hash = createHash('sha256')
    const bytes = await bytesOf(handle, part, (piece) => hash.update(piece))
    if (hash.digest('hex') !== sha256) throw new AppError('capsule-altered', { name: of.file })
    return bytes
  })

async function within<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const name = basename(path)
  let handle: FileHandle | null = null
  try {
    handle = await open(path, 'r')
    return await work(handle)
  } catch (error) {
    if (error instanceof SheetError)
      throw new AppError(error.fault === 'damaged' ? 'capsule-damaged' : 'capsule-unsafe', { name })
    const known = asAppError(error)
    throw known instanceof AppError ? known : handle ? known : new AppError('file-gone', { name })
  } finally {
    await handle?.close()
  }
}

async function small(handle: FileHandle, part: Part | undefined, most: number, name: string): Promise<Buffer> {
  if (!part) throw new AppError('capsule-damaged', { name })
  if (part.size > most) throw new AppError('capsule-unsafe', { name })
  return bytesOf(handle, part)
}

async function bytesOf(handle: FileHandle, part: Part, read?: (piece: Buffer) => void): Promise<Buffer> {
  const bytes = Buffer.alloc(part.size)
  let at = 0
  for await (const piece of inflated(handle, part)) {
    read?.(piece)
    at += piece.copy(bytes, at)
  }
  return bytes
}

/** UTF-8, and no document type: nothing to expand, and nothing to fetch. */
function plainXml(bytes: Buffer, name: string): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AppError('capsule-invalid', { name })
  }
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i.test(text)) throw new AppError('capsule-unsafe', { name })
  if (/^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])/i.test(text)) throw new AppError('capsule-invalid', { name })
  if (!isXml(text)) throw new AppError('capsule-invalid', { name })
  return text
}

/** Whose signature it is, when it is one; null too of whatever breaks a parser. */
function signerOf(text: string, signed: string): Lineage | null {
  try {
    const { signature, lineage } = Signature.parse(JSON.parse(text))
    const key = provenKey(lineage)
    return key !== null && verifySignature(key, signed, signature) ? lineage : null
  } catch {
    return null
  }
}
