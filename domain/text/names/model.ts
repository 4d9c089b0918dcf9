import { ALPHABET, type Script } from './letters'
import { ORDERS, type Sound } from './sound'
import { Table } from './table'

/** How each script is written in each: `sounds.latin.arabic` says how an Arabic word is written in Latin letters. */
export type NameModel = Record<Script, Record<Script, Sound>>

export const SCRIPTS: readonly Script[] = ['arabic', 'latin']
/** The most letters one letter writes: ش is sch, x is كس. */
export const MOST: NameModelOf<number> = { latin: { arabic: 4, latin: 2 }, arabic: { arabic: 2, latin: 2 } }
type NameModelOf<T> = Record<Script, Record<Script, T>>

const MARK = [0x44, 0x4e, 0x4d, 0x31] // "DNM1"
/** Steps in a doubling of a sum, which is kept in one byte. */
const STEPS = 12

const each = <T>(make: (to: Script, from: Script) => T): NameModelOf<T> => {
  const to = (script: Script) => ({ arabic: make(script, 'arabic'), latin: make(script, 'latin') })
  return { arabic: to('arabic'), latin: to('latin') }
}
export const modelOf = each

/** The model as a file: of each table its size, the keys in order by their distance, then a byte for each sum. */
export function packed(model: NameModel): Uint8Array {
  const out: number[] = [...MARK]
  const number = (n: number): void => {
    for (; n >= 0x80; n = Math.floor(n / 0x80)) out.push((n % 0x80) | 0x80)
    out.push(n)
  }
  for (const to of SCRIPTS)
    for (const from of SCRIPTS) {
      const entries = [...model[to][from].table.entries()].sort((a, b) => a[0] - b[0])
      number(entries.length)
      let before = 0
      for (const [key] of entries) {
        number(key - before)
        before = key
      }
      for (const [, sum] of entries) out.push(Math.max(0, Math.min(255, Math.round(Math.log2(sum + 1) * STEPS))))
    }
  return Uint8Array.from(out)
}

/** @throws Error when the bytes are not a model of this version */
export function unpacked(bytes: Uint8Array): NameModel {
  if (MARK.some((byte, at) => bytes[at] !== byte)) throw new Error('this is no model of names')
  let at = MARK.length
  const next = (): number => {
    const byte = bytes[at++]
    if (byte === undefined) throw new Error('the model of names is cut off')
    return byte
  }
  const number = (): number => {
    let [n, unit] = [0, 1]
    for (; ; unit *= 0x80) {
      const byte = next()
      n += (byte & 0x7f) * unit
      if (byte < 0x80) return n
    }
  }
  return each((to, from) => {
    const size = number()
    const keys = new Uint32Array(size)
    for (let i = 0, key = 0; i < size; i++) keys[i] = key += number()
    const table = new Table(size)
    for (const key of keys) table.add(key, 2 ** (next() / STEPS) - 1)
    return { table, most: MOST[to][from], orders: ORDERS, alphabet: ALPHABET[to] }
  })
}
