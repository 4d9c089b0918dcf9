import * as documentModule from 'pdfmake/js/PDFDocument.js'
import * as elementWriterModule from 'pdfmake/js/ElementWriter.js'
import * as layoutBuilderModule from 'pdfmake/js/LayoutBuilder.js'
import * as lineModule from 'pdfmake/js/Line.js'
import * as qrModule from 'pdfmake/js/qrEnc.js'
import * as printerModule from 'pdfmake/js/Printer.js'
import * as rendererModule from 'pdfmake/js/Renderer.js'
import * as styleModule from 'pdfmake/js/StyleContextStack.js'
import * as decoratorModule from 'pdfmake/js/TextDecorator.js'
import * as textInlinesModule from 'pdfmake/js/TextInlines.js'
import type { StructureElement } from './structure'
import type { PlacedSvg } from './types'
import type { DocumentFont, Inline, Line, StyledItem, StyleStack } from './types'

/** Node, Vitest and the bundler each wrap a CommonJS default export in a different number of `default`s. */
function unwrap<T>(module: unknown, name: string, member?: string): T {
  const isIt = (value: unknown): boolean =>
    typeof (member === undefined ? value : (value as Record<string, unknown> | undefined)?.[member]) === 'function'
  let value = module
  for (let depth = 0; depth < 3 && !isIt(value); depth++) value = (value as { default?: unknown } | undefined)?.default
  if (!isIt(value)) throw new Error(`pdfmake has no ${name}: the letter engine needs pdfmake 0.3.11`)
  return value as T
}

interface Class<T> {
  new (...args: never[]): T
  prototype: T
}

export interface Document {
  fonts: Record<string, Record<string, string>>
  fontCache: Record<string, Record<string, DocumentFont>>
  _fontCount: number
  _fontFamilies: Record<string, DocumentFont>
  getFontType(bold: boolean, italics: boolean): string
  getFontFile(family: string, bold: boolean, italics: boolean): string | null
  provideFont(family: string, bold: boolean, italics: boolean): DocumentFont
}

export interface TextInlines {
  pdfDocument: Document
  buildInlines(text: unknown, styles: StyleStack): { items: Inline[]; minWidth: number; maxWidth: number }
  measure(inlines: StyledItem[], styles: StyleStack): Inline[]
  widthOfText(text: string, inline: Inline): number
}

export interface LayoutContext {
  availableWidth: number
  availableHeight: number
  addMargin(left: number, right?: number): void
}

export interface ElementWriter {
  context(): LayoutContext
  alignLine(line: Line): void
  addLine(line: Line, dontUpdateContextPosition?: boolean, index?: number): unknown
}

export interface PageWriter {
  context(): LayoutContext
  addListener(event: 'lineAdded', listener: (line: Line) => void): void
  removeListener(event: 'lineAdded', listener: (line: Line) => void): void
  addVector(vector: ListVector): void
  addLine(line: Line, dontUpdateContextPosition?: boolean): void
}

export interface ListVector {
  type: string
  x: number
  w: number
  r1: number
}

export interface ListMarker {
  canvas?: ListVector[]
  _inlines?: Inline[]
}

export interface LayoutNode {
  _rtl?: boolean
  /** Those of its lines that have not been asked for. */
  _lines?: Line[]
  _gapSize: { width: number }
  _inlines?: Inline[]
  ol?: LayoutNode[]
  ul?: LayoutNode[]
  listMarker?: ListMarker | null
  /** What it says, in the page's structure (structure.ts), and what its list's marker does. */
  _said?: StructureElement
  _label?: StructureElement
  positions: unknown[]
}

export interface LayoutBuilder {
  writer: PageWriter
  pageSize: { width: number }
  processNode(node: LayoutNode): void
  processList(ordered: boolean, node: LayoutNode): void
  buildNextLine(node: LayoutNode): Line | null
}

export interface Renderer {
  pdfDocument: Document
  renderLine(line: Line, x: number, y: number): void
  renderSVG(svg: PlacedSvg): void
  renderVector(vector: object): void
  renderImage(image: object): void
  renderWatermark(page: object): void
}

interface TextDecorator {
  drawBackground(line: Line, x: number, y: number): void
  drawDecorations(line: Line, x: number, y: number): void
}

interface Printer {
  createPdfKitDocument(definition: object, options: object): Promise<NodeJS.ReadableStream & { end(): void }>
}

export const PDFDocument = unwrap<Class<Document>>(documentModule, 'PDFDocument')
export const ElementWriter = unwrap<Class<ElementWriter>>(elementWriterModule, 'ElementWriter')
export const LayoutBuilder = unwrap<Class<LayoutBuilder>>(layoutBuilderModule, 'LayoutBuilder')
export const PdfLine = unwrap<new (width: number) => Line>(lineModule, 'Line')
export const Renderer = unwrap<Class<Renderer>>(rendererModule, 'Renderer')
export const TextInlines = unwrap<Class<TextInlines>>(textInlinesModule, 'TextInlines')
export const TextDecorator = unwrap<new (document: Document) => TextDecorator>(decoratorModule, 'TextDecorator')
export const Printer = unwrap<
  new (fonts: object, files: null, urls: object, mayRead: (path: string) => boolean) => Printer
>(printerModule, 'Printer')

/** A QR code as squares; `_width` is that of the whole code. */
interface QrEncoder {
  measure(node: { qr: string; eccLevel: 'L' | 'M' | 'Q' | 'H' }): {
    _canvas: { x: number; y: number; w: number; color: string }[]
    _width: number
  }
}
export const QrEncoder = unwrap<QrEncoder>(qrModule, 'QR encoder', 'measure')

interface StyleContextStack {
  getStyleProperty(item: StyledItem, styles: StyleStack, name: string, otherwise: unknown): unknown
  copyStyle(from: StyledItem): StyledItem
}
const styles = unwrap<StyleContextStack>(styleModule, 'StyleContextStack')

/** A style property as pdfmake resolves it: the item's own, then the stack's, then `otherwise`. */
export function styleOf<T>(item: StyledItem, stack: StyleStack, name: string, otherwise: T): T {
  return styles.getStyleProperty(item, stack, name, otherwise) as T
}

export const copyStyle = (item: StyledItem): StyledItem => styles.copyStyle(item)
