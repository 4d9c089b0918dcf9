import type { CardDocument, CardEmail, CardPhone } from '../../contract/card'
import type { Actor } from '../../contract/permissions'
import { visible } from '../../domain/visibility'
import type { Reader } from '../core/sql'
import { asLines } from '../core/as-lines'
import { namesIn } from './name-index'

/** What two cards are compared by. */
export type CardFacts = {
  id: string
  kind: string
  names: readonly string[]
  phones: readonly string[]
  emails: readonly string[]
  birthDate: string
  /** The mother's name in either script. */
  mothers: readonly string[]
  birthPlace: string
  documents: readonly string[]
  address: string
  city: string
  createdAt: number
}
type Row = Pick<CardFacts, 'id' | 'kind' | 'address' | 'city' | 'createdAt'> &
  Record<
    | 'ar'
    | 'latin'
    | 'phones'
    | 'emails'
    | 'documents'
    | 'civil'
    | 'birthDate'
    | 'motherAr'
    | 'motherLatin'
    | 'birthPlace',
    string | null
  > & {
    phone: string
    email: string
  }

const COLUMNS = {
  ...{ id: 'c.id', kind: 'c.kind', ar: `c.nameAr ->> '$.full'`, latin: `c.nameLatin ->> '$.full'`, phone: 'c.phone' },
  ...{ email: 'c.email', address: 'c.address', city: 'c.city', createdAt: 'c.createdAt' },
  ...{
    phones: 'c.phones',
    emails: 'c.emails',
    documents: 'c.documents',
    civil: 'c.civilNumber',
    birthDate: 'c.birthDate',
    motherAr: `c.kinAr ->> '$.mother'`,
    motherLatin: `c.kinLatin ->> '$.mother'`,
    birthPlace: 'c.birthPlace',
  },
}
const factsOf = ({
  ar,
  latin,
  phone,
  phones,
  email,
  emails,
  documents,
  civil,
  birthDate,
  motherAr,
  motherLatin,
  birthPlace,
  ...rest
}: Row): CardFacts => ({
  ...rest,
  names: [ar ?? '', latin ?? ''].filter(Boolean),
  // What an older PC wrote stands in the one field it knows.
  phones: [phone, ...listIn<CardPhone>(phones).map(({ number }) => number)],
  emails: [email, ...listIn<CardEmail>(emails).map(({ address }) => address)],
  birthDate: birthDate ?? '',
  mothers: [motherAr ?? '', motherLatin ?? ''].filter(Boolean),
  birthPlace: birthPlace ?? '',
  documents: [...listIn<CardDocument>(documents).map(({ number }) => number), civil ?? ''],
})
const listIn = <T>(kept: string | null): T[] => (kept === null ? [] : (JSON.parse(kept) as T[]))

/** Of these cards, those that the reader may see (A2). */
export async function cardsByIds(read: Reader, actor: Actor, ids: readonly string[]): Promise<CardFacts[]> {
  const may = visible('contact', 'c', actor)
  const rows = await asLines<Row>(
    read,
    COLUMNS,
    `FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value WHERE c.removedAt IS NULL AND ${may.sql}`,
    [JSON.stringify(ids), ...may.params],
  )
  return rows.map(factsOf)
}

/** All that the reader may see, a page at a time in the order of their ids, with their names taken apart as the index has them. */
export async function cardsAfter(
  read: Reader,
  actor: Actor,
  id: string,
  limit: number,
): Promise<(CardFacts & { words: string[][] })[]> {
  const may = visible('contact', 'c', actor)
  const rows = await asLines<Row & { words: string }>(
    read,
    { ...COLUMNS, words: `coalesce((SELECT n.words FROM nameCard n WHERE n.contactId = c.id), '')` },
    `FROM contact c WHERE c.id > ? AND c.removedAt IS NULL AND ${may.sql} ORDER BY c.id LIMIT ?`,
    [id, ...may.params, limit],
  )
  return rows.map(({ words, ...row }) => ({ ...factsOf(row), words: namesIn(words) }))
}
