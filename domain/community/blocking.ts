import type { Part } from '../text/names/parts'
import { skeleton } from '../text/names/skeleton'
import { isParticle } from '../text/names/ways'
import type { Compared } from './duplicates'

/*
 * Who is compared with whom, when all are: cards that share a key. A key is coarse, so that another spelling has the same one; what is like
 * what is said by the comparison (duplicates.ts). Keys are numbers that follow from what they say: a million cards have some fifty
 * million keys, too many to be words.
 */

/** Mixes one more number into a key; 32 bits. */
const mixed = (key: number, more: number): number => {
  let out = Math.imul(key ^ more, 0x9e3779b1)
  out = Math.imul(out ^ (out >>> 15), 0x85ebca77)
  return (out ^ (out >>> 13)) >>> 0
}
const hashed = (text: string): number => {
  let out = 0x811c9dc5
  for (let i = 0; i < text.length; i++) out = mixed(out, text.charCodeAt(i))
  return out
}
/** In no order: the smaller first. */
const both = (key: number, a: number, b: number): number => mixed(mixed(key, Math.min(a, b)), Math.max(a, b))

/** A word of a name as keys see it: its consonants, the first of them, and all but one of them. */
type Sound = { whole: number; first: number; less: readonly number[]; part: boolean }
/** Ben, Ait or Ould written together with what follows. */
const TOGETHER = /^(?:آيت|ايت|ولد|بنت|a[iï]t|[uo]u?ld|bint|bent)(?=.{3,})/

/** Remembers how words sound: a million people share some ten thousand. */
export class Sounds {
  private readonly known = new Map<string, Sound>()

  of({ spelling }: Part): Sound {
    const there = this.known.get(spelling)
    if (there) return there
    const sound = skeleton(spelling.replace(TOGETHER, ''))
    const less = sound.length < 3 ? [] : [...sound].map((_, at) => hashed(sound.slice(0, at) + sound.slice(at + 1)))
    const made = {
      ...{ whole: hashed(sound), first: hashed(sound[0] ?? ''), less: [...new Set(less)] },
      part: spelling.length > 1 && !isParticle(spelling),
    }
    this.known.set(spelling, made)
    return made
  }
}

type Keys = (person: Compared, sounds: Sounds, put: (key: number) => void) => void

const NUMBERS = 1
const MAIL = 2
const BORN = 3
const BORN_FIRST = 4
const DECADE = 5
const TWO = 6
const TWO_THERE = 7
const HOUSE = 8
const HOUSEHOLD = 9
const SLIPPED = 10

const partsOf = (name: readonly Part[], sounds: Sounds): Sound[] => {
  const all = new Map<number, Sound>()
  for (const part of name) {
    const sound = sounds.of(part)
    if (sound.part) all.set(sound.whole, sound)
  }
  return [...all.values()]
}

/** A telephone, an address of e-mail, a document; and a document with one sign misread or left out. */
const byNumbers: Keys = ({ phones, documents, emails }, _sounds, put) => {
  for (const phone of phones) put(mixed(NUMBERS, hashed(phone)))
  for (const email of emails) put(mixed(MAIL, hashed(email)))
  for (const document of documents) {
    put(mixed(NUMBERS, hashed(document)))
    if (document.length < 5) continue
    for (let at = 0; at < document.length; at++)
      put(mixed(NUMBERS, hashed(document.slice(0, at) + document.slice(at + 1))))
  }
}

/** A birthday, day and month in either order, with a part of the name or how it begins. */
const byBirth: Keys = ({ birth, names }, sounds, put) => {
  if (!birth) return
  const [year = '', month = '', day = ''] = birth.split('-')
  const date = hashed(year + [month, day].sort().join(''))
  for (const name of names)
    for (const part of name) {
      const { whole, first, part: tells } = sounds.of(part)
      if (tells) put(both(BORN, date, whole))
      put(both(BORN_FIRST, date, first))
    }
}

/** Two parts of a name, the father's there or not: by themselves, with the city, with the decade. */
const byParts: Keys = ({ names, birth, city }, sounds, put) => {
  const decade = birth ? hashed(birth.slice(0, 3)) : 0
  const there = city ? hashed(city) : 0
  for (const name of names) {
    const parts = partsOf(name, sounds)
    parts.forEach(({ whole: one }, i) => {
      for (const { whole: other } of parts.slice(i + 1)) {
        const two = both(TWO, one, other)
        put(two)
        if (decade) put(mixed(mixed(DECADE, decade), two))
        if (there) put(mixed(mixed(TWO_THERE, there), two))
      }
    })
  }
}

/** An address or a household, with how a part of the name begins. */
const byHouse: Keys = ({ address, kin, names }, sounds, put) => {
  if (address.length < 2 && kin.length === 0) return
  const houses = [
    ...(address.length < 2 ? [] : [mixed(HOUSE, hashed([...address].sort().join(' ')))]),
    ...kin.map((id) => mixed(HOUSEHOLD, hashed(id))),
  ]
  for (const name of names)
    for (const part of name) for (const house of houses) put(mixed(house, sounds.of(part).first))
}

/** One part of a name, and another with a consonant that was misheard or left out, in one city. */
const bySlips: Keys = ({ names, city }, sounds, put) => {
  const there = mixed(SLIPPED, hashed(city))
  for (const name of names) {
    const parts = partsOf(name, sounds)
    for (const one of parts)
      for (const other of parts) {
        if (one === other) continue
        const key = mixed(there, one.whole)
        put(mixed(key, other.whole))
        for (const less of other.less) put(mixed(key, less))
      }
  }
}

/** One after the other, so that only a part of the keys is in memory. */
export const KEY_FAMILIES: readonly Keys[] = [byNumbers, byBirth, byParts, byHouse, bySlips]
