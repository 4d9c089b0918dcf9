import { readFile } from 'node:fs/promises'
import { setImmediate as pause } from 'node:timers/promises'
import type { Actor } from '../../contract/permissions'
import { bearersOf, cardsNumbered, cardsOf, namesIn, wordsAfter } from '../../db/community/name-index'
import type { Reader } from '../../db/core/sql'
import { unpacked, type NameModel } from '../../domain/text/names/model'
import { partsOf, type Part } from '../../domain/text/names/parts'
import { mostOf, Question } from '../../domain/text/names/question'
import { NameWords } from '../../domain/text/names/words'

/** A card called somewhat like what was asked: `score` from 0 to 1, which compares names and is no chance (ADR 039). */
export type Called = { id: string; score: number; createdAt: number }

/** So many names are compared whole, and as many again where some of them may not be seen. */
const WHOLE = 80
const FURTHER = 5
/** Words are taken in between two breaths: somebody may be typing. */
const BREATH = 1_000

let learned: Promise<NameModel> | null = null
/** What was learned of how names are written; one for all offices of this process. */
const modelIn = (file: string): Promise<NameModel> =>
  (learned ??= readFile(file)
    .then(unpacked)
    .catch((error: unknown) => {
      learned = null
      throw error
    }))

/**
 * Cards by any spelling of their names, in either script (P2). The words of all names lie here, some tens of thousands; who bears them and
 * how each card is called stays in the encrypted database. Nothing is told from outside: words that came since are read before each question.
 */
export class NameSearch {
  private words: NameWords | null = null
  /** Of each word here its number in the database. */
  private readonly numbers: number[] = []
  private reading: Promise<unknown> = Promise.resolve()
  private gains = new Float32Array(0)
  private met = new Uint8Array(0)

  constructor(
    private readonly read: Reader,
    private readonly file: string,
  ) {}

  /** Takes in the words that came since. */
  ready(): Promise<NameWords> {
    const taken = this.reading.catch(() => undefined).then(() => this.takeIn())
    this.reading = taken
    return taken
  }

  private async takeIn(): Promise<NameWords> {
    const words = (this.words ??= new NameWords(await modelIn(this.file)))
    for (;;) {
      const came = await wordsAfter(this.read, this.numbers.at(-1) ?? 0, BREATH)
      for (const { id, spelling } of came) {
        words.add(spelling)
        this.numbers.push(id)
      }
      if (came.length < BREATH) return words
      await pause()
    }
  }

  /** The cards called most like it, the likest first and of the same likeness the newest; a hidden one is not there (A2). */
  async likeliest(
    actor: Actor,
    text: string,
    { kind = null, most, least = 0 }: { kind?: string | null; most: number; least?: number },
  ): Promise<Called[]> {
    const words = await this.ready()
    const question = new Question(words, text)
    if (question.parts.length === 0) return []
    const numbers = await this.bearing(question)
    const cards: Called[] = []
    for (let from = 0; from < numbers.length && cards.length < WHOLE / 2; from += WHOLE)
      for (const { id, words: called, createdAt } of await cardsOf(
        this.read,
        actor,
        numbers.slice(from, from + WHOLE),
        kind,
      )) {
        const scores = namesIn(called).map((name) => question.likeness(name.map((word) => words.part(word))))
        cards.push({ id, createdAt, score: Math.max(0, ...scores) })
      }
    return cards
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
      .slice(0, most)
  }

  /** Of the words of these names, how many of all cards bear each. */
  async borne(names: readonly string[]): Promise<{ borneBy: (part: Part) => number; size: number }> {
    const words = await this.ready()
    const numbers = new Map<number, string>()
    for (const { spelling } of names.flatMap(partsOf)) {
      const word = words.numberOf(spelling)
      if (word !== undefined) numbers.set(this.numbers[word] ?? 0, spelling)
    }
    const [bearers, size] = [await bearersOf(this.read, [...numbers.keys()]), await cardsNumbered(this.read)]
    const counts = new Map(
      [...bearers].map(([number, lists]) => [
        numbers.get(number) ?? '',
        lists.reduce((n, { cards }) => n + cards.length, 0),
      ]),
    )
    return { borneBy: ({ spelling }) => counts.get(spelling) ?? 0, size }
  }

  /** The numbers of the cards that bear most of what is asked for. */
  private async bearing(question: Question): Promise<number[]> {
    const { steps } = question
    const numberOf = (word: number): number => this.numbers[word] ?? 0
    const asked = new Set(steps.flatMap(({ leads }) => leads.map(({ word }) => numberOf(word))))
    const [bearers, count] = [await bearersOf(this.read, [...asked]), await cardsNumbered(this.read)]
    // From here on nothing waits: two questions at once would count in the same room.
    if (this.gains.length < count) {
      this.gains = new Float32Array(count + (count >> 3))
      this.met = new Uint8Array(this.gains.length)
    }
    const { gains, met } = this
    const touched: number[] = []
    steps.forEach(({ leads }, at) => {
      // The likest word of a name counts, and none twice.
      for (const { word, gain } of leads)
        for (const { from, cards } of bearers.get(numberOf(word)) ?? [])
          for (let i = 0; i < cards.length; i++) {
            const no = from + (cards[i] as number)
            const before = met[no] as number
            if (before === at + 1) continue
            if (before === 0) touched.push(no)
            met[no] = at + 1
            gains[no] = (gains[no] as number) + gain
          }
    })
    const best = mostOf(gains, touched, WHOLE * FURTHER)
    for (const no of touched) gains[no] = met[no] = 0
    return best
  }
}
