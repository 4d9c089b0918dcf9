import { KEY_FAMILIES, Sounds } from './blocking'
import type { Compared } from './duplicates'

/** A key that more cards share says nothing by itself. */
const CROWD = 60
const BUCKETS = 256
/** Room for the number of a card beside the rest of its key. */
const CARDS = 2 ** 29
/** Pairs handed out at once, and cards gone over between two breaths. */
const PIECE = 400
const CARDS_AT_ONCE = 300
const MET = 2 ** 21

/** Numbers that grow without being copied one by one. */
class Bucket {
  private values = new Float64Array(64)
  size = 0
  push(value: number): void {
    if (this.size === this.values.length) {
      const wider = new Float64Array(this.size * 2)
      wider.set(this.values)
      this.values = wider
    }
    this.values[this.size++] = value
  }
  sorted = (): Float64Array => this.values.subarray(0, this.size).sort()
}

export type PairPiece = { pairs: readonly (readonly [number, number])[]; done: number }

/**
 * Which cards are worth comparing: those that share a key, handed out in pieces; whoever asks may rest between two. A pair may come twice.
 * Keys lie in memory as numbers, a family of them at a time: some 200 MB for a million cards.
 * @param kinds a person is not compared with an entity: cards of another number
 * @param fresh only pairs of which the second is this one or a later one: what comes is held against what is there
 * @returns `done`: which share of the work is behind, from 0 to 1
 */
export function* pairing(people: readonly Compared[], kinds: Uint8Array, fresh = 0): Generator<PairPiece> {
  const sounds = new Sounds()
  const met = new Float64Array(MET).fill(-1)
  let pairs: [number, number][] = []
  for (const [family, keys] of KEY_FAMILIES.entries()) {
    const buckets = Array.from({ length: BUCKETS }, () => new Bucket())
    const doneOf = (part: number): number => (family + part) / KEY_FAMILIES.length
    const asked = new Set<number>()
    const add = (at: number): void => {
      const person = people[at]
      if (!person) return
      const own = new Set<number>()
      const kind = kinds[at] ?? 0
      keys(person, sounds, (key) => own.add((key ^ Math.imul(kind, 0x5bd1e995)) >>> 0))
      for (const key of own) {
        if (at >= fresh && fresh > 0) asked.add(key)
        else if (fresh > 0 && !asked.has(key)) continue
        buckets[key % BUCKETS]?.push(Math.floor(key / BUCKETS) * CARDS + at)
      }
    }
    // What comes goes first: of what is there only what shares a key with it is kept.
    for (let i = 0; i < people.length; i++) {
      add((i + fresh) % people.length)
      if (i % CARDS_AT_ONCE === 0) yield { pairs: [], done: doneOf(i / people.length / 3) }
    }
    for (const [number, bucket] of buckets.entries()) {
      const sorted = bucket.sorted()
      for (let from = 0; from < sorted.length;) {
        const key = Math.floor((sorted[from] ?? 0) / CARDS)
        let to = from + 1
        while (to < sorted.length && Math.floor((sorted[to] ?? 0) / CARDS) === key) to++
        if (to - from <= CROWD)
          for (let i = from; i < to; i++)
            for (let j = i + 1; j < to; j++) {
              const [a, b] = [(sorted[i] ?? 0) % CARDS, (sorted[j] ?? 0) % CARDS]
              if (kinds[a] !== kinds[b] || b < fresh) continue
              // Of what was met long ago some is compared again; room is worth more.
              const pair = a * people.length + b
              const place = pair % MET
              if (met[place] === pair) continue
              met[place] = pair
              pairs.push([a, b])
            }
        from = to
        if (pairs.length >= PIECE) {
          yield { pairs, done: doneOf(1 / 3 + (number / BUCKETS) * (2 / 3)) }
          pairs = []
        }
      }
      yield { pairs, done: doneOf(1 / 3 + (number / BUCKETS) * (2 / 3)) }
      pairs = []
    }
  }
}
