/** A card that has the words typed, or words that begin so, is worth as much as one that is called very much alike. */
const WRITTEN = 0.9
/** With a number among the words, who bears all of them comes before all who only sound so: a number is not heard. */
const NUMBERED = 2

export type Written = { id: string; at: number }
export type Called = Written & { score: number }

/**
 * Cards for what is typed, the best first and of the same worth the newest (P2).
 * @param written who has all the words, somewhere
 * @param called who is called alike, from 0 to 1; of very many called exactly alike only some are among them
 * @returns ids
 */
export function ranked(text: string, written: readonly Written[], called: readonly Called[]): string[] {
  const numbered = /\p{Nd}/u.test(text)
  const worth = new Map(written.map(({ id, at }) => [id, { score: numbered ? NUMBERED : WRITTEN, at }]))
  for (const { id, score, at } of called) {
    const asWritten = worth.get(id)?.score ?? 0
    worth.set(id, { score: numbered ? asWritten + score : Math.max(score, asWritten), at })
  }
  return [...worth].sort(([, a], [, b]) => b.score - a.score || b.at - a.at).map(([id]) => id)
}
