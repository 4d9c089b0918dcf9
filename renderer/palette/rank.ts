import { words } from '../../domain/text/normalise'

/** Something that can be asked for: `label` as it stands in the window, `also` as others call it (other languages, a code). */
export type Findable = { label: string; also: readonly string[] }

/** Arabic writes its article and "and" on the word: `السجلات` is asked for as `سجلات`. */
const bare = (word: string): string => word.replace(/^و?ال(?=.{2})/, '')
const spoken = (text: string): string[] => words(text).map(bare)

/** How well a typed word meets one of a name: the whole word, its beginning, something inside it; 0 is not at all. */
function meets(typed: string, word: string): number {
  if (word === typed) return 4
  if (word.startsWith(typed)) return 3
  return typed.length > 2 && word.includes(typed) ? 1 : 0
}
/** Each typed word has to be met; a name that begins as it was typed is what was meant. */
function score(typed: readonly string[], name: readonly string[]): number {
  let sum = 0
  for (const one of typed) {
    const best = Math.max(0, ...name.map((word) => meets(one, word)))
    if (best === 0) return 0
    sum += best
  }
  const begins = name.join(' ').startsWith(typed.join(' '))
  return sum / typed.length + (begins ? 2 : 0) + (begins && name.length === typed.length ? 1 : 0)
}

/**
 * What was meant, best first: names in the reader's own language before others, equals in the order they came in (P2 folding on both sides).
 * Nothing typed: all of them, as they are.
 */
export function ranked<T extends Findable>(all: readonly T[], text: string): T[] {
  const typed = spoken(text)
  if (typed.length === 0) return text.trim() === '' ? [...all] : []
  return all
    .map((one, at) => {
      const own = score(typed, spoken(one.label))
      const other = Math.max(0, ...one.also.map((name) => score(typed, spoken(name))))
      return { one, at, score: Math.max(own, other / 2) }
    })
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map(({ one }) => one)
}
