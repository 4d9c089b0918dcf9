/** mulberry32: small, seeded, good enough to choose what a clerk does next. @returns numbers in [0, 1) */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <T>(next: () => number, from: readonly T[]): T => {
  const found = from[Math.floor(next() * from.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}
