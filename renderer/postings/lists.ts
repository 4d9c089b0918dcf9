import type { PostingRow } from '../../contract/postings'

/** A day's items under the lists they were handed in with, each in the order the post has them. */
export function listsOf(rows: readonly PostingRow[]): { listId: string; rows: PostingRow[] }[] {
  const lists = new Map<string, PostingRow[]>()
  for (const row of rows) lists.set(row.listId, [...(lists.get(row.listId) ?? []), row])
  return [...lists].map(([listId, items]) => ({ listId, rows: items.sort((a, b) => a.place - b.place) }))
}
