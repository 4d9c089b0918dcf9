import { isKind } from '../../../domain/documents/kinds'
import { arrange } from './arrange'

/**
 * Some pages of a scan as a PDF of their own: what is drawn on them, nothing of the others (A2), and the same bytes each time. Runs in the PDF
 * thread: a batch of two hundred scans holds nobody.
 * @param pages from 0, in the order they are to have
 * @throws PagesRefused
 */
export async function extractPages(
  bytes: Uint8Array,
  mediaType: string,
  pages: readonly number[],
): Promise<Uint8Array> {
  if (!isKind(mediaType)) throw new Error(`no scan: ${mediaType}`)
  const [made] = await arrange([{ bytes, mediaType }], [pages.map((page) => ({ source: 0, page, turn: 0 }))])
  if (!made) throw new Error('nothing was made')
  return made
}
