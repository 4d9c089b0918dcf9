import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signer, signingKey } from '../trust/keys'
import { confirmationText, confirmedBy } from './confirmation'

const id = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const seed = Buffer.alloc(32, 7)
const { publicKey } = signingKey(seed)
const [BOOK, FIRST, SECOND, KEY] = [id(1), id(2), id(3), id(4)]
const keyOf = (userId: string, keyId: string): string | undefined =>
  userId === SECOND && keyId === KEY ? publicKey : undefined

const place = fc.record({
  position: fc.integer({ min: 2, max: 1000 }),
  previous: fc.string({ minLength: 64, maxLength: 64, unit: fc.constantFrom(...'0123456789abcdef') }),
  year: fc.integer({ min: 2020, max: 2090 }),
  opening: fc.integer({ min: 1, max: 9_999_999 }),
})
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never
function word({ position, previous, year, opening }: Place) {
  const text = confirmationText({ bookId: BOOK, position, previous, firstId: FIRST, year, opening })
  const body = { year, opening, secondId: SECOND, secondKey: KEY, secondSignature: signer(seed)(text) }
  return { bookId: BOOK, position, previous, userId: FIRST, at: 0, body: JSON.stringify(body) }
}

describe('the second word for a book’s first number (N1)', () => {
  it('stands for its own book, place, person and number, and for no other', () =>
    fc.assert(
      fc.property(place, place, (at, other) => {
        const act = word(at)
        expect(confirmedBy(act, at, keyOf)).toEqual({ secondId: SECOND })
        expect(confirmedBy(act, { ...at, opening: at.opening + 1 }, keyOf)).toBeNull()
        expect(confirmedBy(act, { ...at, year: at.year + 1 }, keyOf)).toBeNull()
        // Laid elsewhere: another book, another first person, another place.
        expect(confirmedBy({ ...act, bookId: id(9) }, at, keyOf)).toBeNull()
        expect(confirmedBy({ ...act, userId: id(9) }, at, keyOf)).toBeNull()
        expect(confirmedBy({ ...act, position: at.position + 1 }, at, keyOf)).toBeNull()
        if (other.previous !== at.previous)
          expect(confirmedBy({ ...act, previous: other.previous }, at, keyOf)).toBeNull()
      }),
      { numRuns: 30 },
    ))

  it('says the number it is signed for: a body with another is no word', () => {
    const act = word({ position: 2, previous: '0'.repeat(64), year: 2026, opening: 418 })
    const body = JSON.stringify({ ...(JSON.parse(act.body) as object), opening: 500 })
    expect(confirmedBy({ ...act, body }, { year: 2026, opening: 418 }, keyOf)).toBeNull()
  })

  it('is not one’s own, and not known where the key is not', () => {
    const act = word({ position: 2, previous: '0'.repeat(64), year: 2026, opening: 418 })
    const book = { year: 2026, opening: 418 }
    expect(confirmedBy({ ...act, userId: SECOND }, book, keyOf)).toBeNull()
    expect(confirmedBy(act, book, () => undefined)).toBe('unknown')
    for (const body of [null, '', '{', '[]', '{"year":2026}'])
      expect(confirmedBy({ ...act, body }, book, keyOf)).toBeNull()
  })
})
