import type { Actor } from '../../../contract/permissions'
import type { Signature } from '../../../contract/signatures'
import type { Desk } from '../../desk'
import { visibleFile } from '../documents'
import { saysSigned } from './byte-ranges'

/** What was verified is asked again whenever somebody passes the scan; the bytes of a hash do not change. */
const KEPT = 200
const verified = new WeakMap<Desk, Map<string, Promise<Signature[]>>>()

/**
 * The signatures of a scan this person may see, verified in the thread. A file without any is only read through.
 * @throws not-found · file-missing
 */
export async function signaturesOf(desk: Desk, actor: Actor, id: string): Promise<Signature[]> {
  const { sha256, size, mediaType, fileKey } = await visibleFile(desk, actor, id)
  if (mediaType !== 'application/pdf') return []
  const known = verified.get(desk) ?? new Map<string, Promise<Signature[]>>()
  verified.set(desk, known)
  const issuers = desk.office.trustedIssuers
  const key = `${sha256} ${issuers.length}`
  const found = known.get(key) ?? verify(desk, { sha256, size, fileKey }, issuers)
  known.set(key, found)
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break
    known.delete(oldest)
  }
  return found.catch((error: unknown) => {
    known.delete(key)
    throw error
  })
}

async function verify(
  desk: Desk,
  file: { sha256: string; size: number; fileKey: string },
  issuers: readonly string[],
): Promise<Signature[]> {
  const bytes = await desk.files.bytes(file.sha256, file.fileKey, file.size)
  return saysSigned(bytes) ? desk.pages.signatures(bytes, [...issuers]) : []
}
