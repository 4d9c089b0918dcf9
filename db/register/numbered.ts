import type { Actor } from '../../contract/permissions'
import type { RegisterLine } from '../../contract/register'
import type { Language } from '../../contract/values'
import { numbersAsked, type Named } from '../../domain/register/asked-number'
import { normalise } from '../../domain/text/normalise'
import type { Zone } from '../../domain/text/zone'
import { sql, type Reader } from '../core/sql'
import { entryRecordsOf, toRow } from './entries'
import { voidRows, type VoidKey } from './voids'

/** Where a number is looked for: one register and year, or all of them where the text says no other. */
export type Within = { registerId: string | null; year: number | null }

/**
 * N1: exactly the entries that bear the number somebody typed, the newest year first; a void one says so, and a hidden one shows what the
 * register itself shows of it. Null when what was typed is no number of this office.
 */
export async function numbered(
  read: Reader,
  actor: Actor,
  text: string,
  { registerId, year }: Within,
  { language, zone }: { language: Language; zone: Zone },
): Promise<RegisterLine[] | null> {
  const books = await sql(read).all<Named & { id: string; registerId: string }>(
    `SELECT b.id, b.registerId, b.year, b.desk, g.code AS register FROM book b JOIN register g ON g.id = b.registerId
     ORDER BY b.year DESC, g.code, b.desk`,
  )
  const asked = numbersAsked(text, books)
  if (!asked) return null
  const near = asked.filter(
    ({ book }) => (registerId === null || book.registerId === registerId) && (year === null || book.year === year),
  )
  // Said with its register or its year, it is looked for there, wherever the reader stands.
  const wanted = near.length > 0 || /^\D*\d+\D*$/.test(normalise(text)) ? near : asked
  const keys = JSON.stringify(wanted.map(({ book, seq }) => [book.id, seq]))
  const found = await sql(read).all<{ id: string }>(
    `SELECT e.id FROM json_each(?) j CROSS JOIN entry e ON e.bookId = j.value ->> 0 AND e.seq = j.value ->> 1 LIMIT ${MOST}`,
    [keys],
  )
  const voids = await sql(read).all<VoidKey>(
    `SELECT v.id, v.at, v.seq FROM json_each(?) j CROSS JOIN act v ON v.bookId = j.value ->> 0 AND v.kind = 'void' AND v.seq = j.value ->> 1 LIMIT ${MOST}`,
    [keys],
  )
  const records = await entryRecordsOf(
    read,
    actor,
    found.map(({ id }) => id),
  )
  const entries = records.map((record) => toRow(record, language))
  return [...entries, ...(voids.length === 0 ? [] : (await voidRows(read, voids, zone)).values())]
}

/** As many registers and years may have one number as an office has books; more are looked for with the year. */
const MOST = 20
