import { getDocument, PDFWorker, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import './documentViewerStreams'
import { ShippedFiles } from './documentViewerAssets'
import type { OpenDocument, Sheet } from './documentViewerSheets'

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

/** @throws whatever pdf.js says about bytes that are no PDF. */
export async function openPdf(bytes: Uint8Array): Promise<OpenDocument> {
  const { worker, broken } = sharedWorker()
  const task = getDocument({
    data: bytes,
    worker,
    isEvalSupported: false,
    useWorkerFetch: false,
    // Only the file names are used (see ShippedFiles); pdf.js wants to see a folder.
    wasmUrl: 'wasm/',
    standardFontDataUrl: 'standard_fonts/',
    BinaryDataFactory: ShippedFiles,
  })
  const document = await Promise.race([task.promise, broken])
  const sheets: Sheet[] = []
  for (let n = 1; n <= document.numPages; n++) sheets.push(await sheetOf(document, n, sheets[0]))
  return { sheets, close: () => task.destroy() }
}

/**
 * Only the first page is read before anything is drawn: a file of 300 scans opens as fast as one of two. The others take
 * its size until they are drawn.
 */
async function sheetOf(document: PDFDocumentProxy, n: number, like: Sheet | undefined): Promise<Sheet> {
  let page: Promise<PDFPageProxy> | null = null
  const load = (): Promise<PDFPageProxy> => (page ??= document.getPage(n))
  const size = like
    ? { width: like.width, height: like.height }
    : (({ width, height }) => ({ width, height }))((await load()).getViewport({ scale: CSS_UNITS }))

  return {
    ...size,
    async draw(canvas, scale, rotation, signal) {
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
        await drawing.promise
      } finally {
        signal.removeEventListener('abort', stop)
      }
    },
  }
}
