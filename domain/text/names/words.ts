import { UNLIKE, wordLikeness } from './likeness'
import { SCRIPTS, type NameModel } from './model'
import { partOf, type Part } from './parts'
import { Trie, type Found } from './trie'

/** Of each word asked for, so many words are looked at closely. */
const CLOSELY = 40
/** Worse than this, the best found is no answer, and pieces of the word are looked for. */
const HOPELESS = -2
const SHORTEST_PIECE = 4
const OF_A_PIECE = 3
const REST_IS_MISSING = -1.3
/** Less likely a letter (ln), judged roughly, is not looked for: of the words that lead to names one in two hundred lies below. */
const FLOOR = -3.1
/** Where other words are asked for too, what is near is looked for first, and no further when it is there. */
const NEAR = -2
const FOUND = -0.9
/** Answers that are kept: names that many bear are asked for all day, and while one types only the last word is new. */
const ANSWERS = 400
const KEPT_OF_ONE = 60
/** So many words that came since are compared one by one; more begin anew. */
const MOST_NEW = 100
/** What is compared again and again is kept taken apart; more than so many at once are begun anew. */
const KEPT = 20_000

/** A word that is there, and how like it is to the one asked for (ln, at most 0). */
export type Lead = { word: number; likeness: number }

/** Words of names, each once, found by their sound. Who bears them is kept elsewhere: in memory (book.ts) or in the database. */
export class NameWords {
  private readonly spellings: string[] = []
  private readonly bySpelling = new Map<string, number>()
  private readonly tries = { arabic: new Trie('arabic'), latin: new Trie('latin') }
  private readonly parts = new Map<string, Part>()
  private readonly answers = new Map<string, { leads: Lead[]; of: number }>()

  constructor(readonly model: NameModel) {}

  get size(): number {
    return this.spellings.length
  }

  /** @param spelling as `partsOf` gives it @returns its number, from 0 on */
  add(spelling: string): number {
    const known = this.bySpelling.get(spelling)
    if (known !== undefined) return known
    const { script, taken } = partOf(spelling)
    const word = this.spellings.push(spelling) - 1
    this.bySpelling.set(spelling, word)
    for (const { letters, cost } of taken) this.tries[script].add(letters, word, cost)
    return word
  }

  numberOf = (spelling: string): number | undefined => this.bySpelling.get(spelling)
  has = (spelling: string): boolean => this.bySpelling.has(spelling)
  spelling = (word: number): string => this.spellings[word] ?? ''

  part(spelling: string): Part {
    const known = this.parts.get(spelling)
    if (known) return known
    if (this.parts.size >= KEPT) this.parts.clear()
    const part = partOf(spelling)
    this.parts.set(spelling, part)
    return part
  }

  /**
   * The words most like one, the likest first.
   * @param alone it is all that is asked for: an initial leads somewhere too
   */
  leads(asked: Part, alone: boolean): Lead[] {
    if (asked.spelling.length < 2 && !alone) return []
    const key = alone ? ` ${asked.spelling}` : asked.spelling
    const known = this.answers.get(key)
    this.answers.delete(key)
    const since = this.size - (known?.of ?? 0)
    const leads =
      known && since <= MOST_NEW
        ? likestFirst([...known.leads, ...Array.from({ length: since }, (_, i) => this.lead(asked, known.of + i, 0))])
        : this.look(asked, alone)
    if (this.answers.size >= ANSWERS) this.answers.delete(this.answers.keys().next().value ?? '')
    this.answers.set(key, { leads: leads.slice(0, KEPT_OF_ONE), of: this.size })
    return leads
  }

  private look(asked: Part, alone: boolean): Lead[] {
    const near = alone ? [] : this.from(asked, NEAR)
    const leads = (near[0]?.likeness ?? Number.NEGATIVE_INFINITY) > FOUND ? near : this.from(asked, FLOOR)
    const best = leads[0]?.likeness ?? Number.NEGATIVE_INFINITY
    return best < HOPELESS ? likestFirst(likestOfEach([...leads, ...this.fragments(asked)])) : leads
  }

  /** @param least ln a letter, judged roughly */
  private from(asked: Part, least: number): Lead[] {
    const floor = Math.exp(least * (asked.spelling.length + 1))
    const rough = new Map<number, Found>()
    for (const script of SCRIPTS)
      for (const { letters, cost } of asked.taken)
        for (const found of this.tries[script].likeliest(this.model[asked.script][script], letters, CLOSELY, floor)) {
          const rated = { ...found, rough: found.rough * Math.exp(cost) }
          if ((rough.get(found.id)?.rough ?? 0) < rated.rough) rough.set(found.id, rated)
        }
    return likestFirst([...rough.keys()].map((word) => this.lead(asked, word, 0)))
  }

  /** What is like a piece of the word, when nothing is like the whole: Ahmadinejad stands as two names elsewhere, and one of them here. */
  private fragments(asked: Part): Lead[] {
    const leads: Lead[] = []
    for (let cut = SHORTEST_PIECE; cut <= asked.spelling.length - SHORTEST_PIECE; cut++)
      for (const piece of [partOf(asked.spelling.slice(0, cut)), partOf(asked.spelling.slice(cut))])
        for (const script of SCRIPTS)
          for (const { letters } of piece.taken)
            for (const { id } of this.tries[script].likeliest(this.model[asked.script][script], letters, OF_A_PIECE))
              leads.push(this.lead(piece, id, REST_IS_MISSING))
    return leads
  }

  private lead(asked: Part, word: number, cost: number): Lead {
    return { word, likeness: wordLikeness(this.model, asked, this.part(this.spelling(word))) + cost }
  }
}

const likestFirst = (leads: Lead[]): Lead[] => leads.sort((a, b) => b.likeness - a.likeness || a.word - b.word)
const likestOfEach = (leads: readonly Lead[]): Lead[] => {
  const best = new Map<number, Lead>()
  for (const lead of leads)
    if ((best.get(lead.word)?.likeness ?? Number.NEGATIVE_INFINITY) < lead.likeness) best.set(lead.word, lead)
  return [...best.values()]
}

/** What the least alike still gains. */
export const LITTLE = 0.01
export const gainOf = (part: Part, { likeness }: Lead): number => part.weight * Math.max(LITTLE, likeness - UNLIKE)
