import type { Contact, ContactInput, PersonName } from '../../contract/community'
import { canonical } from '../sync/canonical'
import { isSamePhone } from '../community/phone'
import type { PeopleRow } from './row'

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What more a list has than another, by what makes two of them one. */
function more<T>(
  there: readonly T[] | undefined,
  came: readonly T[] | undefined,
  same: (a: T, b: T) => boolean,
  most: number,
): T[] {
  const all = [...(there ?? [])]
  for (const one of came ?? []) if (!all.some((other) => same(one, other)) && all.length < most) all.push(one)
  return all
}
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** A name, where there is none in that script; else its parts that nothing is said of, when they are of the same name. */
const named = (there: PersonName, came: PersonName): PersonName => (there.full === '' ? { ...there, ...came } : there)

type Card = Pick<Contact, 'nameAr' | 'nameLatin' | 'notes'> & Partial<ContactInput>
const PLAIN = [
  ...(['description', 'address', 'city', 'countryCode', 'homeAddress', 'homeCity', 'homeCountry'] as const),
  ...(['birthDate', 'birthPlace', 'sex', 'civilNumber', 'civilPlace', 'occupation', 'legalNumber', 'website'] as const),
] as const
const PLACE = ['address', 'city', 'countryCode'] as const
const HOME = ['homeAddress', 'homeCity', 'homeCountry'] as const

/**
 * What a row adds to a card of the same person (P3): what the card does not say. Nothing that stands there is replaced; of an address all
 * parts come together or none. What is not said twice is in the notes already.
 */
export function joining(card: Card, row: PeopleRow): Partial<ContactInput> {
  const whole = (parts: readonly (typeof PLAIN)[number][]): boolean => parts.every((one) => isEmpty(card[one]))
  const kept = (name: (typeof PLAIN)[number]): boolean =>
    (PLACE as readonly string[]).includes(name)
      ? whole(PLACE)
      : (HOME as readonly string[]).includes(name)
        ? whole(HOME)
        : isEmpty(card[name])
  const said: Record<string, unknown> = {}
  for (const name of PLAIN) if (!isEmpty(row[name]) && kept(name)) said[name] = row[name]
  for (const name of ['nameAr', 'nameLatin'] as const) said[name] = named(card[name], row[name])
  for (const name of ['kinAr', 'kinLatin'] as const) {
    const there = card[name] ?? { grandfather: '', mother: '' }
    said[name] = there.mother === '' ? { ...there, mother: row[name]?.mother ?? '' } : there
  }
  said['phones'] = more(card.phones, row.phones, (a, b) => isSamePhone(a.number, b.number), 12)
  said['emails'] = more(card.emails, row.emails, (a, b) => a.address.toLowerCase() === b.address.toLowerCase(), 12)
  said['documents'] = more(card.documents, row.documents, (a, b) => bare(a.number) === bare(b.number), 20)
  said['nationalities'] = more(card.nationalities, row.nationalities, (a, b) => a === b, 8)
  const notes =
    row.notes !== '' && !card.notes.includes(row.notes)
      ? [card.notes, row.notes].filter(Boolean).join('\n')
      : card.notes
  said['notes'] = [...notes].length <= 4000 ? notes : card.notes
  return Object.fromEntries(
    Object.entries(said).filter(
      ([name, value]) =>
        canonical(value as never) !== canonical((card as unknown as Record<string, never>)[name] ?? null),
    ),
  )
}
