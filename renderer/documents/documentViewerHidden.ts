import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Hidden } from './documentViewerDocument'

/** What the whole file holds besides its pages: a form of its own kind, scripts, files, layers that are switched off. */
export async function hiddenInDocument(document: PDFDocumentProxy): Promise<Hidden[]> {
  const [{ info }, scripts, files, layers] = await Promise.all([
    document.getMetadata(),
    document.getJSActions(),
    document.getAttachments(),
    document.getOptionalContentConfig(),
  ])
  const found: Hidden[] = []
  if ('IsXFAPresent' in info && info.IsXFAPresent === true) found.push('form')
  if (scripts) found.push('script')
  if (files && Object.keys(files).length > 0) found.push('attachments')
  for (const [, group] of layers) if (!isVisible(group)) found.push('layers')
  return found
}

const isVisible = (group: unknown): boolean =>
  !(typeof group === 'object' && group !== null && 'visible' in group && group.visible === false)

const MEDIA = ['Movie', 'Sound', 'Screen', 'RichMedia', '3D']
/** Drawn with their words on the page, or with none. */
const DRAWN = ['Link', 'Widget', 'FreeText', 'Popup', 'Stamp']

/** What hangs on one page: addresses, programs, files, remarks. */
export async function hiddenOnPage(page: PDFPageProxy): Promise<Hidden[]> {
  const found = new Set<Hidden>()
  for (const note of (await page.getAnnotations()) as unknown[]) {
    if (typeof note !== 'object' || note === null) continue
    const facts = note as Record<string, unknown>
    const subtype = String(facts['subtype'])
    const address = String(facts['url'] ?? facts['unsafeUrl'] ?? '')
    if (address !== '') found.add(/^(https?|mailto|ftp|tel):/i.test(address) ? 'links' : 'launch')
    // A link that leads to no page and no address starts something: a program, a form that is sent, another file.
    else if (subtype === 'Link' && !facts['dest'] && !facts['action']) found.add('launch')
    if (facts['actions']) found.add('script')
    if (facts['attachment'] || facts['file']) found.add('attachments')
    if (MEDIA.includes(subtype)) found.add('media')
    if (!DRAWN.includes(subtype) && textOf(facts['contentsObj']) !== '') found.add('comments')
  }
  if (await page.getJSActions()) found.add('script')
  return [...found]
}

const textOf = (contents: unknown): string =>
  typeof contents === 'object' && contents !== null && 'str' in contents ? String(contents.str).trim() : ''
