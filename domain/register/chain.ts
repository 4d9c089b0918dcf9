import type { Plain } from '../../contract/wire'
import { sha256 } from '../hash'
import { canonical } from '../sync/canonical'

/** The part of an act that is always visible: it fixes what, where in the book, when and by whom. */
export type ActHeader = {
  bookId: string
  position: number
  kind: string
  entryId: string | null
  seq: number
  at: number
  userId: string
  deviceId: string
}
export type ChainedAct = ActHeader & {
  body: string | null
  salt: string | null
  bodyHash: string
  previous: string
  link: string
}

/** A book's chain begins at its own id, so that two books never share a link. */
export const genesis = (bookId: string): string => sha256(`diwan book ${bookId}`)

/**
 * I5: chains one act. Commitment = SHA-256(header ‖ SHA-256(salt ‖ body)); link = SHA-256(previous ‖ number ‖ commitment).
 * The salt keeps a withheld body from being guessed.
 */
export function chain(header: ActHeader, body: Plain, salt: string, previous: string): ChainedAct {
  const text = canonical(body)
  const bodyHash = sha256(salt + text)
  return { ...header, body: text, salt, bodyHash, previous, link: linkOf(header, bodyHash, previous) }
}

export function linkOf(h: ActHeader, bodyHash: string, previous: string): string {
  const header = canonical({
    bookId: h.bookId,
    position: h.position,
    kind: h.kind,
    entryId: h.entryId,
    seq: h.seq,
    at: h.at,
    userId: h.userId,
    deviceId: h.deviceId,
  })
  const commitment = sha256(header + bodyHash)
  return sha256(`${previous}${h.seq}${commitment}`)
}

/** How far a book was followed: what the next act must fit to. */
export type ChainState = {
  position: number
  head: string
  /** The last number given; before the first, one less than the opening number. */
  seq: number
  /** Position of the first act that is not here; null while none is missing. */
  gap: number | null
}
export const chainStart = (bookId: string, opening: number): ChainState => ({
  position: 0,
  head: genesis(bookId),
  seq: opening - 1,
  gap: null,
})

/**
 * I5: one act after another, in order of position, so that a book of any length is followed in little room. An act that does
 * not fit was altered; one that is missing leaves a gap, which is a fault or merely not here yet: the caller knows.
 * @returns null when the act does not fit
 */
export function follow(state: ChainState, bookId: string, act: ChainedAct): ChainState | null {
  const next = act.position === state.position + 1
  const fits =
    act.bookId === bookId &&
    act.position > state.position &&
    (!next || act.previous === state.head) &&
    numberFits(state, act, next) &&
    (act.body === null || act.salt === null || sha256(act.salt + act.body) === act.bodyHash) &&
    linkOf(act, act.bodyHash, act.previous) === act.link
  if (!fits) return null
  return {
    position: act.position,
    head: act.link,
    seq: act.seq > 0 ? act.seq : state.seq,
    gap: state.gap ?? (next ? null : state.position + 1),
  }
}

/** N3: a number follows the one before; only what is missing between them may hold others. */
const numberFits = (state: ChainState, act: ChainedAct, next: boolean): boolean =>
  act.seq === 0 || (next && state.gap === null ? act.seq === state.seq + 1 : act.seq > state.seq)
