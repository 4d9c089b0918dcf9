import { parentPort } from 'node:worker_threads'
import type { RenderedPdf } from './engine'
import { extractPages } from '../documents/pages/extract'
import { renderForm } from './form-page'
import { stampFirstPage } from '../documents/pages/stamp'
import { renderLabels, renderSeparators, renderStamp } from '../labels/label-page'
import { renderAddressLabels, renderEnvelopes } from '../runs/post-page'
import { renderEntryPrint } from '../register/pdf/entry-print'
import { renderListPrint } from '../register/pdf/list-print'
import { renderPaper } from '../register/pdf/paper'
import type { PdfAnswer, PdfRequest } from './jobs'
import { blankLetter } from '../letters/pdf/blank'
import { renderLetter } from '../letters/pdf/letter'
import { markPages } from './mark-page'
import { countPages, renderProof } from './proof'

/** The thread in which letters are set: a long one must stall neither the window nor the main process. */
async function render(request: PdfRequest): Promise<RenderedPdf> {
  const { fontsDir } = request
  switch (request.kind) {
    case 'letter':
      return renderLetter(request.model, { fontsDir })
    case 'entry-print':
      return renderEntryPrint(request.model, { fontsDir })
    case 'list-print':
      return renderListPrint(request.model, { fontsDir })
    case 'paper':
      return renderPaper(request.model, { fontsDir })
    case 'form':
      return renderForm(request.model, { fontsDir })
    case 'labels':
      return renderLabels(request.model, { fontsDir })
    case 'envelopes':
      return renderEnvelopes(request.model, { fontsDir })
    case 'addressLabels':
      return renderAddressLabels(request.model, { fontsDir })
    case 'separators':
      return renderSeparators(request.model, { fontsDir })
    case 'extract': {
      const { bytes, mediaType, pages } = request.model
      return { bytes: Buffer.from(await extractPages(bytes, mediaType, pages)), pages: pages.length }
    }
    case 'stamp': {
      const { bytes, mediaType, stamp, corner } = request.model
      const block = await renderStamp(stamp, { fontsDir })
      return { bytes: Buffer.from(await stampFirstPage(bytes, mediaType, block.bytes, corner)), pages: 1 }
    }
    case 'mark':
      return markPages(request.model, { fontsDir })
    case 'warm':
      // A letter that nobody sees: fonts, patterns of hyphenation and V8's own work are done when the first real one comes.
      await renderLetter(blankLetter(), { fontsDir })
      return { bytes: Buffer.alloc(0), pages: 0 }
    case 'proof':
      return { bytes: await renderProof(request.model, fontsDir), pages: countPages(request.model) }
  }
}

parentPort?.on('message', (request: PdfRequest) => {
  render(request).then(
    ({ bytes, pages, missing = [] }) => {
      // A copy of its own: a Buffer may share its memory with others, and what is transferred is gone here.
      const own = new Uint8Array(bytes)
      const answer: PdfAnswer = { id: request.id, ok: true, bytes: own, pages, missing }
      parentPort?.postMessage(answer, [own.buffer])
    },
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      const answer: PdfAnswer = { id: request.id, ok: false, message }
      parentPort?.postMessage(answer)
    },
  )
})
