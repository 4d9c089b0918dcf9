import type { BookResult } from './verdict'

type Met = { bookId: string; position: number; link: string }
type Verdict = { result: BookResult; position: number | null; numberText: string | null }

/**
 * A head kept on paper, while books are read past it (I5): a chain that was rewritten as a whole is right in itself, and only what was
 * kept elsewhere shows it. A head that was typed has no place and no book: it stands where its link is met.
 */
export class Anchored {
  /** The place it was met at. */
  found: { bookId: string; position: number } | null = null
  /** Another link stands in its place. */
  differs = false

  constructor(
    readonly head: string,
    readonly place: { bookId: string; position: number } | null = null,
  ) {}

  meets({ bookId, position, link }: Met): void {
    if (this.place && (bookId !== this.place.bookId || position !== this.place.position)) return
    if (link.startsWith(this.head)) this.found = { bookId, position }
    else if (this.place) this.differs = true
  }
}

/**
 * What a book's own word comes to beside the heads kept on paper: one that stands elsewhere, or beyond its end, outweighs it. A fault that
 * the chain itself shows is said first: it names an entry.
 */
export function heldAgainst(inside: Verdict, bookId: string, reached: number, anchors: readonly Anchored[]): Verdict {
  if (inside.result === 'altered' || inside.result === 'truncated') return inside
  const own = anchors.filter(({ place }) => place?.bookId === bookId)
  const other = own.find(({ differs }) => differs)
  if (other?.place) return { result: 'anchor-differs', position: other.place.position, numberText: null }
  const beyond = own.some(({ place, found }) => place && !found && place.position > reached)
  if (beyond && inside.result === 'whole') return { result: 'truncated', position: reached + 1, numberText: null }
  return inside
}
