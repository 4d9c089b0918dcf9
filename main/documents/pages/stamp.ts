import { PDFDocument, degrees, type PDFPage } from '@cantoo/pdf-lib'
import type { StampCorner } from '../../../contract/labels'
import { pdfOfTiff } from '../../../domain/documents/tiff-pdf'
import { pdfOfPicture } from './arrange'

const EDGE = 14
/** Of the page's width, at most: a small page keeps its text. */
const SHARE = 0.45

/**
 * A copy of a scan with the stamp (a page of its own, drawn before) in a corner of its first page, upright as the page is looked at. Nothing
 * is put under it: what was written there stays to be read. The scan itself is not touched (I3).
 * @throws what pdf-lib says of a file it cannot read; `no stamp` of a kind it does not know
 */
export async function stampFirstPage(
  bytes: Uint8Array,
  mediaType: string,
  stamp: Uint8Array,
  corner: StampCorner,
): Promise<Uint8Array> {
  const copy = await opened(bytes, mediaType)
  const [block] = await copy.embedPdf(stamp)
  const page = copy.getPage(0)
  if (!block) throw new Error('no stamp')
  const turn = (((page.getRotation().angle % 360) + 360) % 360) as 0 | 90 | 180 | 270
  const box = page.getCropBox()
  const [width, height] = turn % 180 === 0 ? [box.width, box.height] : [box.height, box.width]
  const scale = Math.min(1, (width * SHARE) / block.width)
  const size = { width: block.width * scale, height: block.height * scale }
  const seen = {
    x: corner.endsWith('Left') ? EDGE : width - size.width - EDGE,
    y: corner.startsWith('bottom') ? EDGE : height - size.height - EDGE,
  }
  const { x, y } = onPage(seen, box, turn)
  page.drawPage(block, { x, y, xScale: scale, yScale: scale, rotate: degrees(turn) })
  return copy.save({ addDefaultPage: false })
}

/** A scan that is turned for looking at is drawn on lying: where its looker sees a point, in the page's own measures. */
function onPage(
  { x, y }: { x: number; y: number },
  box: ReturnType<PDFPage['getCropBox']>,
  turn: 0 | 90 | 180 | 270,
): { x: number; y: number } {
  const at = {
    0: { x, y },
    90: { x: box.width - y, y: x },
    180: { x: box.width - x, y: box.height - y },
    270: { x: y, y: box.height - x },
  }[turn]
  return { x: box.x + at.x, y: box.y + at.y }
}

async function opened(bytes: Uint8Array, mediaType: string): Promise<PDFDocument> {
  if (mediaType === 'application/pdf') return PDFDocument.load(bytes, { updateMetadata: false })
  if (mediaType === 'image/tiff') return PDFDocument.load(pdfOfTiff(bytes), { updateMetadata: false })
  if (mediaType === 'image/jpeg' || mediaType === 'image/png') return pdfOfPicture(bytes, mediaType)
  throw new Error('no stamp')
}
