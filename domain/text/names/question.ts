import { nameLikeness, UNLIKE, wordLikeness } from './likeness'
import { partOf, partsOf, type Part } from './parts'
import { isParticle } from './ways'
import { gainOf, type Lead, type NameWords } from './words'

/** Of each word asked for, so many words lead to names. */
const LEADING = 25
/** Less alike leads nowhere; nor does what is so much less alike than the likest, where another word is asked for too. */
const LEAST = -1.7
const BEHIND = 1.3

/** A word asked for, the words that lead from it to names, and what a name gains by bearing each. */
export type Step = { leads: { word: number; gain: number }[] }

/** A name that is looked for: what it leads to, and how like a name is to it. */
export class Question {
  readonly parts: readonly Part[]
  private readonly leads: Map<Part, Lead[]>
  private readonly known = new Map<Part, Map<string, number>>()

  constructor(
    private readonly words: NameWords,
    text: string,
  ) {
    this.parts = partsOf(text)
    const alone = this.parts.length === 1
    this.leads = new Map([...this.parts, ...joinedOf(this.parts)].map((part) => [part, words.leads(part, alone)]))
    for (const [part, some] of this.leads)
      this.known.set(part, new Map(some.map(({ word, likeness }) => [words.spelling(word), likeness])))
  }

  get steps(): Step[] {
    const alone = this.parts.length === 1
    return [...this.leads]
      .map(([part, some]) => {
        const least = Math.max(LEAST, (some[0]?.likeness ?? 0) - BEHIND)
        const leading = some.filter(({ likeness }) => alone || likeness > least).slice(0, LEADING)
        return { leads: leading.map((lead) => ({ word: lead.word, gain: gainOf(part, lead) })) }
      })
      .filter(({ leads }) => leads.length > 0)
  }

  /** From 0 to 1. */
  likeness(name: readonly Part[]): number {
    return nameLikeness(this.words.model, this.parts, name, this.ofWords, together)
  }

  private readonly ofWords = (a: Part, b: Part): number => {
    const of = this.known.get(a) ?? new Map<string, number>()
    this.known.set(a, of)
    const there = of.get(b.spelling)
    if (there !== undefined) return there
    // What was not among the likest is not worth the letters, unless it is new here.
    const value =
      this.words.has(b.spelling) && a.spelling.length > 1 && this.leads.has(a)
        ? UNLIKE
        : wordLikeness(this.words.model, a, b)
    of.set(b.spelling, value)
    return value
  }
}

const SECONDS = /^(?:الله|الدين|الحق|الإسلام|الاسلام|الزهراء|all?ah|ll?ah|eddine?|ddine?|uddin|dine?|zahra)$/

/** Two parts that are often written in one: Abd and what follows, Nour Eddine. */
export function together(parts: readonly Part[], at: number): Part | null {
  const [one, two] = [parts[at], parts[at + 1]]
  if (!one || !two || one.script !== two.script) return null
  return isParticle(one.spelling) || SECONDS.test(two.spelling) ? partOf(one.spelling + two.spelling) : null
}
const joinedOf = (parts: readonly Part[]): Part[] => parts.flatMap((_, at) => together(parts, at) ?? [])

/** Every word a name is found by: its own, and two of them where they are often written in one. */
export const keysOf = (parts: readonly Part[]): string[] => [
  ...new Set([...parts, ...joinedOf(parts)].map(({ spelling }) => spelling)),
]

/** The best so many places of `gains`, the most first; of the same gain the smaller number. */
export function mostOf(gains: Float32Array, touched: Iterable<number>, most: number): number[] {
  let kept: number[] = []
  let [least, last] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const cut = (): void => {
    kept = kept.sort((a, b) => (gains[b] ?? 0) - (gains[a] ?? 0) || a - b).slice(0, most)
    if (kept.length < most) return
    last = kept[most - 1] ?? 0
    least = gains[last] ?? 0
  }
  for (const id of touched) {
    const gain = gains[id] ?? 0
    if (gain < least || (gain === least && id > last)) continue
    kept.push(id)
    // Seldom enough that a hundred thousand of one name are not sorted again and again.
    if (kept.length >= most * 4) cut()
  }
  cut()
  return kept
}
