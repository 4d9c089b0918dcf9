import { Proof } from '../../contract/proof'
import type { Trust } from './proof'

/**
 * The administrator whose reset of the password a key goes back to; null when it is the person's own from the beginning (founding,
 * enrolment, printed secret). A key is certified by an older one, that by an older one still.
 */
export function resetBy(trust: Trust, userId: string, publicKey: string, depth = 0): string | null {
  const row = trust.keysOf(userId).find((k) => k.fields['publicKey'] === publicKey)
  const proof = Proof.safeParse(row?.fields['proof'])
  if (!row || !proof.success || depth > 20) return null
  if (row.fields['origin'] === 'reset') return proof.data.by
  return row.fields['origin'] === 'own' ? resetBy(trust, userId, proof.data.key, depth + 1) : null
}
