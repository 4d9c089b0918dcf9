import { MOST_PAGES } from '../../contract/intake'
import { openDocument, safeScale } from '../documents/documentViewerSheets'
import { CodeReader } from './readCodes'

/** 200 dpi: three points for the smallest square of a label's code. */
const SCALE = 200 / 96
const THUMB = 96

/** A page as it was found: what its codes say, and a picture small enough to keep a thousand of. */
export type PageFound = { page: number; texts: string[]; picture: string }

/**
 * Draws a document page by page and reads the codes on each; two hundred pages are never in memory together.
 * @throws PasswordNeeded · what the viewer says of bytes it cannot read · the signal's reason
 */
export async function readPages(
  file: { url: string; mediaType: string },
  signal: AbortSignal,
  read: (page: PageFound, of: number) => void,
): Promise<void> {
  const opened = await openDocument(file.url, file.mediaType, signal)
  const reader = new CodeReader()
  const [canvas, small] = [document.createElement('canvas'), document.createElement('canvas')]
  try {
    const sheets = opened.sheets.slice(0, MOST_PAGES)
    for (const [page, sheet] of sheets.entries()) {
      signal.throwIfAborted()
      await sheet.draw(canvas, safeScale(sheet, SCALE), 0, signal)
      const pen = canvas.getContext('2d', { willReadFrequently: true })
      if (!pen) throw new Error('no canvas')
      const texts = await reader.read(pen.getImageData(0, 0, canvas.width, canvas.height))
      signal.throwIfAborted()
      read(
        {
          page,
          texts: [...new Set(texts)].slice(0, 20).map((text) => text.slice(0, 2_000)),
          picture: thumb(canvas, small),
        },
        sheets.length,
      )
    }
  } finally {
    reader.close()
    canvas.width = canvas.height = 0
    await opened.close()
  }
}

function thumb(from: HTMLCanvasElement, to: HTMLCanvasElement): string {
  to.width = THUMB
  to.height = Math.max(1, Math.min(4 * THUMB, Math.round((from.height / Math.max(1, from.width)) * THUMB)))
  const pen = to.getContext('2d')
  if (!pen) return ''
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(from, 0, 0, to.width, to.height)
  return to.toDataURL('image/jpeg', 0.7)
}
