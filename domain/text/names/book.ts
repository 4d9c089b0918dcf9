import type { NameModel } from './model'
import { partsOf, type Part } from './parts'
import { keysOf, mostOf, Question } from './question'
import { NameWords } from './words'

export type Match = { id: number; score: number }

/** So many names are compared whole. */
const WHOLE = 120
/** More than so many of a word are not gone through while another word leads to fewer. */
const CROWD = 20_000

/**
 * Names that are looked through by the sound of their words. A word stands once, whoever bears it: a million people share some ten
 * thousand words, and only those are compared letter by letter.
 */
export class NameBook {
  private readonly words: NameWords
  private readonly bearers: number[][] = []
  /** The words of all names one after the other, and where each name begins. */
  private held = new Uint32Array(1024)
  private begins = new Uint32Array(1024)
  private count = 0
  private gains = new Float32Array(1024)

  constructor(model: NameModel) {
    this.words = new NameWords(model)
  }

  get size(): number {
    return this.count
  }

  /** @returns the number it is found by, from 0 on */
  add(name: string): number {
    const id = this.count++
    const parts = partsOf(name)
    const words = parts.map(({ spelling }) => this.wordOf(spelling))
    const at = this.begins[id] ?? 0
    if (at + words.length > this.held.length) this.held = grown(this.held)
    if (id + 2 > this.begins.length) this.begins = grown(this.begins)
    this.held.set(words, at)
    this.begins[id + 1] = at + words.length
    for (const key of keysOf(parts)) this.bearers[this.wordOf(key)]?.push(id)
    return id
  }

  private wordOf(spelling: string): number {
    const word = this.words.add(spelling)
    this.bearers[word] ??= []
    return word
  }

  /** The words most like one, the likest first. */
  wordsLike(asked: Part, most = 25): { spelling: string; likeness: number }[] {
    return this.words
      .leads(asked, true)
      .slice(0, most)
      .map(({ word, likeness }) => ({ spelling: this.words.spelling(word), likeness }))
  }

  /** The names most like one in either script, the likest first; of the same likeness the earlier. */
  likeliest(query: string, most: number): Match[] {
    const question = new Question(this.words, query)
    if (question.parts.length === 0) return []
    return this.bearersOf(question)
      .map((id) => ({ id, score: question.likeness(this.partsOf(id)) }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, most)
  }

  private partsOf(id: number): Part[] {
    return [...this.wordsOf(id)].map((word) => this.words.part(this.words.spelling(word)))
  }

  private wordsOf(id: number): Uint32Array {
    return this.held.subarray(this.begins[id], this.begins[id + 1])
  }

  /** Who bears the words asked for, those with the most of them first. */
  private bearersOf(question: Question): number[] {
    if (this.gains.length < this.count) this.gains = new Float32Array(this.count * 2)
    const { gains } = this
    const touched: number[] = []
    const steps = question.steps
      .map(({ leads }) => ({
        leads,
        crowd: leads.reduce((sum, { word }) => sum + (this.bearers[word]?.length ?? 0), 0),
      }))
      .sort((a, b) => a.crowd - b.crowd)
    for (const { leads, crowd } of steps) {
      if (touched.length > 0 && crowd > CROWD) {
        const gain = new Map(leads.map((lead) => [lead.word, lead.gain]))
        for (const id of touched) {
          let best = 0
          for (const word of this.wordsOf(id)) best = Math.max(best, gain.get(word) ?? 0)
          gains[id] = (gains[id] ?? 0) + best
        }
        continue
      }
      const from = new Set<number>()
      let room = touched.length === 0 ? CROWD : Number.POSITIVE_INFINITY
      for (const { word, gain } of leads) {
        if (room <= 0) break
        for (const id of this.bearers[word] ?? []) {
          if (from.has(id)) continue
          from.add(id)
          if (gains[id] === 0) touched.push(id)
          gains[id] = (gains[id] ?? 0) + gain
          if (--room <= 0) break
        }
      }
    }
    const best = mostOf(gains, touched, WHOLE)
    for (const id of touched) gains[id] = 0
    return best
  }
}

function grown(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const room = new Uint32Array(old.length * 2)
  room.set(old)
  return room
}
