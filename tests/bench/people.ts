import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { seeded } from '../../main/pdf/testing/random-strings'

/*
 * People who never lived, drawn from lists of real words: names in both scripts as people spell them, and what an office has of somebody.
 * Everything follows from the seed.
 */
export const DATA = resolve(process.env['DIWAN_DATA'] ?? '../shared/data')
export const table = (file: string): string[][] =>
  readFileSync(join(DATA, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))

/** A word of a name in both scripts; in Latin letters as several people write it. */
export type NameWord = { ar: string; latin: string[]; times: number }

const capital = (word: string): string =>
  word.replace(/(^|[\s-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase())

/** Words of the mined list that are Arab names more than others: their spellings stand together under one Arabic word. */
export function nameWords(): { given: NameWord[]; family: NameWord[] } {
  const mined = new Map<string, { latin: string; times: number }[]>()
  for (const [latin = '', ar = '', times] of table('person-names/wikidata_name_tokens.tsv').slice(1))
    if (Number(times) > 1 && ar.length > 2) mined.set(ar, [...(mined.get(ar) ?? []), { latin, times: Number(times) }])
  const listed = (file: string, at: { latin: number; variants: number }): NameWord[] =>
    table(file)
      .slice(1)
      .map((row) => {
        const ar = row[0] ?? ''
        const spelled = [row[at.latin] ?? '', ...(row[at.variants] ?? '').split('|')].filter(Boolean)
        return {
          ar,
          latin: [...new Set(spelled)].map(capital),
          times: mined.get(ar)?.reduce((n, m) => n + m.times, 0) ?? 3,
        }
      })
      .filter(({ latin }) => latin.length > 0)
  const given = listed('person-names/given_names_ar.tsv', { latin: 2, variants: 3 })
  const known = new Set(given.map(({ ar }) => ar))
  const family = listed('person-names/family_names_ar.tsv', { latin: 1, variants: 2 })
  for (const [ar, spelled] of mined) {
    const times = spelled.reduce((n, m) => n + m.times, 0)
    if (!known.has(ar) && times > 8)
      family.push({
        ar,
        times,
        latin: spelled
          .sort((a, b) => b.times - a.times)
          .slice(0, 4)
          .map(({ latin }) => capital(latin)),
      })
  }
  return { given, family }
}

export type Random = () => number
export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

/** Common ones often: by the root of how often they were met. */
export function drawer(words: readonly NameWord[]): (random: Random) => NameWord {
  const sums = new Float64Array(words.length)
  let sum = 0
  words.forEach(({ times }, at) => (sums[at] = sum += Math.sqrt(times)))
  return (random) => {
    const wanted = random() * sum
    let [low, high] = [0, words.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return words[low] as NameWord
  }
}

const PARTICLES = [
  { ar: 'بن', latin: ['Ben', 'Bin', 'Ibn'] },
  { ar: 'ولد', latin: ['Ould', 'Uld'] },
  { ar: 'آيت', latin: ['Ait', 'Aït'] },
] as const

/** Somebody's name, as words: given, perhaps the father's, perhaps a particle, the family's. */
export type Naming = {
  given: NameWord
  father: NameWord | null
  particle: (typeof PARTICLES)[number] | null
  family: NameWord
}

export function namings(): (random: Random) => Naming {
  const words = nameWords()
  const [given, mined] = [drawer(words.given), drawer(words.family)]
  // Half of the families of the region are called after somebody's given name.
  const family = (random: Random): NameWord => (random() < 0.45 ? given(random) : mined(random))
  return (random) => ({
    given: given(random),
    father: random() < 0.35 ? given(random) : null,
    particle: random() < 0.12 ? pick(random, PARTICLES) : null,
    family: family(random),
  })
}

/** Written by one hand: the spelling of each word is that hand's. */
export function written(random: Random, { given, father, particle, family }: Naming, script: 'ar' | 'latin'): string {
  const word = ({ ar, latin }: { ar: string; latin: readonly string[] }): string =>
    script === 'ar' ? ar : pick(random, latin)
  const last = word(family)
  const house = particle
    ? random() < 0.4
      ? word(particle) + (script === 'ar' ? last : last.toLowerCase())
      : `${word(particle)} ${last}`
    : last
  return [word(given), ...(father ? [word(father)] : []), house].join(' ')
}

export { seeded }
