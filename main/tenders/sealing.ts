import { AppError } from '../../contract/errors'
import type { Reader } from '../../db/core/sql'
import { envelopeOfEntry } from '../../db/tenders/tenders'
import { isSealed, mayCorrect } from '../../domain/tenders/tender'

/**
 * D4: nothing inside a tender's envelope is described or attached before the session in which it was opened; the moment it was received never changes.
 * @param about a field of the entry, or `files`, `missing`
 * @throws envelope-sealed
 */
export async function checkSealed(
  read: Reader,
  entry: { id: string; numberText: string },
  about: string,
): Promise<void> {
  const envelope = await envelopeOfEntry(read, entry.id)
  if (!envelope) return
  const sealed = isSealed(envelope, envelope)
  const allowed = about === 'files' || about === 'missing' ? !sealed : mayCorrect(about, sealed)
  if (!allowed) throw new AppError('envelope-sealed', { number: entry.numberText })
}
