/** Sums by a hashed key, in two flat arrays: millions of contexts are counted in it, and some hundred thousand are kept. */
export class Table {
  private keys: Uint32Array
  private sums: Float32Array
  size = 0

  /** @param expected how many keys will stand in it */
  constructor(expected = 1 << 11) {
    const room = 2 ** Math.ceil(Math.log2(expected * 2 + 2))
    this.keys = new Uint32Array(room)
    this.sums = new Float32Array(room)
  }

  /** 0 for what was never met. */
  get(key: number): number {
    const mask = this.keys.length - 1
    let at = key & mask
    for (;;) {
      const there = this.keys[at]
      if (there === key) return this.sums[at] ?? 0
      if (there === 0) return 0
      at = (at + 1) & mask
    }
  }

  add(key: number, sum: number): void {
    if (this.size * 2 > this.keys.length) this.grow()
    const mask = this.keys.length - 1
    let at = key & mask
    while (this.keys[at] !== key && this.keys[at] !== 0) at = (at + 1) & mask
    if (this.keys[at] === 0) {
      this.keys[at] = key
      this.size++
    }
    this.sums[at] = (this.sums[at] ?? 0) + sum
  }

  *entries(): Generator<[key: number, sum: number]> {
    for (let at = 0; at < this.keys.length; at++) {
      const key = this.keys[at] ?? 0
      if (key !== 0) yield [key, this.sums[at] ?? 0]
    }
  }

  private grow(): void {
    const [keys, sums] = [this.keys, this.sums]
    this.keys = new Uint32Array(keys.length * 2)
    this.sums = new Float32Array(keys.length * 2)
    this.size = 0
    for (let at = 0; at < keys.length; at++) if (keys[at] !== 0) this.add(keys[at] ?? 0, sums[at] ?? 0)
  }
}

/** One number into another: order matters, 0 is never the result. */
export function mixed(hash: number, value: number): number {
  let h = Math.imul(hash ^ (value + 0x9e3779b9 + (hash << 6) + (hash >>> 2)), 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h === 0 ? 1 : h >>> 0
}
