import type { LetterContent } from '../../contract/letters'
import { sql, type Reader } from '../core/sql'

/** What a letter said when it passed a state, as this PC saw it; `byId` is who returned or signed it. */
export type KeptState = {
  at: number
  state: 'submitted' | 'returned' | 'signed'
  byId: string | null
  authors: string[]
  content: LetterContent
}

/** In the order in which they passed. A letter has few: what came back a hundred times is shown by its last fifty. */
export async function statesOf(read: Reader, letterId: string): Promise<KeptState[]> {
  type Row = Omit<KeptState, 'authors' | 'content'> & { authors: string | null; content: string | null }
  const rows = await sql(read).all<Row>(
    'SELECT at, state, byId, authors, content FROM letterState WHERE letterId = ? ORDER BY key',
    [letterId],
  )
  let content = ''
  return rows
    .flatMap((row): KeptState[] => {
      content = row.content ?? content
      if (content === '') return []
      return [
        {
          ...row,
          authors: row.authors === null ? [] : (JSON.parse(row.authors) as string[]),
          content: JSON.parse(content) as LetterContent,
        },
      ]
    })
    .slice(-50)
}
