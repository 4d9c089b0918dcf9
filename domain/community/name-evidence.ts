import { nameLikeness, UNLIKE, wordLikeness } from '../text/names/likeness'
import type { NameModel } from '../text/names/model'
import type { Part } from '../text/names/parts'
import { together } from '../text/names/question'
import { skeleton } from '../text/names/skeleton'
import { isParticle } from '../text/names/ways'

type WordLikeness = (a: Part, b: Part) => number

/** What names are compared by: the sounds, what was compared before, and how many of so many cards bear a word. */
export type Comparing = { model: NameModel; likeness: WordLikeness; borneBy: (part: Part) => number; size: number }

const WORDS = 0x200000
const FAR_APART = UNLIKE - 0.3

/**
 * Keeps what two words are to each other: a million people share some ten thousand. Words whose consonants are far apart are not held
 * against each other letter by letter: nine in ten pairs of words are a given name and somebody else's family name.
 */
export function rememberedLikeness(model: NameModel, most = 2_000_000): WordLikeness {
  const words = new Map<string, { id: number; sound: string }>()
  const known = new Map<number, number>()
  const word = ({ spelling }: Part): { id: number; sound: string } => {
    const there = words.get(spelling)
    if (there) return there
    const made = { id: words.size, sound: skeleton(spelling) }
    words.set(spelling, made)
    return made
  }
  return (a, b) => {
    if (a.spelling === b.spelling) return 0
    const [one, other] = [word(a), word(b)]
    const key = one.id < other.id ? one.id * WORDS + other.id : other.id * WORDS + one.id
    const there = known.get(key)
    if (there !== undefined) return there
    if (known.size >= most) known.clear()
    const initial = a.spelling.length === 1 || b.spelling.length === 1
    const value =
      initial || near(one.sound, other.sound)
        ? Math.max(wordLikeness(model, a, b), wordLikeness(model, b, a))
        : FAR_APART
    known.set(key, value)
    return value
  }
}

/** Whether two skeletons differ by so little that the words may sound alike: by one consonant, of long ones by two. */
function near(a: string, b: string): boolean {
  if (a === b) return true
  const most = Math.max(a.length, b.length) <= 4 ? 1 : 2
  if (Math.abs(a.length - b.length) > most) return false
  const row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    let across = row[0] ?? 0
    let least = (row[0] = i)
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0
      const changed = across + (a[i - 1] === b[j - 1] ? 0 : 1)
      least = Math.min(least, (row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, changed)))
      across = above
    }
    if (least > most) return false
  }
  return (row[b.length] ?? 0) <= most
}

/** Parts that tell people apart: no initial, no Ben. */
export const telling = (name: readonly Part[]): Part[] =>
  name.filter(({ spelling }) => spelling.length > 1 && !isParticle(spelling))

/**
 * Which share of people bears a word of a name, as a power of ten, by how many of all cards do: these two, who are asked about, are not
 * counted, and a small office is taken for a part of a greater people.
 */
const shareOf = (borne: number, size: number): number => Math.log10((Math.max(0, borne - 2) + 0.5) / (size + 1_000))

/** What two names have to say about each other. */
export type NameEvidence = {
  /** From 0 to 1. */
  score: number
  /** How like any part of the other the part of the shorter name is that is least so (ln a letter), and where in the name it stands. */
  worst: number
  worstAt: 'first' | 'within' | 'last'
  /** How many people one would expect to be called so, as a power of ten; `met`: by the parts alone that are alike. */
  expected: number
  met: number
  parts: number
  longer: number
  initial: boolean
  sameScript: boolean
}

const nothing: NameEvidence = {
  ...{ score: 0, worst: FAR_APART, worstAt: 'first', expected: 0, met: 0 },
  ...{ parts: 0, longer: 0, initial: false, sameScript: true },
}
/** Below it two parts are not one word. */
const PART_MET = -1.3

/** Of the names of two cards those that are most alike. */
export function nameEvidence(
  by: Comparing,
  a: readonly (readonly Part[])[],
  b: readonly (readonly Part[])[],
): NameEvidence {
  let best: readonly [readonly Part[], readonly Part[]] | null = null
  let score = 0
  for (const one of a)
    for (const other of b) {
      const [short, long] = one.length <= other.length ? [one, other] : [other, one]
      const likeness = nameLikeness(by.model, short, long, by.likeness, together)
      if (likeness < score) continue
      score = likeness
      best = [short, long]
    }
  return best ? { ...ofParts(by, ...best), score } : nothing
}

function ofParts({ likeness, borneBy, size }: Comparing, short: readonly Part[], long: readonly Part[]): NameEvidence {
  const joined = (name: readonly Part[]): Part[] => name.flatMap((_, at) => together(name, at) ?? [])
  const there = [...long, ...joined(long)]
  const both = joined(short)
  const parts = telling(short)
  let [worst, worstAt] = [Number.POSITIVE_INFINITY, 0]
  let [expected, met] = [Math.log10(size), Math.log10(size)]
  parts.forEach((part, at) => {
    const ways = [
      part,
      ...both.filter((one) => one.spelling.endsWith(part.spelling) || one.spelling.startsWith(part.spelling)),
    ]
    let [value, of] = [FAR_APART, part]
    for (const way of ways)
      for (const other of there) {
        const one = likeness(way, other)
        if (one > value) [value, of] = [one, other]
      }
    // What is spelled otherwise may be either of two words.
    const share = shareOf(value === 0 ? borneBy(part) : borneBy(part) + borneBy(of), size)
    expected += share
    if (value > PART_MET) met += share
    if (value < worst) [worst, worstAt] = [value, at]
  })
  const isInitial = ({ spelling }: Part): boolean => spelling.length === 1
  return {
    ...{ score: 0, expected, met, parts: parts.length, longer: long.length - short.length },
    worst: parts.length === 0 ? FAR_APART : worst,
    worstAt: worstAt === 0 ? 'first' : worstAt === parts.length - 1 ? 'last' : 'within',
    initial: short.some(isInitial) || long.some(isInitial),
    sameScript: short[0]?.script === long[0]?.script,
  }
}
