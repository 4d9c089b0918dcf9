import type { BookToClose } from '../../contract/closing'

/** What nobody may overlook: an earlier day that is not closed, a session of one, a year that is over. */
export type Alarm = {
  book: BookToClose
  kind: 'days' | 'session' | 'year'
  /** How many days, and the oldest of them. */
  days: number
  since: string
}

/** I4: of the books this PC holds; today is still going on and alarms nobody. */
export function alarmsOf(books: readonly BookToClose[]): Alarm[] {
  return books.flatMap((book): Alarm[] => {
    if (!book.heldHere || book.yearClosed) return []
    const earlier = book.open.filter(({ date }) => date < book.today && date !== book.session?.date)
    const [first] = earlier
    const found: Alarm[] = []
    if (first) found.push({ book, kind: 'days', days: earlier.length, since: first.date })
    if (book.session && book.session.date < book.today)
      found.push({ book, kind: 'session', days: 1, since: book.session.date })
    if (book.yearDue) found.push({ book, kind: 'year', days: 1, since: `${book.year}-12-31` })
    return found
  })
}
