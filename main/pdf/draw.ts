import { TextDecorator, type Renderer } from './internals'
import { inLanguage, languageOfRun } from './tagging'
import type { DocumentFont, FontFeatures, GlyphPosition, Inline, Line, ShapingFont } from './types'

const SAME_STYLE = [
  'fontSize',
  'color',
  'link',
  'linkToPage',
  'linkToDestination',
  'opacity',
  'sup',
  'sub',
  'fontFeatures',
] as const

function continues(previous: Inline, next: Inline): boolean {
  return (
    previous.bidi?.level === next.bidi?.level &&
    previous.bidi?.script === next.bidi?.script &&
    baseOf(previous.font) === baseOf(next.font) &&
    previous.font.ascender === next.font.ascender &&
    !previous.characterSpacing &&
    !next.characterSpacing &&
    SAME_STYLE.every((property) => previous[property] === next[property])
  )
}

const NONE: readonly boolean[] = []

/** The fontkit font behind a variant: regular and bold are two. */
const baseOf = (font: DocumentFont): DocumentFont['font'] => font.font

/**
 * Neighbouring words of one level and style become one show operation, already shaped word by word: smaller files, and a reader
 * sees the phrase with its spaces. Space glyphs carry the justified width.
 */
function mergedRun(run: readonly Inline[]): Inline {
  const first = run[0] as Inline
  const plain = { decoration: null, background: null }
  const rtl = (first.bidi?.level ?? 0) % 2 === 1
  const visual = rtl ? [...run].reverse() : run
  const encode = (_text: string, features?: FontFeatures): [string[], GlyphPosition[]] => {
    const codes: string[] = []
    const positions: GlyphPosition[] = []
    for (const inline of visual) {
      const [runCodes, runPositions] = encodeInline(inline, features)
      const stretch = inline.bidi?.stretch ?? 0
      let natural = 0
      if (stretch > 0) for (const { xAdvance } of runPositions) natural += xAdvance
      const extra = stretch > 0 ? ((inline.width * 1000) / inline.fontSize - natural) / stretch : 0
      const stretches = extra ? stretchFlags(inline, rtl) : NONE
      for (let index = 0; index < runPositions.length; index++) {
        const position = runPositions[index] as GlyphPosition
        codes.push(runCodes[index] ?? '')
        positions.push(stretches[index] ? { ...position, xAdvance: position.xAdvance + extra } : position)
      }
    }
    return [codes, positions]
  }
  // pdfkit asks for the width only to move a cursor that nobody reads.
  const font = Object.assign(Object.create(first.font) as DocumentFont, { encode, widthOfString: () => 0 })
  return {
    ...first,
    ...plain,
    text: run.map((inline) => inline.text).join(''),
    x: visual[0]?.x ?? first.x,
    width: run.reduce((sum, inline) => sum + inline.width, 0),
    font,
  }
}

function encodeInline(inline: Inline, features: FontFeatures): [string[], GlyphPosition[]] {
  if (inline.shaped && 'encodeRun' in inline.font) return (inline.font as ShapingFont).encodeRun(inline.shaped)
  return inline.font.encode(inline.text, features)
}

/** Which glyphs of a blank stretch, from left to right: one glyph a character there. */
function stretchFlags(inline: Inline, rtl: boolean): boolean[] {
  if (!inline.bidi?.stretch) return []
  const flags = Array.from(inline.text, (character) => character === ' ' || character === '\u00a0')
  return rtl ? flags.reverse() : flags
}

function mergedRuns(logical: readonly Inline[]): Inline[] {
  const runs: Inline[][] = []
  for (const inline of logical) {
    const run = runs.at(-1)
    const previous = run?.at(-1)
    if (run && previous && continues(previous, inline)) run.push(inline)
    else runs.push([inline])
  }
  return runs.map(mergedRun)
}

/** Neighbours of one language together; `null` is that of their paragraph. */
function byLanguage(line: Line, runs: readonly Inline[]): { language: string | null; runs: Inline[] }[] {
  const parts: { language: string | null; runs: Inline[] }[] = []
  for (const run of runs) {
    const language = languageOfRun(line, run.bidi?.script)
    const last = parts.at(-1)
    if (last?.language === language) last.runs.push(run)
    else parts.push({ language, runs: [run] })
  }
  return parts
}

/** Draws the words of a line in reading order, each at its visual place: extraction and screen readers get what was written. */
export function patchRenderer(prototype: Renderer): void {
  const renderStock = prototype.renderLine
  prototype.renderLine = function (line: Line, x: number, y: number): void {
    if (!line.logical) return renderStock.call(this, line, x, y)
    const decorator = new TextDecorator(this.pdfDocument)
    decorator.drawBackground(line, x, y)
    const [height, ascender] = [line.getHeight(), line.getAscenderHeight()]
    for (const { language, runs } of byLanguage(line, mergedRuns(line.logical))) {
      const part = line.clone()
      // A part stands on the baseline of the whole.
      Object.assign(part, { inlines: runs, getHeight: () => height, getAscenderHeight: () => ascender })
      inLanguage(this.pdfDocument, language, () => renderStock.call(this, part, x, y))
    }
    decorator.drawDecorations(line, x, y)
  }
}
