import { canonical } from '../sync/canonical'
import { verifySignature } from '../trust/keys'
import { Reopening } from './closing'
import { countersignedText, isInTime } from './countersigning'

/** What the second person of a re-opening signs: which closing, why, with whom, and the place in the chain it is said at. */
export type Reopened = {
  bookId: string
  position: number
  /** The link before it: the word of today opens nothing tomorrow. */
  previous: string
  firstId: string
  closing: number
  reason: string
}
export const reopeningText = (said: Reopened): string => `diwan reopening ${canonical(said)}`

/**
 * I4: a re-opening needs two people. The first signs the act; the second's word is in its body, and is verified from the chain and the
 * office's keys alone: on any desk, on the server, years later.
 * Given at another PC it names no place, but a time until which it counts.
 * @param keyOf the proven public keys of a person, by their rows' ids
 * @returns the second person; `unknown` when their key is not here; null when it is not two people's word
 */
export function secondOf(
  act: { bookId: string; position: number; previous: string; userId: string; at: number; body: string | null },
  keyOf: (userId: string, keyId: string) => string | undefined,
): { secondId: string } | 'unknown' | null {
  const body = Reopening.safeParse(act.body === null ? null : JSON.parse(act.body)).data
  if (!body || body.secondId === act.userId) return null
  const key = keyOf(body.secondId, body.secondKey)
  if (key === undefined) return 'unknown'
  const { bookId, position, previous, userId: firstId } = act
  const { closing, reason, until } = body
  if (until !== undefined && !isInTime(act.at, until)) return null
  const text =
    until === undefined
      ? reopeningText({ bookId, position, previous, firstId, closing, reason })
      : countersignedText({ what: 'reopening', bookId, firstId, closing, reason, until })
  return verifySignature(key, text, body.secondSignature) ? { secondId: body.secondId } : null
}
