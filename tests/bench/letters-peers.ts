import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import type { LetterModel } from '../../main/letters/pdf/model'
import { fontFiles } from '../../main/pdf/fonts'
import { PDFDocument } from '../../main/pdf/internals'
import { textOf } from '../../main/pdf/style'
import type { DocumentFont, FontFeatures, GlyphPosition } from '../../main/pdf/types'

/* What letters are measured beside: who else sets the same texts in the same font. */

export interface Peer {
  print(letter: LetterModel): Promise<Uint8Array>
  close(): Promise<void>
}

/** All that a letter says, language by language, as both peers set it: pairs of a left and a right column. */
function pairsOf(letter: LetterModel): { other: string; ar: string }[] {
  const { header, addressee, date, subject, reference, paragraphs, signature } = letter
  const lines = [header, date, addressee].map(({ ar, other }) => ({ ar: ar.join(' '), other: other.join(' ') }))
  const labelled = [subject, ...(reference ? [reference] : [])].map(({ label, ar, other }) => ({
    ar: `${label.ar} ${textOf(ar)}`,
    other: `${label.other} ${textOf(other)}`,
  }))
  const body = paragraphs.map(({ ar, other }) => ({ ar: textOf(ar), other: textOf(other) }))
  return [...lines, ...labelled, ...body, { ar: signature.ar.join(' '), other: signature.other.join(' ') }]
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

const htmlOf = (letter: LetterModel, font: string): string => `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: letter; src: url("${pathToFileURL(font).href}") }
body { font: 13pt/1.5 letter; margin: 0 } [lang=fr] { font-size: 11.2pt } div { display: flex; gap: 22pt }
p { flex: 1; margin: 0 0 6pt; text-align: justify }
</style>${pairsOf(letter)
  .map(({ ar, other }) => `<div><p lang="fr">${escaped(other)}</p><p dir="rtl" lang="ar">${escaped(ar)}</p></div>`)
  .join('\n')}`

/** One warm browser that prints page after page. */
export async function chromiumPeer(fontsDir: string): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'diwan-bench-letters-'))
  const browser = await chromium.launch({
    executablePath: process.env['DIWAN_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--allow-file-access-from-files'],
  })
  const page = await browser.newPage()
  const file = join(folder, 'letter.html')
  return {
    print: async (letter) => {
      await writeFile(file, htmlOf(letter, fontFiles(fontsDir).Amiri.normal))
      await page.goto(pathToFileURL(file).href)
      return page.pdf({ format: 'A4', margin: { top: '56px', bottom: '139px', left: '60px', right: '60px' } })
    },
    close: async () => {
      await browser.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Typst {
  NodeCompiler: {
    create(given: { fontArgs: { fontPaths: string[] }[] }): {
      pdf(of: { mainFileContent: string }): Buffer
      evictCache(age: number): void
    }
  }
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`

/** Typst, which is compiled to the machine's own code; installed for the benchmark only (tests/bench/peers). */
export function typstPeer(fontsDir: string): Peer {
  const from = createRequire(resolve('tests/bench/peers/package.json'))
  const { NodeCompiler } = from('@myriaddreamin/typst-ts-node-compiler') as Typst
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [join(fontsDir, 'amiri')] }] })
  const source = (letter: LetterModel): string => `#set page(paper: "a4", margin: (top: 42pt, bottom: 104pt, x: 45pt))
#set text(font: "Amiri", size: 13pt)
#set par(justify: true)
#grid(columns: (1fr, 1fr), column-gutter: 22pt, row-gutter: 6pt,
${pairsOf(letter)
  .map(
    ({ ar, other }) =>
      `text(lang: "fr", size: 11.2pt, ${quoted(other)}), text(lang: "ar", dir: rtl, align(right, ${quoted(ar)})),`,
  )
  .join('\n')})`
  return {
    print: (letter) => {
      const pdf = compiler.pdf({ mainFileContent: source(letter) })
      compiler.evictCache(10)
      return Promise.resolve(pdf)
    },
    close: () => Promise.resolve(),
  }
}

interface Shown {
  page: number
  font: DocumentFont
  size: number
  x: number
  y: number
  glyphs: { id: number; characters: number[]; width: number }[]
  positions: GlyphPosition[]
}

/** pdfkit as it comes: what pdfmake's document extends. */
interface Kit {
  _font: unknown
  page: object
  addPage(): unknown
  fontSize(size: number): unknown
  text(text: string, x: number, y: number, options: object): unknown
  on(event: string, heard: (chunk: Buffer) => void): unknown
  end(): void
}
type Kits = new (options: object) => Kit

/** The show operations of the pages that `make` draws: which glyphs stand where. */
export async function drawnBy(make: () => Promise<unknown>): Promise<Shown[]> {
  const all: Shown[] = []
  const pages: object[] = []
  const own = PDFDocument.prototype as unknown as Kit
  const stock = own.text
  own.text = function (this: Kit, text, x, y, options) {
    if (!pages.includes(this.page)) pages.push(this.page)
    const { _font, _fontSize } = this as Kit & { _font: DocumentFont; _fontSize: number }
    const [codes, positions] = _font.encode(text, (options as { features?: FontFeatures }).features)
    const base = ownerOf(_font)
    const glyphs = codes.map((code) => {
      const cid = parseInt(code, 16)
      return { id: base.subset.glyphs[cid] ?? 0, characters: base.unicode[cid] ?? [], width: base.widths[cid] ?? 0 }
    })
    all.push({ page: pages.indexOf(this.page), font: base, size: _fontSize, x, y, glyphs, positions })
    return stock.call(this, text, x, y, options)
  }
  try {
    await make()
  } finally {
    own.text = stock
  }
  return all
}

/** The font of the document behind its variants: the one that owns the subset. */
function ownerOf(font: DocumentFont): DocumentFont {
  let owner = font
  while (!Object.prototype.hasOwnProperty.call(owner, 'subset')) owner = Object.getPrototypeOf(owner) as DocumentFont
  return owner
}

/** The same glyphs at the same places by pdfkit alone: nothing is shaped, broken, laid out or tagged; fonts are parsed already. */
export function byPdfkit(shown: readonly Shown[]): Promise<Buffer> {
  const Kit = Object.getPrototypeOf(PDFDocument) as Kits
  const kit = new Kit({ size: 'A4', margin: 0, subset: 'PDF/A-2b', pdfVersion: '1.7', font: null })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve) => {
    kit.on('data', (chunk) => chunks.push(chunk))
    kit.on('end', () => resolve(Buffer.concat(chunks)))
  })
  const fonts = new Map<unknown, DocumentFont>()
  let page = 0
  for (const { page: at, font, size, x, y, glyphs, positions } of shown) {
    for (; page < at; page++) kit.addPage()
    let own = fonts.get(font.font)
    if (!own) {
      const Font = font.constructor as new (kit: Kit, font: unknown, id: string) => DocumentFont
      fonts.set(font.font, (own = new Font(kit, font.font, `F${fonts.size + 1}`)))
      ;(kit as unknown as { _fontFamilies: Record<string, DocumentFont> })._fontFamilies[`F${fonts.size}`] = own
    }
    const base = own
    const { subset, widths, unicode } = base
    const codes = glyphs.map(({ id, characters, width }) => {
      const cid = subset.includeGlyph(id)
      widths[cid] = width
      unicode[cid] = characters
      return cid.toString(16).padStart(4, '0')
    })
    kit._font = Object.assign(Object.create(base) as DocumentFont, {
      ref: () => base.ref(),
      encode: () => [codes, positions],
      widthOfString: () => 0,
    })
    kit.fontSize(size)
    kit.text('x', x, y, { lineBreak: false })
  }
  kit.end()
  return done
}
