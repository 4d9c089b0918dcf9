import { AppError } from '../../contract/errors'
import type { Names } from '../../contract/values'
import type { Fields } from '../../contract/wire'
import type { Reader } from '../../db/core/sql'
import * as acts from '../../db/register/acts'
import { bookById, type BookRow } from '../../db/register/books'
import { actById, closedState, closingActs, linkAt } from '../../db/register/closings'
import { registerById } from '../../db/register/registers'
import { people } from '../../db/session/people'
import { genesis } from '../../domain/register/chain'
import { DayClosing, YearClosing } from '../../domain/register/closing'
import { replay } from '../../domain/register/replay'
import { rankOf } from '../../domain/visibility'
import { isSheet } from './closing'

export type SheetFacts = {
  act: acts.ActRow
  day: DayClosing | null
  year: YearClosing | null
  book: BookRow
  register: { code: string; pattern: string; names: Names }
  /** False: it was opened again. */
  stands: boolean
  /** The link before its first act: the head of the sheet before, or the beginning of the book. */
  before: string
  /** Of a day: its acts. Of a year: the acts that closed its days and it. */
  acts: acts.ActRow[]
  /** Entries as their acts say them up to this closing; null where the content is not for every reader of the register. */
  entries: Map<string, { numberText: string; fields: Fields | null; level: string }>
  /** Entries that were ordinary when the day was closed, and are guarded now: an older print shows them. */
  raised: boolean
  correspondents: Map<string, { nameAr: string; nameLatin: string }>
  people: Map<string, Names>
}

/**
 * Everything a sheet says, from the chain alone but for names. It is one paper for everybody: what is above ordinary stands on it with number,
 * hour and hash, without content (A1, A2).
 * @throws not-found · stale while acts of it have not arrived
 */
export async function sheetFacts(read: Reader, actId: string): Promise<SheetFacts> {
  const act = await actById(read, actId)
  const book = act && (await bookById(read, act.bookId))
  const register = book && (await registerById(read, book.registerId))
  if (!register || !isSheet(act) || act.body === null) throw new AppError('not-found')
  const said: unknown = JSON.parse(act.body)
  const day = act.kind === 'dayClosing' ? DayClosing.parse(said) : null
  const year = act.kind === 'yearClosing' ? YearClosing.parse(said) : null
  const [from, to] = [day?.from ?? 1, day?.to ?? 0]
  const ofDay = day ? await acts.actsBetween(read, book.id, from, to) : await closingActs(read, book.id)
  if (day && ofDay.length !== to - from + 1) throw new AppError('stale')
  const standing = await closedState(read, book.id)
  const { entries, raised } = await entriesOf(read, act, ofDay)
  const correspondents = [...entries.values()].flatMap(({ fields }) => fields?.['correspondentId'] ?? [])
  const names = await acts.correspondentsOf(read, correspondents.map(String))
  return {
    ...{ act, day, year, book, entries, raised, acts: ofDay.filter(({ position }) => position < act.position) },
    register: { code: register.code, pattern: register.pattern, names: JSON.parse(register.names) as Names },
    stands: standing.year === act.position || standing.days.some(({ position }) => position === act.position),
    before: (await linkAt(read, book.id, from - 1)) ?? genesis(book.id),
    correspondents: new Map(names.map((one) => [one.id, one])),
    people: new Map((await people(read)).map((person) => [person.id, person.names])),
  }
}

async function entriesOf(
  read: Reader,
  closing: acts.ActRow,
  ofDay: readonly acts.ActRow[],
): Promise<Pick<SheetFacts, 'entries' | 'raised'>> {
  const ids = [...new Set(ofDay.flatMap(({ entryId }) => entryId ?? []))]
  const all = (await acts.actsOfEntries(read, closing.bookId, ids)).filter(
    ({ position }) => position < closing.position,
  )
  const said = replay(all)
  let raised = false
  const entries: SheetFacts['entries'] = new Map()
  for (const now of await acts.entriesNow(read, ids)) {
    const fields = said.get(now.id) ?? null
    const then = rankOf(fields?.['level']) === 0
    const open = then && rankOf(now.level) === 0
    raised ||= then && !open
    entries.set(now.id, { numberText: now.numberText, level: now.level, fields: open ? fields : null })
  }
  return { entries, raised }
}
