import type { PageRead } from '../../contract/intake'
import type { Actor } from '../../contract/permissions'
import { booksOf } from '../../db/register/books'
import { entryByNumber } from '../../db/register/entries'
import { entryAt } from '../../db/register/labelled'
import { numbered } from '../../db/register/numbered'
import { linkedEntry, toLink } from '../../db/register/reads'
import { deviceKeys } from '../../db/letters/letters'
import type { Reader } from '../../db/core/sql'
import { isVoid } from '../../contract/register'
import { barFigures, labelHash, SEPARATOR } from '../../domain/labels/code'
import { frozenPart, keyIdOf, readLetterCode } from '../../domain/letters/code'
import { zoneOf } from '../../domain/text/zone'
import { verifySignature } from '../../domain/trust/keys'
import type { Desk } from '../desk'

/**
 * What the codes on each page say, judged here: a signed code leads to its entry when a PC of this office signed it, bars when they name one;
 * an entry this person may not see is as one that is not there (A2). A page with codes of two entries is nobody's: a person says.
 */
export async function recognise(
  desk: Desk,
  actor: Actor,
  pages: readonly { page: number; texts: readonly string[] }[],
): Promise<PageRead[]> {
  const known = new Map<string, string | null>()
  const found: PageRead[] = []
  for (const { page, texts } of pages) {
    const ids = new Set<string>()
    for (const text of texts) {
      if (!known.has(text)) known.set(text, await entryOf(desk, actor, text))
      const id = known.get(text)
      if (id) ids.add(id)
    }
    const [only] = ids
    const entry = only !== undefined && ids.size === 1 ? await linkedEntry(desk.db.read, actor, only) : undefined
    found.push({ page, separator: texts.includes(SEPARATOR), entry: entry ? toLink(entry) : null })
  }
  return found
}

async function entryOf(desk: Desk, actor: Actor, text: string): Promise<string | null> {
  const { read } = desk.db
  const signed = readLetterCode(text)
  if (signed === 'misread') return null
  if (signed) return signedEntry(read, signed)
  const books = await booksOf(read)
  const figures = barFigures(
    text,
    books.map(({ id }) => id),
  )
  if (figures) return (await entryAt(read, actor, figures))?.id ?? null
  // Bars of a number in Latin letters: exactly that number, of one entry.
  if (!/^[ -~]{3,32}$/.test(text) || !/[A-Za-z]/.test(text)) return null
  const around = { language: 'ar' as const, zone: zoneOf(desk.office) }
  const lines = (await numbered(read, actor, text, { registerId: null, year: null }, around)) ?? []
  const exact = lines.filter((line) => !isVoid(line) && line.numberText === text)
  return exact.length === 1 ? (exact[0]?.id ?? null) : null
}

/** A label says which entry it is of; a letter's or a receipt's code says a number and a day. */
async function signedEntry(
  read: Reader,
  { code, text, signature }: Exclude<ReturnType<typeof readLetterCode>, null | 'misread'>,
) {
  const key = (await deviceKeys(read)).find((one) => keyIdOf(one.id) === code.keyId)
  if (!key || !verifySignature(key.publicKey, text, signature)) return null
  const entry = await entryByNumber(read, code.number, code.date)
  if (!entry) return null
  return code.paper === 'label' && frozenPart(labelHash(entry.id)) !== code.frozen ? null : entry.id
}
