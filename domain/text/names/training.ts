import { learnSound, type Pair } from './learn'
import { ALPHABET, lettersOf, spelled } from './letters'
import { MOST, modelOf, type NameModel } from './model'
import { ways } from './ways'

/** An Arabic word, one of its spellings in Latin letters, and how often it was met. */
export type Written = { arabic: string; latin: string; times: number }

/** What is seen less often is left out of the file, which ships. */
const KEEP = { across: 3.2, within: 4 }
/** Of a word written in many ways, so many of each are learned from. */
const MOST_OF_ONE = 6

/**
 * Learns all four sounds. Across the scripts from the pairs; within one script from words that are written the same in the other.
 * @param checked pairs that people looked through; `mined` ones are believed less
 */
export function learnModel(checked: readonly Written[], mined: readonly Written[]): NameModel {
  const across = [
    ...checked.map((pair) => paired(pair, 3)),
    ...mined.map((pair) => paired(pair, Math.min(3, 1 + Math.log2(pair.times) / 2))),
  ].filter((pair) => pair !== null)
  const turned = across.map(({ from, to, weight }) => ({ from: to, to: from, weight }))
  const often = [...checked, ...mined.filter(({ times }) => times > 1)]
  const latin = alike(often.map((pair) => [spelled(pair.arabic), spelled(pair.latin)]))
  const arabic = alike(often.map((pair) => [spelled(pair.latin), spelled(pair.arabic)]))
  return modelOf((to, from) => {
    const pairs = to === from ? (to === 'latin' ? latin : arabic) : to === 'latin' ? across : turned
    return learnSound(pairs, MOST[to][from], ALPHABET[to], to === from ? KEEP.within : KEEP.across)
  })
}

function paired({ arabic, latin }: Written, weight: number): Pair | null {
  const to = spelled(latin)
  const [whole, bare] = ways(spelled(arabic))
  // Most of the time the article is a word of its own in Latin letters, or gone.
  const from = bare?.article && !/^[aeu]l/.test(to) ? bare.spelling : (whole?.spelling ?? '')
  return from && to ? { from: lettersOf(from), to: lettersOf(to), weight } : null
}

/** Words that stand for the same one, each with each, and each with itself. */
function alike(pairs: readonly (readonly [key: string, word: string])[]): Pair[] {
  const groups = new Map<string, Set<string>>()
  for (const [key, word] of pairs) if (key && word) groups.set(key, (groups.get(key) ?? new Set()).add(word))
  return [...groups.values()].flatMap((group) => {
    const words = [...group].slice(0, MOST_OF_ONE).map(lettersOf)
    return words.flatMap((from) => words.map((to) => ({ from, to, weight: from === to ? 2 : 2 / words.length })))
  })
}
