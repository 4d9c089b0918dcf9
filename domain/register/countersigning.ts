import type { Countersignature } from '../../contract/countersigning'
import { canonical } from '../sync/canonical'
import { DAY } from './clock'

/** How long a word given at another PC may be used: the word of today opens nothing next month. In days. */
export const COUNTERSIGNED_FOR = 7

/**
 * What a second person signs at a PC that does not hold the book (I4, N1). It names no place in the chain, which goes on meanwhile, but an
 * hour until which it counts; nor can it be used twice: a closing that was opened again is never the newest one again, and an opening is
 * confirmed once.
 */
export type Countersigned = { bookId: string; firstId: string; until: number } & (
  { what: 'reopening'; closing: number; reason: string } | { what: 'confirmation'; year: number; opening: number }
)
export const countersignedText = (said: Countersigned): string => `diwan countersignature ${canonical(said)}`

/** @param at when the act that uses the word is stored in the chain */
export const isInTime = (at: number, until: number): boolean => at <= until
export const untilFrom = (at: number): number => at + COUNTERSIGNED_FOR * DAY

/** The request as its row stands; what became of the closing or the opening is the book's to say. */
export type Request = {
  withdrawnAt: number | null
  answeredAt: number | null
  refusal: string | null
  until: number | null
}
export type CountersignState = Countersignature['state']

/** @param open the closing still stands, or the opening is still one person's */
export function stateOf(
  { withdrawnAt, answeredAt, refusal, until }: Request,
  open: boolean,
  now: number,
): CountersignState {
  if (withdrawnAt !== null) return 'withdrawn'
  if (refusal !== null) return 'refused'
  if (!open) return 'done'
  if (answeredAt === null) return 'asked'
  return isInTime(now, until ?? 0) ? 'given' : 'expired'
}
