import type { FontkitFont } from './types'

/** The part of fontkit's OpenType processors that is put right here. */
interface LookupProcessor {
  match(from: number, sequence: unknown[], fits: unknown, matched?: number[]): unknown
}

interface FontkitInternals extends FontkitFont {
  _layoutEngine?: { engine?: { GSUBProcessor?: LookupProcessor; GPOSProcessor?: LookupProcessor } }
}

/**
 * fontkit keeps one object a glyph with the characters of its first use, so a no-break space would later be copied as the space
 * that came before it. Each use gets its own.
 */
function rememberCharactersPerUse(font: FontkitFont): void {
  const stock = font.getGlyph.bind(font)
  font.getGlyph = (id, codePoints) => {
    const glyph = stock(id, codePoints)
    if (!glyph || !codePoints) return glyph
    return Object.create(glyph, { codePoints: { value: codePoints, enumerable: true } }) as typeof glyph
  }
}

/**
 * OpenType, "Chained sequence context": the backtrack sequence is listed from the glyph nearest to the input outwards; fontkit
 * reads it in text order. Amiri tightens a space between two words only if that is right.
 */
function readBacktrackOutwards(processor: LookupProcessor | undefined): void {
  if (!processor) return
  const stock = processor.match.bind(processor)
  const reversed = new WeakMap<unknown[], unknown[]>()
  processor.match = (from, sequence, fits, matched) => {
    if (from >= 0 || sequence.length < 2) return stock(from, sequence, fits, matched)
    let outwards = reversed.get(sequence)
    if (!outwards) reversed.set(sequence, (outwards = [...sequence].reverse()))
    return stock(from, outwards, fits, matched)
  }
}

/** What fontkit 2.0.4 does otherwise than HarfBuzz, put right for one parsed font. */
export function fixFontkit(font: FontkitFont): void {
  rememberCharactersPerUse(font)
  const engine = (font as FontkitInternals)._layoutEngine?.engine
  readBacktrackOutwards(engine?.GSUBProcessor)
  readBacktrackOutwards(engine?.GPOSProcessor)
}
