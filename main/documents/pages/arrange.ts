import { PDFDocument, PDFObjectCopier, PDFPage, degrees } from '@cantoo/pdf-lib'
import { PIXEL_LIMIT } from '../../../domain/documents/kinds'
import { pdfOfTiff } from '../../../domain/documents/tiff-pdf'
import { readPdf } from '../kinds/pdf'
import { PagesRefused, type Placed, type Source } from './messages'
import { cleaned, keepLayersHidden } from './page-only'
import { sizeOnPaper, uprightTurn } from './picture'

/**
 * PDFs of pages taken from scans. What is drawn on a page goes along as it lies in the file, never drawn anew; what hangs on the
 * file besides its pages (forms, scripts, attachments, links) does not. A picture becomes a page of its size.
 * @param papers for each PDF its pages, in order; a page may stand in several
 * @throws PagesRefused
 */
export async function arrange(sources: readonly Source[], papers: readonly Placed[][]): Promise<Uint8Array[]> {
  const opened = await Promise.all(sources.map((source, i) => openSource(source, i)))
  const made: Uint8Array[] = []
  for (const paper of papers) made.push(await onePaper(opened, paper))
  return made
}

async function onePaper(opened: readonly PDFDocument[], paper: readonly Placed[]): Promise<Uint8Array> {
  const made = await PDFDocument.create({ updateMetadata: false })
  // One copier a source: what several of its pages share is there once.
  const copiers = opened.map((from) => PDFObjectCopier.for(from.context, made.context))
  for (const { source, page, turn } of paper) {
    const original = opened[source]?.getPages()[page]
    const copier = copiers[source]
    if (!original || !copier) throw new PagesRefused('no-such-page', source)
    const node = copier.copy(original.node)
    const copy = PDFPage.of(node, made.context.register(node), made)
    if (turn !== 0) copy.setRotation(degrees((copy.getRotation().angle + turn) % 360))
    made.addPage(copy)
  }
  const used = new Set(paper.map(({ source }) => source))
  keepLayersHidden(
    made,
    opened.flatMap((from, i) => {
      const copier = copiers[i]
      return copier && used.has(i) ? [{ from, copier }] : []
    }),
  )
  made.setProducer('Diwan')
  return made.save({ addDefaultPage: false, updateFieldAppearances: false })
}

export async function openSource({ bytes, mediaType }: Source, index: number): Promise<PDFDocument> {
  try {
    switch (mediaType) {
      case 'application/pdf':
        return await openPdf(bytes, index)
      case 'image/tiff':
        return await openPdf(pdfOfTiff(bytes), index)
      case 'image/jpeg':
      case 'image/png':
        return await pdfOfPicture(bytes, mediaType, index)
      case 'image/webp':
        // PDF does not know its packing, and nothing here unpacks it.
        throw new PagesRefused('webp', index)
    }
  } catch (error) {
    if (error instanceof PagesRefused) throw error
    throw new PagesRefused('unreadable', index)
  }
}

async function openPdf(bytes: Uint8Array, index: number): Promise<PDFDocument> {
  if (readPdf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) === 'protected')
    throw new PagesRefused('protected', index)
  // Encrypted only to forbid copying, it opens with the empty password (ADR 015).
  const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Infinity, password: '' })
  for (const page of document.getPages()) cleaned(page)
  return document
}

/** Unpacking a PNG takes its points in memory, four bytes each. */
const PNG_POINTS = PIXEL_LIMIT / 4

export async function pdfOfPicture(
  bytes: Uint8Array,
  kind: 'image/jpeg' | 'image/png',
  index = 0,
): Promise<PDFDocument> {
  const size = sizeOnPaper(bytes, kind)
  if (kind === 'image/png' && size.points > PNG_POINTS) throw new PagesRefused('too-large', index)
  const document = await PDFDocument.create({ updateMetadata: false })
  const image = kind === 'image/jpeg' ? await document.embedJpg(bytes) : await document.embedPng(bytes)
  const page = document.addPage([size.width, size.height])
  page.drawImage(image, { x: 0, y: 0, width: size.width, height: size.height })
  page.setRotation(degrees(uprightTurn(bytes, kind)))
  await document.flush()
  return document
}
