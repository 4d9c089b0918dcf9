import { cardFactNames, noFacts, type CardFacts } from '../../contract/card'
import type { Fields, Plain } from '../../contract/wire'
import { canonical } from '../sync/canonical'
import { isSamePhone } from './phone'

const isFact = (name: string): name is keyof CardFacts => (cardFactNames as readonly string[]).includes(name)
const isEmpty = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length === 0
    : typeof value === 'object' && value !== null
      ? Object.values(value).every((part) => part === '')
      : value === ''

/** What of a card is written: a fact that says nothing is absent, as on the card of an older version. */
export const storedFacts = (said: Fields): Fields =>
  Object.fromEntries(Object.entries(said).map(([name, value]) => [name, isFact(name) && isEmpty(value) ? null : value]))

/** The facts of a card as they are shown; `row` as it is kept, its JSON parsed. */
export function shownFacts(row: Fields): CardFacts {
  const none = noFacts()
  const said = Object.fromEntries(cardFactNames.map((name) => [name, row[name] ?? none[name]])) as unknown as CardFacts
  for (const kin of ['kinAr', 'kinLatin'] as const) said[kin] = { ...none[kin], ...said[kin] }
  said.phones = preferredFirst(said.phones, String(row['phone'] ?? ''), 'number', isSamePhone)
  said.emails = preferredFirst(said.emails, String(row['email'] ?? ''), 'address', isSameAddress)
  return said
}

const isSameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/**
 * The list with what an older version wrote of it, which knows only the preferred one: another stands first, and one that was taken away
 * there is gone here.
 */
function preferredFirst<K extends 'number' | 'address', T extends { kind: string } & Record<K, string>>(
  list: readonly T[],
  preferred: string,
  key: K,
  same: (one: string, other: string) => boolean,
): T[] {
  const [first, ...rest] = list
  if (preferred === '') return rest
  if (first && same(first[key], preferred)) return [...list]
  const known = list.find((one) => same(one[key], preferred))
  const added = { kind: 'other', [key]: preferred } as unknown as T
  return [known ?? added, ...list.filter((one) => one !== known)]
}

export type CardCorrection = { field: string; was: Plain; now: Plain }

/** What differs between a card as it stood and what is written of it: each field once. */
export function corrections(stood: Fields, written: Fields): CardCorrection[] {
  return Object.entries(written).flatMap(([field, now]) => {
    const was = stood[field] ?? null
    return canonical(was) === canonical(now) || MIRRORS.has(field) ? [] : [{ field, was, now }]
  })
}
/** What `phones` and `emails` say already. */
const MIRRORS = new Set(['phone', 'email'])

/** Whether a document is good on a day; one that does not say until when is. Days as ISO dates. */
export const isExpired = ({ expires }: { expires: string }, today: string): boolean => expires !== '' && expires < today

type Ways = { phones: unknown[]; emails: unknown[]; address: string; homeAddress: string; website: string }
/** P4: of whoever is not to be contacted no list says how one would. */
export const withoutWays = <T extends Ways>(card: T): T => ({
  ...card,
  ...{ phones: [], emails: [], address: '', homeAddress: '', website: '' },
})
