import { createHash } from 'node:crypto'

/** Lower-case hex SHA-256 of UTF-8 text or bytes. Pure, but not for the window: it has no node:crypto. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
