import { PaperNumbers } from '../../contract/books'
import { sql, type Reader } from '../core/sql'

export type Paper = { file: string; at: number; numbers: PaperNumbers | null }

/** What the opening act of a transcribed book says of the paper it was transcribed from; null where it is not here, or withheld. */
export async function paperOf(read: Reader, bookId: string): Promise<Paper | null> {
  const act = await sql(read).one<{ at: number; body: string | null }>(
    `SELECT at, body FROM act WHERE bookId = ? AND position = 1 AND kind = 'opening'`,
    [bookId],
  )
  const said = act?.body ? (JSON.parse(act.body) as { transcribed?: Record<string, unknown> }).transcribed : undefined
  if (!act || !said) return null
  return { file: String(said['file'] ?? ''), at: act.at, numbers: PaperNumbers.safeParse(said).data ?? null }
}
