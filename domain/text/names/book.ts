import { nameLikeness, UNLIKE, wordLikeness } from './likeness'
import { SCRIPTS, type NameModel } from './model'
import { partOf, partsOf, type Part } from './parts'
import { Trie, type Found } from './trie'
import { isParticle } from './ways'

export type Match = { id: number; score: number }

/** Of each word asked for, so many words are looked at closely, and so many of those lead to names. */
const CLOSELY = 40
const LEADING = 25
/** So many names are compared whole. */
const WHOLE = 120
/** More than so many of a word are not gone through while another word leads to fewer. */
const CROWD = 20_000
/** Less alike leads nowhere. */
const LEAST = -1.7

/** What the least alike still gains. */
const LITTLE = 0.01

/** Worse than this, the best found is no answer, and pieces of the word are looked for. */
const HOPELESS = -2
const SHORTEST_PIECE = 4
const OF_A_PIECE = 3
const REST_IS_MISSING = -1.3

type Lead = { word: number; likeness: number }

/**
 * Names that are looked through by the sound of their words. A word stands once, whoever bears it: a million people share some ten
 * thousand words, and only those are compared letter by letter.
 */
export class NameBook {
  private readonly words: Part[] = []
  private readonly bySpelling = new Map<string, number>()
  private readonly bearers: number[][] = []
  private readonly tries = { arabic: new Trie('arabic'), latin: new Trie('latin') }
  /** The words of all names one after the other, and where each name begins. */
  private held = new Uint32Array(1024)
  private begins = new Uint32Array(1024)
  private count = 0
  private gains = new Float32Array(1024)

  constructor(private readonly model: NameModel) {}

  get size(): number {
    return this.count
  }

  /** @returns the number it is found by, from 0 on */
  add(name: string): number {
    const id = this.count++
    const parts = partsOf(name)
    const words = parts.map((part) => this.wordOf(part))
    const at = this.begins[id] ?? 0
    if (at + words.length > this.held.length) this.held = grown(this.held)
    if (id + 2 > this.begins.length) this.begins = grown(this.begins)
    this.held.set(words, at)
    this.begins[id + 1] = at + words.length
    const joined = parts.flatMap((_, at) => together(parts, at) ?? []).map((part) => this.wordOf(part))
    for (const word of new Set([...words, ...joined])) this.bearers[word]?.push(id)
    return id
  }

  private wordOf(part: Part): number {
    const known = this.bySpelling.get(part.spelling)
    if (known !== undefined) return known
    const id = this.words.push(part) - 1
    this.bySpelling.set(part.spelling, id)
    this.bearers.push([])
    for (const { letters, cost } of part.taken) this.tries[part.script].add(letters, id, cost)
    return id
  }

  /** The words most like one, the likest first. */
  wordsLike(asked: Part, most = LEADING): { spelling: string; likeness: number }[] {
    return this.leads(asked, true)
      .slice(0, most)
      .map(({ word, likeness }) => ({ spelling: this.words[word]?.spelling ?? '', likeness }))
  }

