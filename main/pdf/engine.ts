import type { TDocumentDefinitions } from 'pdfmake/interfaces'
import { patchContent } from './content'
import { patchRenderer } from './draw'
import { missingIn } from './fallback'
import { patchLineFilling } from './fill'
import { fontFiles, patchFonts } from './fonts'
import { startHarfBuzz } from './harfbuzz'
import { patchTextInlines } from './inlines'
import { type Document, ElementWriter, LayoutBuilder, PDFDocument, Printer, Renderer, TextInlines } from './internals'
import { patchLists } from './lists'
import { patchMetadata, sayAccessible } from './metadata'
import { patchPlainPaths } from './paths'
import { patchElementWriter } from './reorder'
import { structureOf } from './structure'
import { patchTagging, writeStructure } from './tagging'

let patched = false

/** Teaches the process's pdfmake the bidirectional algorithm. Once; nothing happens before the first document is made. */
function patchPdfmake(): void {
  if (patched) return
  patched = true
  patchTextInlines(TextInlines.prototype)
  patchLineFilling(LayoutBuilder.prototype, TextInlines.prototype)
  patchElementWriter(ElementWriter.prototype)
  patchLists(LayoutBuilder.prototype)
  patchFonts(PDFDocument.prototype)
  patchRenderer(Renderer.prototype)
  patchPlainPaths(Renderer.prototype)
  patchTagging(LayoutBuilder.prototype, Renderer.prototype)
  patchMetadata(PDFDocument.prototype)
  patchContent(PDFDocument.prototype)
}

export interface RenderedPdf {
  bytes: Buffer
  pages: number
  /** Characters that none of its fonts can draw. */
  missing?: string[]
}

/** Refuses every address: a letter is made of what it is given, and a definition can fetch nothing. */
const noAddresses = {
  resolve(address: unknown): void {
    if (typeof address === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(address))
      throw new Error(`A letter may not load ${address}`)
  },
  resolved: (): Promise<void> => Promise.resolve(),
}

export interface PdfOptions {
  /** Where `amiri/` and `scheherazade-new/` lie. */
  fontsDir: string
  /** The date written into the file, in milliseconds: the same definition with the same date gives the same bytes. */
  createdAt: number
  title?: string
  language: 'ar' | 'fr' | 'en' | 'es'
  /** What its Latin letters are, where the page itself is Arabic. */
  second?: 'fr' | 'en' | 'es'
  /** Not a page to be read alone (a stamp on another's page, a sheet of labels), or too long a list for a tree: no structure. */
  untagged?: boolean
  /** Where the seal will stand that covers every byte of the file (letters/seal.ts). */
  proof?: string
  /** What the page was made of, inside it as a file: the document is PDF/A-3b then. */
  attached?: { name: string; type: string; description: string; bytes: Buffer }
}

/**
 * PDF/A-2b: kept for decades, so fonts, colour profile and metadata are inside; PDF/UA-1: what it says is a tree with its languages
 * (structure.ts). Reads no file but the fonts.
 */
export async function createPdf(
  definition: Omit<TDocumentDefinitions, 'info' | 'language' | 'subset' | 'version'>,
  { fontsDir, createdAt, title, language, second = 'fr', untagged = false, proof, attached }: PdfOptions,
): Promise<RenderedPdf> {
  await startHarfBuzz()
  patchPdfmake()
  const families = fontFiles(fontsDir)
  const allowed = new Set(Object.values(families).flatMap((files) => Object.values(files)))
  const printer = new Printer(families, null, noAddresses, (path: string) => allowed.has(path))
  const latin = language === 'ar' ? second : language
  const content = [definition.content].flat()
  const structure = untagged ? null : structureOf(content, { page: language, latin })
  let pages = 0
  const { footer } = definition
  const document = await printer.createPdfKitDocument(
    {
      ...definition,
      content,
      footer: (page: number, count: number, size: never) => {
        pages = count
        return typeof footer === 'function' ? footer(page, count, size) : (footer ?? null)
      },
      version: '1.7',
      subset: attached ? 'PDF/A-3b' : 'PDF/A-2b',
      language,
      tagged: structure !== null,
      displayTitle: true,
      info: {
        ...{ title: title?.trim() || 'Diwan', producer: 'Diwan', creator: 'Diwan', creationDate: new Date(createdAt) },
        ...(proof && { DiwanProof: proof }),
      },
    },
    {},
  )
  if (structure) {
    writeStructure(document as unknown as Document, structure)
    sayAccessible(document as unknown as Document)
  }
  if (attached) {
    const { bytes, ...said } = attached
    const at = new Date(createdAt)
    const file = { ...said, relationship: 'Source', creationDate: at, modifiedDate: at }
    ;(document as unknown as { file(src: Buffer, options: object): void }).file(bytes, file)
  }
  return { bytes: await collect(document), pages, missing: [...missingIn(document as unknown as Document)] }
}

function collect(stream: NodeJS.ReadableStream & { end(): void }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => resolve(Buffer.concat(chunks)))
    stream.on('error', reject)
    stream.end()
  })
}
