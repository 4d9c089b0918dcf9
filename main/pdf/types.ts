import type { StructureElement } from './structure'

/** The shapes the engine shares with pdfmake's internals: only what it reads or writes, named as pdfmake names them. */

/** ISO 15924. `Zyyy`, common to all, is what a paragraph without letters is in. */
export type ScriptTag = 'Arab' | 'Latn' | 'Hebr' | 'Grek' | 'Cyrl' | 'Tfng' | 'Zyyy'

export type FontFeatures = string[] | Record<string, boolean> | null | undefined

/** A glyph of a font file and its advance before kerning, in units of the font. */
export interface Glyph {
  readonly id: number
  readonly advanceWidth: number
}

export interface GlyphPosition {
  xAdvance: number
  yAdvance: number
  xOffset: number
  yOffset: number
  advanceWidth?: number
}

export interface FontkitFont {
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  readonly lineGap: number
  hasGlyphForCodePoint(codePoint: number): boolean
  /** A glyph as fontkit reads it; `components` are what it is put together of, and where their numbers stand in it. */
  getGlyph(id: number): { _decode(): { components?: { glyphID: number; pos: number }[] } | null }
}

/** A shaped piece of text, in visual order, in thousandths of an em. */
export interface GlyphRun {
  glyphs: Glyph[]
  positions: GlyphPosition[]
  advanceWidth: number
}

/** A run that knows, glyph by glyph, the characters it stands for and where in the text they begin (in code points). */
export interface ShapedRun extends GlyphRun {
  characters: number[][]
  starts: number[]
  /** Whether a line may begin with a glyph's cluster without being shaped anew. */
  breaks: boolean[]
}

/** The glyphs of a font that a document embeds, by their numbers there. */
export interface Subset {
  mapping: Record<number, number>
  glyphs: number[]
  includeGlyph(id: number): number
}

/** pdfkit's EmbeddedFont: one font of one document, with its subset and its CID → characters table. */
export interface DocumentFont {
  font: FontkitFont
  scale: number
  ascender: number
  descender: number
  subset: Subset
  widths: number[]
  unicode: number[][]
  layout(text: string, features?: FontFeatures): GlyphRun
  encode(text: string, features?: FontFeatures): [codes: string[], positions: GlyphPosition[]]
  widthOfString(text: string, size: number, features?: FontFeatures): number
  lineHeight(size: number): number
  ref(): unknown
}

/** A font of the document that shapes in one direction and one script (shape.ts). */
export interface ShapingFont extends DocumentFont {
  shape(text: string, features?: FontFeatures): ShapedRun
  encodeRun(run: ShapedRun): [codes: string[], positions: GlyphPosition[]]
}

/** What UAX #9, #14 and #24 say about a piece of a paragraph. */
export interface BidiPiece {
  level: number
  paragraphLevel: number
  script: ScriptTag
  /** White space: trimmed at the end of a line (UAX #9 L1). */
  blank: boolean
  /** How many characters of it stretch when the line is justified: U+0020 and U+00A0, as in browsers. */
  stretch: number
}

export interface Inline {
  text: string
  font: DocumentFont
  fontSize: number
  width: number
  height: number
  x: number
  alignment?: string
  leadingCut: number
  trailingCut: number
  leadingIndent?: number
  justifyShift?: number
  noNewLine?: boolean
  lineEnd?: boolean
  noWrap?: boolean | null
  characterSpacing?: number
  fontFeatures?: FontFeatures
  decoration?: unknown
  background?: unknown
  bidi?: BidiPiece
  /** What follows its paragraph stays with its last two lines: how high that is, in points. */
  keepsBelow?: number
  /** How far a space of its line may be stretched, in em: a line that would be torn wider is left ragged. */
  mostStretch?: number
  /** Its last character is the hyphen of a word that goes on in the next line. */
  hyphenated?: boolean
  /** Its glyphs, shaped together with its neighbours (together.ts). */
  shaped?: ShapedRun
  /** Whether a line may begin, or end, with it as it is shaped. */
  opens?: boolean
  closes?: boolean
  /** A list's marker: what it is in the page's structure. */
  said?: StructureElement
  [style: string]: unknown
}

export interface Line {
  maxWidth: number
  inlines: Inline[]
  x?: number
  y?: number
  leadingCut: number
  trailingCut: number
  inlineWidths: number
  newLineForced?: boolean
  lastLineInParagraph?: boolean
  /** What must fit on the page below it, in points (fill.ts). */
  roomBelow?: number
  /** The same inlines in reading order, once the line has been reordered: what is drawn (draw.ts). */
  logical?: Inline[]
  /** What it is a line of, in the page's structure; `origin` is shared by its copies (tagging.ts). */
  said?: StructureElement
  origin?: object
  addInline(inline: Inline): void
  getWidth(): number
  getHeight(): number
  getAscenderHeight(): number
  clone(): Line
}

export type StyleStack = object
export type StyledItem = Record<string, unknown>

export interface PlacedSvg {
  x: number
  y: number
  _width: number
  /** A black path in a square of `size`, drawn as it is: parsing a QR code as SVG takes longer than the rest of a letter. */
  plainPath?: { path: string; size: number }
}
