import { readFileSync } from 'node:fs'
import * as hb from 'harfbuzzjs'
import file from 'virtual:harfbuzz-file'
import type { FontFeatures, Glyph } from './types'

/** What the build makes of the line with which harfbuzzjs starts itself (scripts/lib/harfbuzz.mts). */
const { start } = hb as unknown as { start: (wasm: Uint8Array) => Promise<void> }

let started: Promise<void> | undefined
let buffer: hb.Buffer

/** Once a process, before the first text is shaped. */
export function startHarfBuzz(): Promise<void> {
  started ??= start(readFileSync(file)).then(() => {
    buffer = new hb.Buffer()
    buffer.setClusterLevel(hb.ClusterLevel.MONOTONE_CHARACTERS)
    buffer.setFlags(hb.BufferFlag.REMOVE_DEFAULT_IGNORABLES)
  })
  return started
}

/** A glyph of a shaped run, in units of its font. */
export interface ShapedGlyph {
  id: number
  /** Where in the text, in UTF-16 units, the characters begin that it and its neighbours of the same `cluster` stand for. */
  cluster: number
  xAdvance: number
  yAdvance: number
  xOffset: number
  yOffset: number
  /** A line that begins with its cluster looks as it does here: both sides need not be shaped anew. */
  breaks: boolean
}

/** A font file as HarfBuzz reads it. */
export class Shaper {
  private readonly font: hb.Font
  private readonly unitsPerEm: number
  private readonly glyphs = new Map<number, Glyph>()

  constructor(bytes: Uint8Array) {
    const face = new hb.Face(new hb.Blob(bytes))
    this.unitsPerEm = face.upem
    this.font = new hb.Font(face)
  }

  /** Ascent, descent (negative) and line gap, in em. */
  get extents(): { ascent: number; descent: number; lineGap: number } {
    const { ascender, descender, lineGap } = this.font.hExtents()
    return {
      ascent: ascender / this.unitsPerEm,
      descent: descender / this.unitsPerEm,
      lineGap: lineGap / this.unitsPerEm,
    }
  }

  /** A glyph with its advance before kerning, in units of the font: the same object each time. */
  glyph(id: number): Glyph {
    let glyph = this.glyphs.get(id)
    if (!glyph) this.glyphs.set(id, (glyph = { id, advanceWidth: this.font.glyphHAdvance(id) }))
    return glyph
  }

  /** The glyphs of `text` from left to right. `script` is an ISO 15924 tag. Format characters are not drawn. */
  shape(text: string, script: string, rtl: boolean, features: FontFeatures): ShapedGlyph[] {
    buffer.clearContents()
    buffer.setDirection(rtl ? hb.Direction.RTL : hb.Direction.LTR)
    buffer.setScript(script)
    buffer.addText(text)
    hb.shape(this.font, buffer, featuresOf(features))
    const positions = buffer.getGlyphPositions()
    const shaped: ShapedGlyph[] = []
    buffer.getGlyphInfos().forEach(({ codepoint: id, cluster, flags = 0 }, index) => {
      const { xAdvance, yAdvance, xOffset, yOffset } = positions[index] ?? {}
      if (xAdvance === undefined || yAdvance === undefined || xOffset === undefined || yOffset === undefined) return
      const breaks = (flags & hb.GlyphFlag.UNSAFE_TO_BREAK) === 0
      shaped.push({ id, cluster, xAdvance, yAdvance, xOffset, yOffset, breaks })
    })
    return shaped
  }
}

/** `['smcp']` or `{ kern: false }`, as pdfmake takes them. */
function featuresOf(features: FontFeatures): hb.Feature[] {
  if (!features) return []
  const named = Array.isArray(features) ? features.map((tag) => [tag, true] as const) : Object.entries(features)
  return named.map(([tag, on]) => new hb.Feature(tag, on ? 1 : 0))
}
