import { ALPHABET, type Letters, type Script } from './letters'
import { chances, type Sound } from './sound'

/** A word found by its sound, and what the way to it costs already (ln). */
export type Found = { id: number; way: number; rough: number }

/** Letters behind these are not compared while words are looked for; nobody's name needs them. */
const DEEPEST = 40
const WIDEST = 40
/** What is judged roughly knows a letter and the one written before it. */
const ROUGH = 2
/** More ways on than there are letters. */
const STRIDE = 40
const ROWS = (DEEPEST + 1) * (WIDEST + 1)

/** Words of one script by their letters, gone through together: what begins alike is compared once. */
export class Trie {
  private letter = new Uint8Array(1 << 10)
  private child = new Int32Array(1 << 10)
  private sibling = new Int32Array(1 << 10)
  private nodes = 1
  private readonly ends = new Map<number, { id: number; way: number }[]>()
  /** A row a letter on the way down, then one for each way on from each of them. */
  private readonly rows = new Float64Array(ROWS + DEEPEST * STRIDE * (WIDEST + 1))
  private readonly bounds = new Float64Array(DEEPEST * STRIDE)
  private readonly nodesAt = new Int32Array(DEEPEST * STRIDE)
  private readonly slots = new Int32Array(DEEPEST * STRIDE)
  private emitted = new Float64Array(0)
  private readonly rest = new Float64Array(WIDEST + 1)

  constructor(private readonly script: Script) {}

  /** @param way what it costs to take the word for this one (ln): its article left out */
  add(letters: Letters, id: number, way: number): void {
    let node = 0
    for (const letter of letters.subarray(0, DEEPEST)) node = this.step(node, letter)
    const there = this.ends.get(node)
    if (there) there.push({ id, way })
    else this.ends.set(node, [{ id, way }])
  }

  private step(node: number, letter: number): number {
    let at = this.child[node] ?? 0
    while (at !== 0) {
      if (this.letter[at] === letter) return at
      at = this.sibling[at] ?? 0
    }
    if (this.nodes === this.letter.length) {
      this.letter = grown(this.letter, new Uint8Array(this.nodes * 2))
      this.child = grown(this.child, new Int32Array(this.nodes * 2))
      this.sibling = grown(this.sibling, new Int32Array(this.nodes * 2))
    }
    at = this.nodes++
    this.letter[at] = letter
    this.sibling[at] = this.child[node] ?? 0
    this.child[node] = at
    return at
  }

  /**
   * The words most likely written as `said`, judged roughly: by each letter and the one written before it.
   * @param floor what is less likely is not looked for
   */
  likeliest(sound: Sound, said: Letters, most: number, floor = 0): Found[] {
    const asked = said.subarray(0, WIDEST)
    if (asked.length === 0) return []
    this.prepare(sound, asked)
    const best = new Best(most, floor)
    this.rows.fill(0, 0, asked.length + 1)
    this.rows[0] = 1
    this.descend(0, 0, asked.length, sound.most, best)
    return best.sorted()
  }

  /** What each letter writes at each place of the query, and the most that can be had of what is still to come. */
  private prepare(sound: Sound, asked: Letters): void {
    const letters = ALPHABET[this.script]
    const rough = { ...sound, orders: ROUGH }
    const deep = sound.most + 1
    const places = asked.length + 1
    this.emitted = new Float64Array(letters * places * deep)
    const most = new Float64Array(places * deep)
    const into = new Float64Array(deep)
    const one = new Uint8Array(1)
    for (let letter = 1; letter < letters; letter++) {
      one[0] = letter
      for (let j = 0; j < places; j++) {
        chances(rough, one, 0, asked, j, into)
        for (let k = 0; k <= Math.min(sound.most, asked.length - j); k++) {
          const p = into[k] ?? 0
          this.emitted[(letter * places + j) * deep + k] = p
          if (p > (most[j * deep + k] ?? 0)) most[j * deep + k] = p
        }
      }
    }
    this.rest[asked.length] = 1
    for (let j = asked.length - 1; j >= 0; j--) {
      let best = 0
      for (let k = 1; k <= Math.min(sound.most, asked.length - j); k++)
        best = Math.max(best, (most[j * deep + k] ?? 0) * (this.rest[j + k] ?? 0))
      this.rest[j] = best
    }
  }

