import { sql, type Reader } from '../core/sql'

export type CountersignatureRow = {
  id: string
  bookId: string
  what: string
  closing: number | null
  reason: string
  firstId: string
  askedAt: number
  secondId: string | null
  secondKey: string | null
  secondSignature: string | null
  until: number | null
  answeredAt: number | null
  refusal: string | null
  withdrawnAt: number | null
}

export const countersignatureById = (read: Reader, id: string): Promise<CountersignatureRow | undefined> =>
  sql(read).one('SELECT * FROM countersignature WHERE id = ?', [id])

/** Asked for since then, the newest first. */
export const countersignaturesSince = (read: Reader, since: number): Promise<CountersignatureRow[]> =>
  sql(read).all('SELECT * FROM countersignature WHERE askedAt >= ? ORDER BY askedAt DESC, id DESC LIMIT 200', [since])
