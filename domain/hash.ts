import { createHash } from 'node:crypto'

/** Lower-case hex SHA-256 of UTF-8 text or bytes. Pure, but not for the window: it has no node:crypto. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** The same of texts joined by line breaks, without making the joined text. */
export function sha256OfLines(lines: readonly string[]): string {
  const hash = createHash('sha256')
  for (const [index, line] of lines.entries()) hash.update(index === 0 ? line : `\n${line}`)
  return hash.digest('hex')
}

/** An id that follows from a text, in the form of the other ids: UUIDv8 (RFC 9562 §5.8). */
export function idFrom(text: string): string {
  const h = sha256(text)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`
}
