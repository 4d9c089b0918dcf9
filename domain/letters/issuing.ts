import { sha256 } from '../hash'

/**
 * The outgoing entry of a letter: its id follows from the letter's, so that a letter is issued once, whoever tries, and however
 * often. In the form of the other ids, UUIDv8 (RFC 9562 §5.8).
 */
export function entryIdOf(letterId: string): string {
  const h = sha256(`diwan letter ${letterId}`)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`
}