  /** The names most like one in either script, the likest first; of the same likeness the earlier. */
  likeliest(query: string, most: number): Match[] {
    const asked = partsOf(query)
    if (asked.length === 0) return []
    const both = asked.flatMap((_, at) => together(asked, at) ?? [])
    const leads = new Map([...asked, ...both].map((part) => [part, this.leads(part, asked.length === 1)]))
    const found = this.bearersOf(asked, both, leads)
    const known = new Map<Part, Map<string, number>>()
    for (const [part, some] of leads)
      known.set(part, new Map(some.map(({ word, likeness }) => [this.words[word]?.spelling ?? '', likeness])))
    const likeness = (a: Part, b: Part): number => {
      const of = known.get(a) ?? new Map<string, number>()
      known.set(a, of)
      const there = of.get(b.spelling)
      if (there !== undefined) return there
      // What was not among the likest is not worth the letters, unless it is new here.
      const value =
        this.bySpelling.has(b.spelling) && a.spelling.length > 1 && leads.has(a)
          ? UNLIKE
          : wordLikeness(this.model, a, b)
      of.set(b.spelling, value)
      return value
    }
    return found
      .map((id) => ({ id, score: nameLikeness(this.model, asked, this.partsOf(id), likeness, together) }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, most)
  }

  private partsOf(id: number): Part[] {
    return [...this.wordsOf(id)].flatMap((word) => this.words[word] ?? [])
  }

  private wordsOf(id: number): Uint32Array {
    return this.held.subarray(this.begins[id], this.begins[id + 1])
  }

  /** @param alone it is all that is asked for: an initial leads somewhere too */
  private leads(asked: Part, alone: boolean): Lead[] {
    if (asked.spelling.length < 2 && !alone) return []
    const rough = new Map<number, Found>()
    for (const script of SCRIPTS)
      for (const { letters, cost } of asked.taken)
        for (const found of this.tries[script].likeliest(this.model[asked.script][script], letters, CLOSELY)) {
          const rated = { ...found, rough: found.rough * Math.exp(cost) }
          if ((rough.get(found.id)?.rough ?? 0) < rated.rough) rough.set(found.id, rated)
        }
    const leads = [...rough.keys()].flatMap((word) => this.lead(asked, word, 0))
    const best = leads.reduce((most, { likeness }) => Math.max(most, likeness), Number.NEGATIVE_INFINITY)
    const all = best < HOPELESS ? likestOfEach([...leads, ...this.fragments(asked)]) : leads
    return all.sort((a, b) => b.likeness - a.likeness || a.word - b.word)
  }

  /** What is like a piece of the word, when nothing is like the whole: Ahmadinejad stands as two names elsewhere, and one of them here. */
  private fragments(asked: Part): Lead[] {
    const leads: Lead[] = []
    for (let cut = SHORTEST_PIECE; cut <= asked.spelling.length - SHORTEST_PIECE; cut++)
      for (const piece of [partOf(asked.spelling.slice(0, cut)), partOf(asked.spelling.slice(cut))])
        for (const script of SCRIPTS)
          for (const { letters } of piece.taken)
            for (const { id } of this.tries[script].likeliest(this.model[asked.script][script], letters, OF_A_PIECE))
              leads.push(...this.lead(piece, id, REST_IS_MISSING))
    return leads
  }

  private lead(asked: Part, word: number, cost: number): Lead[] {
    const part = this.words[word]
    return part ? [{ word, likeness: wordLikeness(this.model, asked, part) + cost }] : []
  }

  /** Who bears the words asked for, those with the most of them first. */
  private bearersOf(asked: readonly Part[], both: readonly Part[], leads: ReadonlyMap<Part, Lead[]>): number[] {
    if (this.gains.length < this.count) this.gains = new Float32Array(this.count * 2)
    const { gains } = this
    const touched: number[] = []
    const steps = [...asked, ...both]
      .map((part) => {
        const some = (leads.get(part) ?? [])
          .filter(({ likeness }) => asked.length === 1 || likeness > LEAST)
          .slice(0, LEADING)
        return { part, some, crowd: some.reduce((sum, { word }) => sum + (this.bearers[word]?.length ?? 0), 0) }
      })
      .filter(({ some }) => some.length > 0)
      .sort((a, b) => a.crowd - b.crowd)
    for (const { part, some, crowd } of steps) {
      const gain = new Map(some.map(({ word, likeness }) => [word, part.weight * Math.max(LITTLE, likeness - UNLIKE)]))
      if (touched.length > 0 && crowd > CROWD) {
        for (const id of touched) {
          let best = 0
          for (const word of this.wordsOf(id)) best = Math.max(best, gain.get(word) ?? 0)
          gains[id] = (gains[id] ?? 0) + best
        }
        continue
      }
      const from = new Set<number>()
      let room = touched.length === 0 ? CROWD : Number.POSITIVE_INFINITY
      for (const { word } of some) {
        if (room <= 0) break
        for (const id of this.bearers[word] ?? []) {
          if (from.has(id)) continue
          from.add(id)
          if (gains[id] === 0) touched.push(id)
          gains[id] = (gains[id] ?? 0) + (gain.get(word) ?? 0)
          if (--room <= 0) break
        }
      }
    }
    const best = touched.sort((a, b) => (gains[b] ?? 0) - (gains[a] ?? 0) || a - b).slice(0, WHOLE)
    for (const id of touched) gains[id] = 0
    return best
  }
}

function grown(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const room = new Uint32Array(old.length * 2)
  room.set(old)
  return room
}

const likestOfEach = (leads: readonly Lead[]): Lead[] => {
  const best = new Map<number, Lead>()
  for (const lead of leads)
    if ((best.get(lead.word)?.likeness ?? Number.NEGATIVE_INFINITY) < lead.likeness) best.set(lead.word, lead)
  return [...best.values()]
}

const SECONDS = /^(?:الله|الدين|الحق|الإسلام|الاسلام|الزهراء|all?ah|ll?ah|eddine?|ddine?|uddin|dine?|zahra)$/

/** Two parts that are often written in one: Abd and what follows, Nour Eddine. */
function together(parts: readonly Part[], at: number): Part | null {
  const [one, two] = [parts[at], parts[at + 1]]
  if (!one || !two || one.script !== two.script) return null
  return isParticle(one.spelling) || SECONDS.test(two.spelling) ? partOf(one.spelling + two.spelling) : null
}
