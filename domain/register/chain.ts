import type { Plain } from '../../contract/sync'
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

export type ChainVerdict = {
  result: 'whole' | 'altered' | 'truncated' | 'anchor-differs'
  /** Position of the first act that does not fit; null when whole. */
  position: number | null
  head: string
}

/**
 * I5: whole / altered at X / truncated / anchor differs. `acts` in order of position; `anchor` is a head kept elsewhere
 * (closing sheet, server, journal): a chain alone does not catch a full rewrite.
 */
export function verifyChain(
  bookId: string,
  acts: readonly ChainedAct[],
  anchor?: { position: number; link: string },
): ChainVerdict {
  let previous = genesis(bookId)
  for (const [index, act] of acts.entries()) {
    const fits =
      act.bookId === bookId &&
      act.position === index + 1 &&
      act.previous === previous &&
      (act.body === null || act.salt === null || sha256(act.salt + act.body) === act.bodyHash) &&
      linkOf(act, act.bodyHash, act.previous) === act.link
    if (!fits) return { result: 'altered', position: index + 1, head: previous }
    previous = act.link
  }
  if (anchor && anchor.position > acts.length) return { result: 'truncated', position: acts.length + 1, head: previous }
  if (anchor && anchor.position > 0 && acts[anchor.position - 1]?.link !== anchor.link) {
    return { result: 'anchor-differs', position: anchor.position, head: previous }
  }
  return { result: 'whole', position: null, head: previous }
}
