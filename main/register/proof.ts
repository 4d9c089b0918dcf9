import type { Verdict } from '../../contract/register'
import type { Fields, Plain } from '../../contract/sync'
import type { Reader } from '../../db/core/sql'
import { entryFieldsOfBook } from '../../db/register/entries'
import { actsOfBook, type ActRow } from '../../db/register/acts'
import { booksOf } from '../../db/register/books'
import { verifyChain } from '../../domain/register/chain'
import { replay } from '../../domain/register/replay'
import { canonical } from '../../domain/sync/canonical'
import type { NumberJournal } from './journal'

/**
 * I5: says of every book of a year whether it is whole. Beyond the chain itself, each entry's row is held against what its
 * acts say it must be, so that a change made beside the program is found too; the journal is an anchor outside the database.
 */
export async function verifyBooks(
  read: Reader,
  journal: NumberJournal,
  registerId: string,
  year: number,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const book of await booksOf(read, registerId)) {
    if (book.year !== year) continue
    const acts = await actsOfBook(read, book.id)
    const mark = journal.highWater(book.id)
    const chain = verifyChain(
      book.id,
      acts,
      mark && mark.link ? { position: mark.position, link: mark.link } : undefined,
    )
    const numberAt = (position: number | null): string | null => {
      const seq = position === null ? 0 : (acts[position - 1]?.seq ?? acts.at(-1)?.seq ?? 0)
      return seq > 0 ? String(seq) : position === null ? null : `#${position}`
    }
    const altered = chain.result === 'whole' ? await alteredEntry(read, book.id, acts) : null
    verdicts.push({
      bookId: book.id,
      result: altered ? 'altered' : chain.result,
      at: altered ?? numberAt(chain.position),
      acts: acts.length,
      head: acts.at(-1)?.link ?? null,
    })
  }
  return verdicts
}

/** The first entry whose row is not what its acts say; its printed number. */
async function alteredEntry(read: Reader, bookId: string, acts: readonly ActRow[]): Promise<string | null> {
  const expected = replay(acts)
  for (const { id, numberText, fields } of await entryFieldsOfBook(read, bookId)) {
    const said = expected.get(id)
    expected.delete(id)
    if (!said || !agrees(said, fields)) return numberText
  }
  const [missing] = expected.values()
  return missing ? String(missing['numberText']) : null
}

const agrees = (said: Fields, row: Fields): boolean =>
  Object.entries(row).every(([name, value]) => !(name in said) || canonical(said[name] as Plain) === canonical(value))
