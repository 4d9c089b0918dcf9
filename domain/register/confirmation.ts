import { z } from 'zod'
import { Id, Year } from '../../contract/values'
import { canonical } from '../sync/canonical'
import { verifySignature } from '../trust/keys'
import { countersignedText, isInTime } from './countersigning'

/**
 * N1: the second person's word for a book that was opened by one: of which year it is and with which number it begins. An act of its own
 * behind the opening (`confirmation`), so that a PC that does not know it keeps and proves the chain all the same.
 */
export const Confirmation = z.object({
  year: Year,
  opening: z.int().min(1),
  secondId: Id,
  secondKey: Id,
  secondSignature: z.string().max(200),
  /** Of a word given at another PC: until when it counts (countersigning.ts). */
  until: z.int().optional(),
})
export type Confirmation = z.infer<typeof Confirmation>

/** What the second person signs: with whom, for which book, at which place of its chain. */
export type Confirmed = {
  bookId: string
  position: number
  previous: string
  firstId: string
  year: number
  opening: number
}
export const confirmationText = (said: Confirmed): string => `diwan opening ${canonical(said)}`

/**
 * Whose second word an act of confirmation is, from the chain and the office's keys alone.
 * @param book what its row says: a word for another number is no word for it
 * @param keyOf the proven public key of a person, by its row's id
 * @returns `unknown` when their key is not here; null when it is not two people's word for this book
 */
export function confirmedBy(
  act: { bookId: string; position: number; previous: string; userId: string; at: number; body: string | null },
  book: { year: number; opening: number },
  keyOf: (userId: string, keyId: string) => string | undefined,
): { secondId: string } | 'unknown' | null {
  const body = Confirmation.safeParse(parsed(act.body)).data
  if (!body || body.secondId === act.userId || body.year !== book.year || body.opening !== book.opening) return null
  const key = keyOf(body.secondId, body.secondKey)
  if (key === undefined) return 'unknown'
  const { bookId, position, previous, userId: firstId } = act
  const { year, opening } = book
  const { until } = body
  if (until !== undefined && !isInTime(act.at, until)) return null
  const text =
    until === undefined
      ? confirmationText({ bookId, position, previous, firstId, year, opening })
      : countersignedText({ what: 'confirmation', bookId, firstId, year, opening, until })
  return verifySignature(key, text, body.secondSignature) ? { secondId: body.secondId } : null
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
