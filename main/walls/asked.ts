import { normalise } from '../../domain/text/normalise'

export type Walled = {
  contactId: string
  wallId: string
  ar: string
  latin: string
  phone: string
  documents: string | null
  civil: string | null
}

const key = (text: string): string =>
  normalise(text)
    .replace(/[.,،"«»()\-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
const numberKey = (text: string): string => key(text).replace(/[^\p{L}\p{N}]/gu, '')

/** Of a name at least two words, and of a number as many signs, say whom is meant: nobody looks through the walls by a first name. */
const SIGNS = 5

/**
 * Whether a card behind a wall is the one that was asked for: by its whole name as it is written in either script, whatever the order of its
 * words, or by a telephone or a document's number. By the sound of a name nothing is opened: it would open somebody else's.
 */
export function isAsked(asked: string, card: Walled): boolean {
  const words = key(asked).split(' ').filter(Boolean)
  const named = (name: string): boolean => {
    const own = key(name).split(' ').filter(Boolean)
    return words.length >= 2 && own.length > 0 && sorted(own) === sorted(words)
  }
  if (named(card.ar) || named(card.latin)) return true
  const number = numberKey(asked)
  if (number.length < SIGNS || !/\p{N}/u.test(number)) return false
  const documents = card.documents === null ? [] : (JSON.parse(card.documents) as { number: string }[])
  return [card.phone, card.civil ?? '', ...documents.map((one) => one.number)].some((own) => numberKey(own) === number)
}

const sorted = (words: readonly string[]): string => [...words].sort().join(' ')
