import type { Reader } from '../../db/core/sql'
import type { ActRow } from '../../db/register/acts'
import { countsOf, linkAt } from '../../db/register/closings'
import { after, closedThrough, DayClosing, isClosing, YearClosing, type Closed } from '../../domain/register/closing'
import { confirmedBy } from '../../domain/register/confirmation'
import { secondOf } from '../../domain/register/reopening'

type KeyRows = ReadonlyMap<string, { userId: string; publicKey: string }>

/**
 * I4, proven from the chain: a closing says what stands before it, a re-opening and a confirmed opening are two people's word (N1), and a closed day has no entry.
 * @param whole no act before it is missing: while some are on their way nothing is counted
 * @returns what is closed after the act; `unknown` where the second person's key is not here
 */
export async function closingFault(
  read: Reader,
  { closed, whole }: { closed: Closed; whole: boolean },
  act: ActRow,
  book: { year: number; opening: number },
  keys: KeyRows,
): Promise<Closed | 'wrong' | 'unknown'> {
  if (act.kind === 'registration') return entered(closed, act) ? closed : 'wrong'
  if (act.kind === 'confirmation' && act.body !== null) return said(confirmedBy(act, book, keyIn(keys)), closed)
  if (!isClosing(act.kind)) return closed
  if (act.entryId !== null || act.seq !== 0) return 'wrong'
  const next = after(closed, act)
  if (next === null || (whole && !(await countsHold(read, act)))) return 'wrong'
  if (act.kind !== 'reopening' || act.body === null) return next
  return said(secondOf(act, keyIn(keys)), next)
}

/** The proven public key of a person, by its row's id. */
export const keyIn =
  (keys: KeyRows) =>
  (userId: string, keyId: string): string | undefined => {
    const key = keys.get(keyId)
    return key?.userId === userId ? key.publicKey : undefined
  }
const said = (second: { secondId: string } | 'unknown' | null, next: Closed): Closed | 'wrong' | 'unknown' =>
  second === null ? 'wrong' : second === 'unknown' ? 'unknown' : next

/** Nearly every entry comes after what is closed; its body is read where its hour leaves a doubt. */
function entered(closed: Closed, { at, body }: ActRow): boolean {
  if (closed.year !== null) return false
  const through = closedThrough(closed)
  if (through === null || body === null || !closed.sure) return true
  // A day is over everywhere a day and a half after it began in UTC.
  if (at >= Date.parse(`${through}T00:00:00Z`) + 38 * 3600_000) return true
  const { businessDate } = JSON.parse(body) as { businessDate?: unknown }
  return typeof businessDate !== 'string' || businessDate > through || closed.session?.date === businessDate
}

/** What a closing counted is counted again, and its head is looked up. */
async function countsHold(read: Reader, { bookId, kind, body }: ActRow): Promise<boolean> {
  if (body === null || (kind !== 'dayClosing' && kind !== 'yearClosing')) return true
  const closing = kind === 'dayClosing' ? DayClosing.parse(JSON.parse(body)) : YearClosing.parse(JSON.parse(body))
  const { from, to, head, ...counts } = closing
  const found = await countsOf(read, bookId, from, to)
  return (
    (await linkAt(read, bookId, to)) === head &&
    Object.entries(found).every(([name, n]) => counts[name as keyof typeof found] === n)
  )
}
