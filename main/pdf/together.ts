import { withoutMarks } from '../../domain/text/isolate'
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

const lengthOf = (text: string): number => Array.from(withoutMarks(text)).length

/** The glyphs of a run whose characters lie in [from, to), in their visual order. */
function slice(run: ShapedRun, from: number, to: number): ShapedRun {
  const part: ShapedRun = { glyphs: [], positions: [], characters: [], starts: [], advanceWidth: 0 }
  run.starts.forEach((start, index) => {
    const [glyph, position, characters] = [run.glyphs[index], run.positions[index], run.characters[index]]
    if (start < from || start >= to || !glyph || !position || !characters) return
    part.glyphs.push(glyph)
    part.positions.push(position)
    part.characters.push(characters)
    part.starts.push(start - from)
    part.advanceWidth += position.xAdvance
  })
  return part
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
  for (const group of runsOf(inlines)) {
    const font = group[0] && shapingFontOf(group[0])
    if (!font) continue
    const run = font.shape(group.map((inline) => inline.text).join(''), group[0]?.fontFeatures)
    let from = 0
    for (const inline of group) {
      const to = from + lengthOf(inline.text)
      inline.shaped = group.length === 1 ? run : slice(run, from, to)
      if (inline.hyphenated) inline.shaped = copiedAsSoft(inline.shaped)
      inline.width =
        (inline.shaped.advanceWidth * inline.fontSize) / 1000 + (inline.characterSpacing ?? 0) * (to - from - 1)
      from = to
    }
  }
}
