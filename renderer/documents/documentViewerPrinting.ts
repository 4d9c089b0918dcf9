import { safeScale } from './documentViewerSheets'
import type { Rotation, Sheet } from './documentViewerDocument'

/** 200 dpi: a stamp and a signature stay readable. */
const PRINT_DPI = 200
/** A label, and a sheet of them, has bars of two dots of its printer: drawn coarser, no scanner reads them. */
const FINE = { small: 150_000, dpi: 600, few: 12, fewDpi: 300 }
const dpiOf = ({ width, height }: Pick<Sheet, 'width' | 'height'>, sheets: number): number =>
  width * height <= FINE.small ? FINE.dpi : sheets <= FINE.few ? FINE.fewDpi : PRINT_DPI
const QUALITY = 0.92

/**
 * Pages as they will be printed, each drawn, packed and let go before the next: two hundred pages stay a few dozen megabytes.
 * @returns addresses to be revoked; an aborted drawing rejects and leaves none
 */
export async function printable(
  sheets: readonly Sheet[],
  rotationOf: (sheet: Sheet) => Rotation,
  signal: AbortSignal,
  drawn: (pages: number) => void,
): Promise<string[]> {
  const urls: string[] = []
  const canvas = document.createElement('canvas')
  try {
    for (const sheet of sheets) {
      signal.throwIfAborted()
      await sheet.draw(canvas, safeScale(sheet, dpiOf(sheet, sheets.length) / 96), rotationOf(sheet), signal)
      urls.push(URL.createObjectURL(await packed(canvas)))
      drawn(urls.length)
    }
    signal.throwIfAborted()
    return urls
  } catch (error) {
    for (const url of urls) URL.revokeObjectURL(url)
    throw error
  } finally {
    canvas.width = canvas.height = 0
  }
}

const packed = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no room for a page'))), 'image/jpeg', QUALITY),
  )
