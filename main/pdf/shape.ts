import { withoutMarks } from '../../domain/text/isolate'
import type { ShapedGlyph, Shaper } from './harfbuzz'
import { Kept } from './kept'
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
const NO_CHARACTERS = [0x200b]
const IGNORABLE = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/

export const isIgnorable = (character: string): boolean => IGNORABLE.test(character)

const shapers = new WeakMap<FontkitFont, Shaper>()

/** Who shapes for a font: fontkit measures and embeds it, HarfBuzz sets its text. */
export const shapeWith = (font: FontkitFont, shaper: Shaper): void => void shapers.set(font, shaper)

/** Runs of the last score of letters, by the length of their texts: a mailing shapes its words once. */
const KEPT = 60_000
const runsOfFont = new WeakMap<FontkitFont, Kept<ShapedRun>>()

function runsOf(font: FontkitFont): Kept<ShapedRun> {
  let runs = runsOfFont.get(font)
  if (!runs) runsOfFont.set(font, (runs = new Kept(KEPT)))
  return runs
}

export const emptyRun = (): ShapedRun => ({
  glyphs: [],
  positions: [],
  characters: [],
  starts: [],
  breaks: [],
  advanceWidth: 0,
})

function shape(base: DocumentFont, given: string, features: FontFeatures, script: ScriptTag, rtl: boolean): ShapedRun {
  const shaper = shapers.get(base.font)
  if (!shaper) throw new Error('A font was not opened by fonts.ts')
  const { scale } = base
  const text = withoutMarks(given)
  const shaped = shaper.shape(text, script, rtl, features)
  const run = emptyRun()
  const spoken = charactersOf(text, shaped, rtl)
  shaped.forEach((one, index) => {
    const glyph = shaper.glyph(one.id)
    run.glyphs.push(glyph)
    run.characters.push(spoken.characters[index] ?? NO_CHARACTERS)
    run.starts.push(spoken.starts[index] ?? 0)
    run.breaks.push(one.breaks)
    const xAdvance = one.xAdvance * scale
    run.positions.push({
      xAdvance,
      yAdvance: one.yAdvance * scale,
      xOffset: one.xOffset * scale,
      yOffset: one.yOffset * scale,
      advanceWidth: glyph.advanceWidth * scale,
    })
    run.advanceWidth += xAdvance
  })
  return run
}

/**
 * For each glyph, in visual order: the characters it stands for, and where its cluster begins in the text, in code points. Those of
 * a cluster go to its first glyph in reading order. A ligature has all of them; what a font draws beside has none.
 */
function charactersOf(
  text: string,
  shaped: readonly ShapedGlyph[],
  rtl: boolean,
): { characters: number[][]; starts: number[] } {
  const count = shaped.length
  const characters = new Array<number[]>(count)
  const starts = new Array<number>(count)
  const place = (reading: number): number => (rtl ? count - 1 - reading : reading)
  const clusterAt = (reading: number): number => shaped[place(reading)]?.cluster ?? text.length
  let [before, points] = [0, 0]
  for (let reading = 0; reading < count;) {
    const from = clusterAt(reading)
    let next = reading + 1
    while (next < count && clusterAt(next) === from) next++
    points += codePoints(text, before, from)
    before = from
    for (let at = reading; at < next; at++) {
      characters[place(at)] = NO_CHARACTERS
      starts[place(at)] = points
    }
    const written = writtenIn(text, from, clusterAt(next))
    if (written.length > 0) characters[place(reading)] = written
    reading = next
  }
  return { characters, starts }
}

/** How many characters stand in [from, to). */
function codePoints(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0xdc00 || unit > 0xdfff) count++
  }
  return count
}

function writtenIn(text: string, from: number, to: number): number[] {
  const written: number[] = []
  for (const character of text.slice(from, to)) if (!isIgnorable(character)) written.push(character.codePointAt(0) ?? 0)
  return written
}

/** CIDs already given in a document's font, as they are written: by glyph and character, or `glyph id: characters`. */
interface Codes {
  ofOne: Map<number, string>
  ofMany: Map<string, string>
}
const codesOfFont = new WeakMap<DocumentFont, Codes>()

function codesOf(base: DocumentFont): Codes {
  let codes = codesOfFont.get(base)
  if (!codes) codesOfFont.set(base, (codes = { ofOne: new Map(), ofMany: new Map() }))
  return codes
}

/**
 * One CID for each pair of glyph and characters, so that copying, searching and pdftotext see what was written even when two
 * characters share a glyph (a bracket and its mirror image, a space and a no-break space).
 */
function codeOf(base: DocumentFont, codes: Codes, glyph: Glyph, characters: number[]): string {
  if (characters.length === 1) {
    const key = glyph.id * 0x110000 + (characters[0] ?? 0)
    let code = codes.ofOne.get(key)
    if (code === undefined) codes.ofOne.set(key, (code = written(cidOf(base, glyph, characters))))
    return code
  }
  const key = `${glyph.id}:${characters.join()}`
  let code = codes.ofMany.get(key)
  if (code === undefined) codes.ofMany.set(key, (code = written(cidOf(base, glyph, characters))))
  return code
}

const written = (cid: number): string => cid.toString(16).padStart(4, '0')

function cidOf(base: DocumentFont, glyph: Glyph, characters: number[]): number {
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

  const shapeCached = (text: string, features?: FontFeatures): ShapedRun =>
    runsOf(base.font).get(`${key} ${features ? JSON.stringify(features) : ''}|${text}`, () =>
      shape(base, text, features, script, rtl),
    )
  const encodeRun = ({ glyphs, characters, positions }: ShapedRun): [string[], GlyphPosition[]] => {
    const given = codesOf(base)
    return [glyphs.map((glyph, index) => codeOf(base, given, glyph, characters[index] ?? NO_CHARACTERS)), positions]
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
