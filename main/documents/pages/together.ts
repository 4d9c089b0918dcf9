import { PDFDocument, PDFObjectCopier, PDFPage } from '@cantoo/pdf-lib'
import { openSource } from './arrange'
import type { Source } from './messages'

/**
 * Papers one after the other, for the printer: a paper of an odd number of pages is followed by an empty one, so that on both sides of the
 * sheet the next still begins on a sheet of its own. Each is opened, copied and let go before the next.
 * @throws PagesRefused
 */
export async function together(sources: readonly Source[]): Promise<Uint8Array> {
  const made = await PDFDocument.create({ updateMetadata: false })
  for (const [i, source] of sources.entries()) {
    const from = await openSource(source, i)
    const copier = PDFObjectCopier.for(from.context, made.context)
    const pages = from.getPages()
    for (const page of pages) {
      const node = copier.copy(page.node)
      made.addPage(PDFPage.of(node, made.context.register(node), made))
    }
    const last = pages.at(-1)
    if (last && pages.length % 2 === 1 && i < sources.length - 1) made.addPage([last.getWidth(), last.getHeight()])
  }
  made.setProducer('Diwan')
  return made.save({ addDefaultPage: false, updateFieldAppearances: false })
}
