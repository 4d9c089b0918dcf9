import { PDFDocument } from '@cantoo/pdf-lib'
import { pdfOfTiff } from '../../../domain/documents/tiff-pdf'

/**
 * Some pages of a document as a PDF of their own, pictures and text as they lie in it, nothing drawn anew; the same pages give the same
 * bytes. Runs in the PDF thread: a batch of two hundred scans holds nobody.
 * @param pages from 0, in the order they are to have
 * @throws what pdf-lib says of a file it cannot read
 */
export async function extractPages(
  bytes: Uint8Array,
  mediaType: string,
  pages: readonly number[],
): Promise<Uint8Array> {
  const source = await PDFDocument.load(mediaType === 'image/tiff' ? pdfOfTiff(bytes) : bytes, {
    updateMetadata: false,
  })
  const made = await PDFDocument.create({ updateMetadata: false })
  for (const page of await made.copyPages(source, [...pages])) made.addPage(page)
  return made.save({ useObjectStreams: true, addDefaultPage: false })
}
