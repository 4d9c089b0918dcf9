import { bidi } from './bidi'
import { breaksOf } from './breaks'
import { joinedAt } from './joining'
import { Kept } from './kept'
import { scriptsOf } from './scripts'
import type { BidiPiece } from './types'

export type Direction = 'rtl' | 'ltr'

/** A stretch of one style, as the definition gives it. */
export interface StyledText {
  text: string
  noWrap: boolean
}

/** The smallest thing that is measured, placed and drawn: one style, level and script, and either a word or a blank. */
export interface Piece extends BidiPiece {
  text: string
  /** Which of the given stretches it comes from. */
  source: number
  /** The line must end after it. */
  lineEnd: boolean
  /** The line may not end after it. */
  glued: boolean
}

const ZERO_WIDTH_JOINER = '\u200d'
const BLANK = /^[ \t\u00a0\u202f\u2000-\u200a\u205f\u3000]+$/
const NEW_LINE = /\r?\n$|[\r\u2028\u2029]$/

const isBlank = (text: string): boolean => BLANK.test(text)

const isBlankUnit = (unit: number): boolean =>
  unit === 0x20 ||
  unit === 9 ||
  unit === 0xa0 ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x202f ||
  unit === 0x205f ||
  unit === 0x3000

const CARRIAGE_RETURN = 13
const LINE_FEED = 10
const isLineEnd = (unit: number): boolean =>
  unit === LINE_FEED || unit === CARRIAGE_RETURN || unit === 0x2028 || unit === 0x2029

/** Paragraphs of the last few letters: those of a mailing are cut once. */
const known = new Kept<Piece[]>(20_000)

/** The pieces of a paragraph (`cut`); they are shared and not to be changed. */
export function itemise(sources: readonly StyledText[], direction: Direction): readonly Piece[] {
  const styles = sources.map(({ text, noWrap }) => `${noWrap ? 1 : 0}${text.length}`).join(' ')
  return known.get(`${direction} ${styles} ${sources.map(({ text }) => text).join('')}`, () => cut(sources, direction))
}

/**
 * Cuts a paragraph, in reading order, wherever something changes that matters for shaping (level, script, style) or for breaking
 * lines (UAX #14 opportunities, words and blanks). Levels are those of the whole paragraph (UAX #9 P2–I2): a line is reordered
 * when it is finished, never before.
 */
function cut(sources: readonly StyledText[], direction: Direction): Piece[] {
  const text = sources.map((source) => source.text).join('')
  const owner = ownersOf(sources)
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, direction)
  const scripts = scriptsOf(text)
  const breaks = breaksOf(text)
  const paragraphLevel = (at: number): number =>
    paragraphs.find((paragraph) => paragraph.start <= at && at <= paragraph.end)?.level ?? (direction === 'rtl' ? 1 : 0)

  const isCut = (at: number): boolean => {
    const unit = text.charCodeAt(at)
    if (unit >= 0xdc00 && unit <= 0xdfff) return false
    const before = text.charCodeAt(at - 1)
    return (
      breaks.has(at) ||
      owner[at] !== owner[at - 1] ||
      levels[at] !== levels[at - 1] ||
      scripts[at] !== scripts[at - 1] ||
      isBlankUnit(unit) !== isBlankUnit(before) ||
      (isLineEnd(unit) && !(unit === LINE_FEED && before === CARRIAGE_RETURN))
    )
  }

  const pieceOf = (from: number, to: number): Piece => {
    const part = text.slice(from, to)
    const source = owner[from] ?? 0
    const words = isLineEnd(part.charCodeAt(part.length - 1)) ? part.replace(NEW_LINE, '') : part
    const blank = isBlank(words)
    const mayBreak = breaks.has(to) && !(sources[source]?.noWrap && sources[owner[to] ?? source]?.noWrap)
    return {
      text: withJoiners(text, words, from, to),
      source,
      lineEnd: words !== part || breaks.get(to) === true,
      glued: to < text.length && !mayBreak,
      level: levels[from] ?? 0,
      paragraphLevel: paragraphLevel(from),
      script: scripts[from] ?? 'Zyyy',
      blank,
      stretch: blank ? words.replace(/[^ \u00a0]/g, '').length : 0,
    }
  }

  const pieces: Piece[] = []
  let from = 0
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && !isCut(at)) continue
    pieces.push(pieceOf(from, at))
    from = at
  }
  return foldLoneLineEnds(pieces)
}

/** Which source each character is of. */
function ownersOf(sources: readonly StyledText[]): Uint32Array {
  const owners = new Uint32Array(sources.reduce((length, { text }) => length + text.length, 0))
  let from = 0
  sources.forEach(({ text }, index) => {
    owners.fill(index, from, from + text.length)
    from += text.length
  })
  return owners
}

/** A word cut by a change of style keeps its joined forms: what stands beside the cut is told to the shaper by U+200D. */
function withJoiners(paragraph: string, words: string, from: number, to: number): string {
  if (words === '') return words
  const before = from > 0 && joinedAt(paragraph, from) ? ZERO_WIDTH_JOINER : ''
  const after = to < paragraph.length && joinedAt(paragraph, to) ? ZERO_WIDTH_JOINER : ''
  return before + words + after
}

/** A line feed cut off from its word ends the line of that word; an empty line of its own would be one line too many. */
function foldLoneLineEnds(pieces: Piece[]): Piece[] {
  const folded: Piece[] = []
  for (const piece of pieces) {
    const previous = folded.at(-1)
    if (piece.text === '' && piece.lineEnd && previous && !previous.lineEnd) {
      folded[folded.length - 1] = { ...previous, lineEnd: true, glued: false }
    } else folded.push(piece)
  }
  return folded
}
