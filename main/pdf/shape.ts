import { withoutMarks } from '../../domain/text/isolate'
import type { ShapedGlyph, Shaper } from './harfbuzz'
import type { DocumentFont, FontFeatures, FontkitFont, GlyphPosition, ScriptTag, ShapedRun, ShapingFont } from './types'

/** Parts of a letter that a font draws as glyphs of their own (dots, hamza) stand for no character. An empty entry in the
 * ToUnicode table makes PDF.js print the glyph number; a zero-width space is skipped by every reader. */
const NO_CHARACTER = 0x200b
const KEPT_RUNS = 20_000
const IGNORABLE = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/

export const isIgnorable = (character: string): boolean => IGNORABLE.test(character)

const shapers = new WeakMap<FontkitFont, Shaper>()

/** Who shapes for a font: fontkit measures and embeds it, HarfBuzz sets its text. */
export const shapeWith = (font: FontkitFont, shaper: Shaper): void => void shapers.set(font, shaper)

const runsOfFont = new WeakMap<FontkitFont, Map<string, ShapedRun>>()

function runsOf(font: FontkitFont): Map<string, ShapedRun> {
  let runs = runsOfFont.get(font)
  if (!runs) runsOfFont.set(font, (runs = new Map()))
  return runs
}

function shape(base: DocumentFont, given: string, features: FontFeatures, script: ScriptTag, rtl: boolean): ShapedRun {
  const shaper = shapers.get(base.font)
  if (!shaper) throw new Error('A font was not opened by fonts.ts')
  const { scale } = base
  const text = withoutMarks(given)
  const shaped = shaper.shape(text, script, rtl, features)
  const run: ShapedRun = { glyphs: [], positions: [], characters: [], starts: [], advanceWidth: 0 }
  const logical = rtl ? [...shaped].reverse() : shaped
  const spoken = charactersOf(text, logical)
  const inOrder = rtl ? spoken.reverse() : spoken
  shaped.forEach((glyph, index) => {
    const advanceWidth = shaper.advanceOf(glyph.id)
    run.glyphs.push({ id: glyph.id, advanceWidth })
    run.characters.push(inOrder[index]?.characters ?? [NO_CHARACTER])
    run.starts.push(inOrder[index]?.start ?? 0)
    run.positions.push(scaled(glyph, advanceWidth, scale))
    run.advanceWidth += glyph.xAdvance * scale
  })
  return run
}

interface Spoken {
  characters: number[]
  /** Where its cluster begins in the text, in code points, and where the next one begins, in UTF-16 units. */
  start: number
  end: number
}

/**
 * The characters each glyph stands for, glyphs given in reading order: those of its cluster go to the first glyph of it. A
 * ligature has all of them; what a font draws beside has none.
 */
function charactersOf(text: string, logical: readonly ShapedGlyph[]): Spoken[] {
  const spoken: Spoken[] = []
  let next = text.length
  let cluster = text.length
  for (const glyph of [...logical].reverse()) {
    if (glyph.cluster !== cluster) [next, cluster] = [cluster, glyph.cluster]
    spoken.push({ characters: [NO_CHARACTER], start: glyph.cluster, end: next })
  }
  spoken.reverse()
  let [at, start] = [0, 0]
  spoken.forEach((one, index) => {
    start += Array.from(text.slice(at, one.start)).length
    at = one.start
    const isFirst = index === 0 || spoken[index - 1]?.end !== one.end
    const written = Array.from(text.slice(one.start, one.end)).filter((character) => !isIgnorable(character))
    if (isFirst && written.length > 0) one.characters = written.map((character) => character.codePointAt(0) ?? 0)
    one.start = start
  })
  return spoken
}

function scaled(glyph: ShapedGlyph, advanceWidth: number, scale: number): GlyphPosition {
  return {
    xAdvance: glyph.xAdvance * scale,
    yAdvance: glyph.yAdvance * scale,
    xOffset: glyph.xOffset * scale,
    yOffset: glyph.yOffset * scale,
    advanceWidth: advanceWidth * scale,
  }
}

/** CIDs already given in a document's font: `glyph id: characters` → CID. */
const cidsOfFont = new WeakMap<DocumentFont, Map<string, number>>()

/**
 * One CID for each pair of glyph and characters, so that copying, searching and pdftotext see what was written even when two
 * characters share a glyph (a bracket and its mirror image, a space and a no-break space).
 */
function cidOf(base: DocumentFont, glyph: ShapedRun['glyphs'][number], characters: number[]): number {
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

/**
 * The same font of the document, shaping in one direction and one script and standing as high as is said. Its glyphs go into the
 * subset of `base`.
 */
export function shapingVariant(
  base: DocumentFont,
  rtl: boolean,
  script: ScriptTag,
  ascender = base.ascender,
): ShapingFont {
  let variants = variantsOfFont.get(base)
  if (!variants) variantsOfFont.set(base, (variants = new Map()))
  const key = `${rtl ? 'rtl' : 'ltr'} ${script}`
  const variantKey = `${key} ${ascender}`
  const known = variants.get(variantKey)
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
    ascender,
    ref: () => base.ref(),
    shape: shapeCached,
    encodeRun,
    layout: shapeCached,
    encode: (text: string, features?: FontFeatures) => encodeRun(shapeCached(text, features)),
  })
  variants.set(variantKey, variant)
  return variant
}
