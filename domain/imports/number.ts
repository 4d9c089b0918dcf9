import type { PaperNumbers } from '../../contract/books'
import { printNumber } from '../register/numbering'
import { codeKey } from '../register/code'
import { normalise } from '../text/normalise'

export type PaperNumber = {
  /** As it stands on paper; null where nothing does. */
  written: string | null
  /** What it counts as, where it counts. */
  seq: number | null
  /** `مكرر`, `bis`, `أ`: another line under the same number, which is no double. */
  also: string
}

const COUNTS = /^(\d{1,9})(?:[\s/.-]*(\p{L}[\p{L}\d .’']{0,19}))?$/u

/**
 * Reads a number of a paper register: 417, 00417, ٤١٧, 417 مكرر, 417/أ, و/2026/417, 417/2026. What cannot be counted stays as it is
 * written, for the book is evidence.
 */
export function readPaperNumber(cell: string, { code, year }: { code: string; year: number }): PaperNumber {
  const written = cell.trim()
  if (written === '') return { written: null, seq: null, also: '' }
  const known = new Set([String(year), codeKey(code)])
  const parts = written.split(/\s*[/\\|]\s*|\s+-\s+|(?<=\d)-(?=\d)|(?<=\p{L})-(?=\d)/u)
  const left = parts.length > 1 ? parts.filter((part) => !known.has(codeKey(part))) : parts
  const found = COUNTS.exec(normalise(left.join(' ')).trim())
  const seq = found ? Number(found[1]) : 0
  if (!found || seq < 1) return { written, seq: null, also: '' }
  const also = (found[2] ?? '').trim()
  return { written, seq, also: also === '' ? '' : (/\p{L}.*$/u.exec(left.join(' '))?.[0] ?? also).trim() }
}

/** As the register prints its numbers, where it is one; a number that cannot be counted, and none at all, stand in its place. */
export function printPaperNumber(
  number: PaperNumber,
  register: { code: string; pattern: string },
  year: number,
): string {
  const { seq, also, written } = number
  if (seq === null) return `${register.code}/${year}/${written ?? '—'}`.slice(0, 80)
  const printed = printNumber(register.pattern, { register: register.code, year, desk: null, seq })
  return also === '' ? printed : `${printed} ${also}`.slice(0, 80)
}

/** Which numbers a paper book has: gaps and doubles are counted, never mended (N3 is for the program's own). */
export class PaperCount {
  private readonly seen = new Map<string, number>()
  private readonly numbers = new Set<number>()
  private lines = 0
  private doubled = 0
  private unnumbered = 0

  add({ seq, also }: PaperNumber): void {
    this.lines++
    if (seq === null) this.unnumbered++
    else {
      const key = `${seq}|${normalise(also)}`
      const before = this.seen.get(key) ?? 0
      this.seen.set(key, before + 1)
      // However often it stands there, it is one number that is double.
      if (before === 1) this.doubled++
      this.numbers.add(seq)
    }
  }

  said(): PaperNumbers {
    let [first, last] = [Infinity, 0]
    for (const seq of this.numbers) [first, last] = [Math.min(first, seq), Math.max(last, seq)]
    const { lines, doubled, unnumbered } = this
    if (this.numbers.size === 0) return { lines, first: null, last: null, missing: 0, doubled, unnumbered }
    return { lines, first, last, missing: last - first + 1 - this.numbers.size, doubled, unnumbered }
  }
}