  /** The likeliest way on first: the better the worst of the best, the less is gone through. */
  private descend(node: number, depth: number, length: number, most: number, best: Best): void {
    const { rows, rest, emitted } = this
    const places = length + 1
    const deep = most + 1
    const width = WIDEST + 1
    const here = depth * width
    const base = depth * STRIDE
    let ways = 0
    for (let at = this.child[node] ?? 0; at !== 0; at = this.sibling[at] ?? 0) {
      const next = ROWS + (base + ways) * width
      rows.fill(0, next, next + places)
      const letter = (this.letter[at] as number) * places
      let bound = 0
      for (let j = 0; j < places; j++) {
        const p = rows[here + j] as number
        if (p * (rest[j] as number) <= best.least) continue
        const from = (letter + j) * deep
        const room = most < length - j ? most : length - j
        for (let k = 0; k <= room; k++) {
          const q = p * (emitted[from + k] as number)
          if (q <= (rows[next + j + k] as number)) continue
          rows[next + j + k] = q
          const reach = q * (rest[j + k] as number)
          if (reach > bound) bound = reach
        }
      }
      if (bound <= best.least) continue
      // In the order of what can be had of them, the most first.
      let place = base + ways
      const slot = ways++
      while (place > base && (this.bounds[place - 1] as number) < bound) {
        this.bounds[place] = this.bounds[place - 1] as number
        this.nodesAt[place] = this.nodesAt[place - 1] as number
        this.slots[place] = this.slots[place - 1] as number
        place--
      }
      this.bounds[place] = bound
      this.nodesAt[place] = at
      this.slots[place] = slot
    }
    for (let way = base; way < base + ways; way++) {
      if ((this.bounds[way] as number) <= best.least) return
      const at = this.nodesAt[way] as number
      const row = ROWS + (base + (this.slots[way] as number)) * width
      const end = rows[row + length] as number
      if (end > best.least)
        for (const { id, way } of this.ends.get(at) ?? []) best.offer({ id, way, rough: end * Math.exp(way) })
      if (depth >= DEEPEST - 1) continue
      rows.copyWithin(here + width, row, row + places)
      this.descend(at, depth + 1, length, most, best)
    }
  }
}

function grown<T extends Uint8Array | Int32Array>(old: T, room: T): T {
  room.set(old)
  return room
}

/** The best so many, as a heap with the least on top. */
class Best {
  private readonly heap: Found[] = []
  constructor(
    private readonly most: number,
    public least: number,
  ) {}

  offer(found: Found): void {
    const { heap, most } = this
    if (found.rough <= this.least) return
    if (heap.length < most) {
      heap.push(found)
      this.up(heap.length - 1)
    } else {
      heap[0] = found
      this.down()
    }
    if (heap.length === most) this.least = (heap[0] as Found).rough
  }

  sorted(): Found[] {
    return this.heap.sort((a, b) => b.rough - a.rough)
  }

  private up(from: number): void {
    const { heap } = this
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1
      const [one, other] = [heap[at] as Found, heap[parent] as Found]
      if (one.rough >= other.rough) return
      heap[at] = other
      heap[parent] = one
      at = parent
    }
  }

  private down(): void {
    const { heap } = this
    for (let at = 0; ;) {
      let child = 2 * at + 1
      if (child >= heap.length) return
      if (child + 1 < heap.length && (heap[child + 1] as Found).rough < (heap[child] as Found).rough) child++
      const [one, other] = [heap[at] as Found, heap[child] as Found]
      if (one.rough <= other.rough) return
      heap[at] = other
      heap[child] = one
      at = child
    }
  }
}
