import { withoutMarks } from '../../domain/text/isolate'
import { emptyRun } from './shape'
import type { Inline, ShapedRun, ShapingFont } from './types'

const shapingFontOf = (inline: Inline): ShapingFont | null =>
  'encodeRun' in inline.font ? (inline.font as ShapingFont) : null

/** One font, level, direction and script: HarfBuzz shapes them as one run. */
function shareRun(one: Inline, other: Inline): boolean {
  return (
    one.bidi?.script === other.bidi?.script &&
    one.bidi?.level === other.bidi?.level &&
    one.font.font === other.font.font &&
    one.fontSize === other.fontSize &&
    one.fontFeatures === other.fontFeatures &&
    !one.characterSpacing &&
    !other.characterSpacing &&
    !one.lineEnd
  )
}

function runsOf(inlines: readonly Inline[]): Inline[][] {
  const groups: Inline[][] = []
  for (const inline of inlines) {
    const group = groups.at(-1)
    const previous = group?.at(-1)
    if (group && previous && shareRun(previous, inline)) group.push(inline)
    else groups.push([inline])
  }
  return groups
}

const COUNTED_OTHERWISE = /[\ud800-\udfff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/

const lengthOf = (text: string): number =>
  COUNTED_OTHERWISE.test(text) ? Array.from(withoutMarks(text)).length : text.length

/** Gives the glyphs of a run to the inlines whose characters they stand for, each in their visual order. */
function share(run: ShapedRun, group: readonly Inline[]): void {
  const ends: number[] = []
  let end = 0
  for (const { text } of group) ends.push((end += lengthOf(text)))
  const parts = group.map(emptyRun)
  let owner = 0
  run.starts.forEach((start, index) => {
    // Clusters follow each other one way or the other: the owner is seldom far from the last.
    while (owner > 0 && start < (ends[owner - 1] ?? 0)) owner--
    while (owner < parts.length - 1 && start >= (ends[owner] ?? 0)) owner++
    const [part, glyph, position, characters] = [
      parts[owner],
      run.glyphs[index],
      run.positions[index],
      run.characters[index],
    ]
    if (!part || !glyph || !position || !characters) return
    part.glyphs.push(glyph)
    part.positions.push(position)
    part.characters.push(characters)
    part.starts.push(start - (ends[owner - 1] ?? 0))
    part.breaks.push(run.breaks[index] ?? false)
    part.advanceWidth += position.xAdvance
  })
  group.forEach((inline, index) => (inline.shaped = parts[index] ?? emptyRun()))
}

/** Whether each inline may stand at the beginning or the end of a line as it is shaped: HarfBuzz says so of every cluster. */
function sayBreaks(group: readonly Inline[], rtl: boolean): void {
  group.forEach((inline, index) => {
    const { breaks = [], starts = [] } = inline.shaped ?? {}
    const first = rtl ? breaks.length - 1 : 0
    // A letter that is part of a ligature with the inline before has no glyph of its own here (the ff of af-faire).
    inline.opens = index === 0 || (starts[first] === 0 && breaks[first] === true)
    const before = group[index - 1]
    if (before) before.closes = inline.opens
    inline.closes = true
  })
}

/** The hyphen of a cut word is copied as a soft one, so that readers and searches put the word together again (ISO 32000 14.8.2.2). */
function copiedAsSoft(run: ShapedRun): ShapedRun {
  const lastStart = Math.max(...run.starts)
  return { ...run, characters: run.characters.map((one, index) => (run.starts[index] === lastStart ? [0xad] : one)) }
}

/**
 * Shapes neighbours of one font, level and script as one run, as HarfBuzz sees them, and gives each its glyphs and its width:
 * Amiri moves words apart or together across a space when their marks would touch.
 */
export function shapeTogether(inlines: readonly Inline[]): void {
  for (const group of runsOf(inlines)) shapeRun(group)
}

/** The same for what was cut out of a paragraph: only what looks otherwise beside an edge of the line is shaped anew. */
export function shapeCut(pieces: readonly Inline[]): void {
  for (const group of runsOf(pieces))
    if (!(group[0]?.opens && group.at(-1)?.closes) || group.some(({ shaped, hyphenated }) => !shaped || hyphenated))
      shapeRun(group)
}

function shapeRun(group: readonly Inline[]): void {
  const font = group[0] && shapingFontOf(group[0])
  if (!font) return
  const run = font.shape(group.map((inline) => inline.text).join(''), group[0]?.fontFeatures)
  if (group.length > 1) share(run, group)
  else if (group[0]) group[0].shaped = run
  sayBreaks(group, (group[0]?.bidi?.level ?? 0) % 2 === 1)
  for (const inline of group) {
    if (!inline.shaped) continue
    if (inline.hyphenated) inline.shaped = copiedAsSoft(inline.shaped)
    const spaced = inline.characterSpacing ? inline.characterSpacing * (lengthOf(inline.text) - 1) : 0
    inline.width = (inline.shaped.advanceWidth * inline.fontSize) / 1000 + spaced
  }
}
