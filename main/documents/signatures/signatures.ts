import type { Signature } from '../../../contract/signatures'
import type { Desk } from '../../desk'

type Kept = { sha256: string; size: number; fileKey: string; mediaType: string }

/**
 * What was verified, by hash: it is asked again whenever somebody passes the scan, and the bytes of a hash do not change. Whose word
 * is taken does: with another list of issuers nothing of it counts.
 */
const verified = new WeakMap<readonly string[], Map<string, Promise<Signature[]>>>()
const MOST = 200

/** The signatures of a scan somebody was found to see, verified in the thread. A file without any is only read through. */
export async function signaturesOf(desk: Desk, file: Kept): Promise<Signature[]> {
  if (file.mediaType !== 'application/pdf') return []
  const issuers = desk.office.trustedIssuers
  const known = verified.get(issuers) ?? new Map<string, Promise<Signature[]>>()
  verified.set(issuers, known)
  const found = known.get(file.sha256) ?? verify(desk, file, issuers)
  known.set(file.sha256, found)
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break
    known.delete(oldest)
  }
  return found.catch((error: unknown) => {
    known.delete(file.sha256)
    throw error
  })
}

async function verify(desk: Desk, file: Kept, issuers: readonly string[]): Promise<Signature[]> {
  if (!(await mentionsRange(desk, file))) return []
  const bytes = await desk.files.bytes(file.sha256, file.fileKey, file.size)
  return desk.pages.signatures(bytes, [...issuers])
}

/** Piece by piece: nearly every scan has none, and is not held in memory for it. */
async function mentionsRange(desk: Desk, { sha256, fileKey, size }: Kept): Promise<boolean> {
  const wanted = '/ByteRange'
  let end = Buffer.alloc(0)
  for await (const part of desk.files.read(sha256, fileKey, size)) {
    if (part.includes(wanted) || Buffer.concat([end, part.subarray(0, wanted.length)]).includes(wanted)) return true
    end = Buffer.from(part.subarray(-wanted.length))
  }
  return false
}
