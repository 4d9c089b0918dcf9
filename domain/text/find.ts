import { normalise } from './normalise'

/** Where something stands in a text, by UTF-16 units; `to` is behind it. */
export type Place = { from: number; to: number }

/**
 * Every place a text is written in another, as a reader means it: folded like the search of the register (P2), and one space is as
 * good as a new line. Pieces of words are found too.
 * @param most of a page that is nothing but the one letter somebody typed first
 */
export function findAll(text: string, query: string, most = 500): Place[] {
  const wanted = spaced(normalise(query)).trim()
  if (wanted === '') return []
  const { folded, from, to } = withPlaces(text)
  const found: Place[] = []
  for (let at = folded.indexOf(wanted); at >= 0 && found.length < most; at = folded.indexOf(wanted, at + wanted.length))
    found.push({ from: from[at] ?? 0, to: to[at + wanted.length - 1] ?? text.length })
  return found
}

const spaced = (text: string): string => text.replace(/\s+/gu, ' ')

/** The folded text, and for each of its units where in the text it begins and ends. A letter may fold to two (ﻻ) or none. */
function withPlaces(text: string): { folded: string; from: number[]; to: number[] } {
  let folded = ''
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const char of text) {
    const end = at + char.length
    const seen = /\s/u.test(char) ? ' ' : normalise(char)
    if (seen === ' ' && folded.endsWith(' ')) to[to.length - 1] = end
    else
      for (let i = 0; i < seen.length; i++) {
        from.push(at)
        to.push(end)
      }
    if (!(seen === ' ' && folded.endsWith(' '))) folded += seen
    at = end
  }
  return { folded, from, to }
}
