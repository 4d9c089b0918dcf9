import { folded } from '../normalise'

/** The letters a name is compared by, as small numbers; 0 is the edge of a word. */
export type Letters = Uint8Array

export type Script = 'arabic' | 'latin'

const ARABIC = 'ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآءؤئةى'
const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const CODES = new Map([ARABIC, LATIN].flatMap((all) => [...all].map((letter, at) => [letter, at + 1] as const)))

/** How many there are of a script, the edge included. */
export const ALPHABET: Record<Script, number> = { arabic: ARABIC.length + 1, latin: LATIN.length + 1 }

export const scriptOf = (word: string): Script => (/\p{Script=Arabic}/u.test(word) ? 'arabic' : 'latin')

/**
 * A word as it is compared by its sound: what the search folds is folded (P2), but the seat of a hamza and the last letter stay,
 * because they are heard (إ is an i, ة an a).
 */
export function spelled(word: string): string {
  let out = ''
  const text = word.normalize('NFKC').toLowerCase()
  for (const char of text) out += CODES.has(char) ? char : folded(char)
  return [...out].filter((char) => CODES.has(char)).join('')
}

export function lettersOf(spelling: string): Letters {
  const codes = new Uint8Array(spelling.length)
  for (let at = 0; at < spelling.length; at++) codes[at] = CODES.get(spelling[at] ?? '') ?? 0
  return codes
}
