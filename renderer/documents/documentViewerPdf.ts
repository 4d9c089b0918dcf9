import { getDocument, PDFWorker, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { shallowReactive } from 'vue'
import './documentViewerStreams'
import { PIXEL_LIMIT } from '../../domain/documents/kinds'
import { ShippedFiles } from './documentViewerAssets'
import { hiddenInDocument, hiddenOnPage } from './documentViewerHidden'
import { PasswordNeeded, type OpenDocument, type PageText, type Sheet } from './documentViewerDocument'
import { textOfPage } from './documentViewerText'
import { PIECE, PieceTransport, type Pieces } from './documentViewerRanges'

// One worker for every document: a worker a file would start a thread for each line a clerk passes.
type Shared = { worker: PDFWorker; broken: Promise<never> }
let shared: Shared | null = null
function sharedWorker(): Shared {
  if (shared && !shared.worker.destroyed) return shared
  const port = new Worker(new URL('./documentViewerWorker.ts', import.meta.url), { type: 'module' })
  // A worker that cannot start answers nothing: without this the page would be "loading" for ever.
  const broken = new Promise<never>((_, reject) =>
    port.addEventListener('error', (event) => {
      shared = null
      reject(new Error(event.message))
    }),
  )
  broken.catch(() => {})
  shared = { worker: PDFWorker.create({ port }), broken }
  return shared
}

/** 96 CSS pixels an inch, 72 points an inch. */
const CSS_UNITS = 96 / 72

/** @throws PasswordNeeded, or whatever pdf.js says about bytes that are no PDF. */
export async function openPdf(source: Uint8Array | Pieces, password?: string): Promise<OpenDocument> {
  const { worker, broken: workerBroken } = sharedWorker()
  const transport = source instanceof Uint8Array ? null : new PieceTransport(source)
  const broken = transport ? Promise.race([workerBroken, transport.broken]) : workerBroken
  broken.catch(() => undefined)
  const task = getDocument({
    // Of a large file only what is shown is read, not the rest of it meanwhile.
    ...(transport
      ? { range: transport, rangeChunkSize: PIECE, disableAutoFetch: true, disableStream: true }
      : { data: source as Uint8Array }),
    worker,
    ...(password !== undefined && { password }),
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: false,
    // A picture in a page may be a trap as well as one on its own.
    maxImageSize: PIXEL_LIMIT,
    // Only the file names are used (see ShippedFiles); pdf.js wants to see a folder.
    wasmUrl: 'wasm/',
    standardFontDataUrl: 'standard_fonts/',
    BinaryDataFactory: ShippedFiles,
  })
  const document = await Promise.race([task.promise, broken]).catch(async (error: unknown) => {
    await task.destroy()
    if (error instanceof Error && error.name === 'PasswordException') throw new PasswordNeeded(password !== undefined)
    throw error
  })
  const pages = Array.from({ length: document.numPages }, (_, i) => pageOf(document, i + 1, broken))
  const first = shapeOf(await (pages[0]?.load() ?? document.getPage(1)))
  const sheets = pages.map((page) => shallowReactive(page.sheet(first)))
  return {
    sheets,
    async readOn(found, signal) {
      for (const what of await hiddenInDocument(document)) found(what)
      for (const [i, page] of pages.entries()) {
        if (signal.aborted) return
        const loaded = await page.load()
        Object.assign(sheets[i] ?? {}, shapeOf(loaded))
        for (const what of await hiddenOnPage(loaded)) found(what)
      }
    },
    close: () => task.destroy(),
  }
}

const shapeOf = (page: PDFPageProxy): { width: number; height: number } => {
  const { width, height } = page.getViewport({ scale: CSS_UNITS })
  return { width, height }
}

/** Only the first page is read before anything is drawn: a file of 300 scans opens as fast as one of two. */
function pageOf(document: PDFDocumentProxy, n: number, broken: Promise<never>) {
  let page: Promise<PDFPageProxy> | null = null
  const load = (): Promise<PDFPageProxy> => (page ??= Promise.race([document.getPage(n), broken]))
  const draw: Sheet['draw'] = async (canvas, scale, rotation, signal) => {
    const loaded = await load()
    signal.throwIfAborted()
    // A canvas draws text in the direction it inherits: in an Arabic window each glyph would hang from its right edge.
    canvas.dir = 'ltr'
    const viewport = loaded.getViewport({ scale: scale * CSS_UNITS, rotation: (loaded.rotate + rotation) % 360 })
    canvas.width = Math.max(1, Math.floor(viewport.width))
    canvas.height = Math.max(1, Math.floor(viewport.height))
    const drawing = loaded.render({ canvas, viewport })
    const stop = (): void => drawing.cancel()
    signal.addEventListener('abort', stop, { once: true })
    try {
      await Promise.race([drawing.promise, broken])
      // What the page unpacked is let go: two hundred scans of a file are never in memory together. Not when it was given up:
      // the drawing that takes its place needs the same pictures, and would wait for them for ever.
      loaded.cleanup()
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  let words: Promise<PageText> | null = null
  const text = (): Promise<PageText> => (words ??= load().then(textOfPage))
  return { load, sheet: (shape: { width: number; height: number }): Sheet => ({ ...shape, draw, text }) }
}
