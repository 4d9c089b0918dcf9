import { mirrored, mirroredCodePoint } from './bidi'
import { withoutMarks } from '../../domain/text/isolate'
import type {
  DocumentFont,
  FontFeatures,
  FontkitFont,
  Glyph,
  GlyphPosition,
  ScriptTag,
  ShapedRun,
  ShapingFont,
} from './types'

/** Parts of a letter that a font draws as glyphs of their own (dots, hamza) stand for no character. An empty entry in the
 * ToUnicode table makes PDF.js print the glyph number; a zero-width space is skipped by every reader. */
const NO_CHARACTER = 0x200b
const KEPT_RUNS = 20_000
const VOWEL_THEN_SHADDA = /([\u064b-\u0650\u0656\u0657\u08f0-\u08f2]+)\u0651/g
const IGNORABLE = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/

/** NFC puts the vowel first; HarfBuzz sorts shadda in front of it (modified combining classes). fontkit does not, and without
 * this the ligatures of shadda and vowel are lost. */
export function shaddaFirst(text: string): string {
  return text.replace(VOWEL_THEN_SHADDA, '\u0651$1')
}

export const isIgnorable = (character: string): boolean => IGNORABLE.test(character)

const runsOfFont = new WeakMap<FontkitFont, Map<string, ShapedRun>>()

function runsOf(font: FontkitFont): Map<string, ShapedRun> {
  let runs = runsOfFont.get(font)
  if (!runs) runsOfFont.set(font, (runs = new Map()))
  return runs
}

function shape(base: DocumentFont, given: string, features: FontFeatures, script: ScriptTag, rtl: boolean): ShapedRun {
  const ordered = shaddaFirst(withoutMarks(given))
  const text = rtl ? mirrored(ordered) : ordered
  const { font, scale } = base
  const copy = Array.isArray(features) ? [...features] : features ? { ...features } : undefined
  const { glyphs, positions } = font.layout(text, copy, script, null, rtl ? 'rtl' : 'ltr')
  const space = font.glyphForCodePoint(0x20).id
  // A format character that the font lacks must not come out as a box.
  const boxesAreFormat = Array.from(text).every(
    (c) => isIgnorable(c) || font.hasGlyphForCodePoint(c.codePointAt(0) ?? 0),
  )
  const starts = startsOf(glyphs, rtl)
  const run: ShapedRun = { glyphs: [], positions: [], characters: [], starts: [], advanceWidth: 0 }
  glyphs.forEach((glyph, index) => {
    const position = positions[index]
    if (!position) return
    // fontkit turns format characters into spaces without advance: nothing to draw, and nothing to copy.
    if ((glyph.id === space && position.xAdvance === 0) || (glyph.id === 0 && boxesAreFormat)) return
    run.glyphs.push(glyph)
    run.characters.push(charactersOf(glyph, rtl))
    run.starts.push(starts[index] ?? 0)
    run.positions.push(scaled(position, glyph, scale))
    run.advanceWidth += position.xAdvance * scale
  })
  return run
}

/** Where the characters of each glyph begin: fontkit keeps the order of the text, so they are counted up in reading order. */
function startsOf(glyphs: readonly Glyph[], rtl: boolean): number[] {
  const logical = rtl ? [...glyphs].reverse() : glyphs
  let next = 0
  const starts = logical.map(({ codePoints }) => {
    const start = codePoints.length > 0 ? next : Math.max(0, next - 1)
    next += codePoints.length
    return start
  })
  return rtl ? starts.reverse() : starts
}

/** The logical characters of a glyph: a bracket that was mirrored to be drawn is copied as it was written. */
function charactersOf(glyph: Glyph, rtl: boolean): number[] {
  if (glyph.codePoints.length === 0) return [NO_CHARACTER]
  return rtl ? glyph.codePoints.map(mirroredCodePoint) : glyph.codePoints
}

function scaled(position: GlyphPosition, glyph: Glyph, scale: number): GlyphPosition {
  return {
    xAdvance: position.xAdvance * scale,
    yAdvance: position.yAdvance * scale,
    xOffset: position.xOffset * scale,
    yOffset: position.yOffset * scale,
    advanceWidth: glyph.advanceWidth * scale,
  }
}

/** CIDs already given in a document's font: `glyph id: characters` → CID. */
const cidsOfFont = new WeakMap<DocumentFont, Map<string, number>>()

/**
 * One CID for each pair of glyph and characters, so that copying, searching and pdftotext see what was written even when two
 * characters share a glyph (a bracket and its mirror image, a space and a no-break space).
 */
function cidOf(base: DocumentFont, glyph: Glyph, characters: number[]): number {
  let cids = cidsOfFont.get(base)
  if (!cids) cidsOfFont.set(base, (cids = new Map()))
  const key = `${glyph.id}:${characters.join()}`
  const known = cids.get(key)
  if (known !== undefined) return known
  const { subset } = base
  const first = subset.mapping[glyph.id]
  let cid: number
  if (first === undefined) cid = subset.includeGlyph(glyph.id)
  else if (base.unicode[first] === undefined) cid = first
  else {
    cid = subset.glyphs.length
    subset.glyphs.push(glyph.id)
  }
  base.widths[cid] = glyph.advanceWidth * base.scale
  base.unicode[cid] = characters
  cids.set(key, cid)
  return cid
}

const variantsOfFont = new WeakMap<DocumentFont, Map<string, ShapingFont>>()

/** The same font of the document, shaping in one direction and one script. Its glyphs go into the subset of `base`. */
export function shapingVariant(base: DocumentFont, rtl: boolean, script: ScriptTag): ShapingFont {
  let variants = variantsOfFont.get(base)
  if (!variants) variantsOfFont.set(base, (variants = new Map()))
  const key = `${rtl ? 'rtl' : 'ltr'} ${script}`
  const known = variants.get(key)
  if (known) return known

  const shapeCached = (text: string, features?: FontFeatures): ShapedRun => {
    const runs = runsOf(base.font)
    const runKey = `${key} ${features ? JSON.stringify(features) : ''}|${text}`
    let run = runs.get(runKey)
    if (!run) {
      run = shape(base, text, features, script, rtl)
      if (runs.size >= KEPT_RUNS) runs.clear()
      runs.set(runKey, run)
    }
    return run
  }
  const encodeRun = ({ glyphs, characters, positions }: ShapedRun): [string[], GlyphPosition[]] => {
    const cids = glyphs.map((glyph, index) => cidOf(base, glyph, characters[index] ?? [NO_CHARACTER]))
    return [cids.map((cid) => cid.toString(16).padStart(4, '0')), positions]
  }
  const variant: ShapingFont = Object.assign(Object.create(base) as DocumentFont, {
    ref: () => base.ref(),
    shape: shapeCached,
    encodeRun,
    layout: shapeCached,
    encode: (text: string, features?: FontFeatures) => encodeRun(shapeCached(text, features)),
  })
  variants.set(key, variant)
  return variant
}
