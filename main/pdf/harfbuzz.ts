import { readFileSync } from 'node:fs'
import * as hb from 'harfbuzzjs'
import file from 'virtual:harfbuzz-file'
import type { FontFeatures } from './types'

/** What the build makes of the line with which harfbuzzjs starts itself (scripts/lib/harfbuzz.mts). */
const { start } = hb as unknown as { start: (wasm: Uint8Array) => Promise<void> }

let started: Promise<void> | undefined
let buffer: hb.Buffer

/** Once a process, before the first text is shaped. */
export function startHarfBuzz(): Promise<void> {
  started ??= start(readFileSync(file)).then(() => {
    buffer = new hb.Buffer()
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
}

/** A font file as HarfBuzz reads it. */
export class Shaper {
  private readonly font: hb.Font
  private readonly unitsPerEm: number
  private readonly advances = new Map<number, number>()

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

  /** The advance of a glyph before kerning, in units of the font. */
  advanceOf(glyph: number): number {
    let advance = this.advances.get(glyph)
    if (advance === undefined) this.advances.set(glyph, (advance = this.font.glyphHAdvance(glyph)))
    return advance
  }

  /** The glyphs of `text` from left to right. `script` is an ISO 15924 tag. Format characters are not drawn. */
  shape(text: string, script: string, rtl: boolean, features: FontFeatures): ShapedGlyph[] {
    buffer.clearContents()
    buffer.setClusterLevel(hb.ClusterLevel.MONOTONE_CHARACTERS)
    buffer.setFlags(hb.BufferFlag.REMOVE_DEFAULT_IGNORABLES)
    buffer.setDirection(rtl ? hb.Direction.RTL : hb.Direction.LTR)
    buffer.setScript(script)
    buffer.addText(text)
    hb.shape(this.font, buffer, featuresOf(features))
    const positions = buffer.getGlyphPositions()
    return buffer.getGlyphInfos().flatMap(({ codepoint: id, cluster }, index) => {
      const { xAdvance, yAdvance, xOffset, yOffset } = positions[index] ?? {}
      return xAdvance === undefined || yAdvance === undefined || xOffset === undefined || yOffset === undefined
        ? []
        : [{ id, cluster, xAdvance, yAdvance, xOffset, yOffset }]
    })
  }
}

/** `['smcp']` or `{ kern: false }`, as pdfmake takes them. */
function featuresOf(features: FontFeatures): hb.Feature[] {
  if (!features) return []
  const named = Array.isArray(features) ? features.map((tag) => [tag, true] as const) : Object.entries(features)
  return named.map(([tag, on]) => new hb.Feature(tag, on ? 1 : 0))
}
