import { PDFDocument, PDFName, PDFStream, degrees, type PDFEmbeddedPage } from '@cantoo/pdf-lib'
import { z } from 'zod'
import { checked } from './checked'
import { createPdf, type RenderedPdf } from './engine'
import { MARK, said } from './style'
import { Both } from './text'

/** What stands across every page of a paper that was made while the glass of a wall was broken (P4): who read it, and when. */
export const MarkModel = z.object({ createdAt: z.number().int(), said: Both })
export type MarkModel = z.infer<typeof MarkModel>
export type MarkAsked = { bytes: Uint8Array; mark: MarkModel }

const SIZE = { width: 460, height: 52 }
/** Seen through: what is written under it stays to be read, and a copy of it still shows it. */
const OPACITY = 0.32
const ANGLE = 32

/** The paper with its mark across every page, and again along its upper edge. @throws what pdf-lib says of a file it cannot read */
export async function markPages({ bytes, mark }: MarkAsked, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const block = await renderMark(mark, fontsDir)
  const paper = await PDFDocument.load(bytes, { updateMetadata: false })
  const [drawn] = await paper.embedPdf(block.bytes)
  if (!drawn) throw new Error('no mark')
  await seenThrough(paper, drawn)
  for (const page of paper.getPages()) {
    const box = page.getCropBox()
    const scale = Math.min(box.width, box.height) / SIZE.width
    const [width, height] = [SIZE.width * scale, SIZE.height * scale]
    const turn = (ANGLE * Math.PI) / 180
    // Turned about its own middle, which is the page's.
    const x = box.x + box.width / 2 - (width * Math.cos(turn) - height * Math.sin(turn)) / 2
    const y = box.y + box.height / 2 - (width * Math.sin(turn) + height * Math.cos(turn)) / 2
    page.drawPage(drawn, { x, y, width, height, rotate: degrees(ANGLE), opacity: OPACITY })
    const small = scale * 0.5
    page.drawPage(drawn, {
      ...{ x: box.x + (box.width - SIZE.width * small) / 2, y: box.y + box.height - SIZE.height * small - 3 },
      ...{ width: SIZE.width * small, height: SIZE.height * small, opacity: 0.8 },
    })
  }
  return { bytes: Buffer.from(await paper.save({ addDefaultPage: false })), pages: paper.getPageCount() }
}

/** As one group: its own letters say that they are opaque, and would stay so. */
async function seenThrough(paper: PDFDocument, drawn: PDFEmbeddedPage): Promise<void> {
  await drawn.embed()
  const group = paper.context.obj({ Type: 'Group', S: 'Transparency' })
  paper.context.lookup(drawn.ref, PDFStream).dict.set(PDFName.of('Group'), group)
}

function renderMark(input: unknown, fontsDir: string): Promise<RenderedPdf> {
  const model = checked(MarkModel, input, 'mark')
  const centred = { alignment: 'center' as const, color: MARK, bold: true }
  return createPdf(
    {
      pageSize: SIZE,
      pageMargins: [4, 4, 4, 0],
      defaultStyle: { font: 'Amiri', color: MARK },
      content: [said('ar', model.said.ar, { ...centred, scale: 1.2 }), said('other', model.said.other, centred)],
    },
    { fontsDir, createdAt: model.createdAt, language: 'ar', title: 'Diwan', untagged: true },
  )
}
