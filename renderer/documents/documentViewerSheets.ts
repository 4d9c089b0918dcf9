import type { OpenDocument, Rotation, Sheet } from './documentViewerDocument'

export const turned = (rotation: Rotation): Rotation => ((rotation + 90) % 360) as Rotation

/** Width and height change places when a page lies on its side. */
export const sizeOf = (
  sheet: Pick<Sheet, 'width' | 'height'>,
  rotation: Rotation,
): { width: number; height: number } =>
  rotation % 180 === 0 ? { width: sheet.width, height: sheet.height } : { width: sheet.height, height: sheet.width }

/** As wide as the room allows, each page by its own shape: one drawing of A3 does not make all letters small. */
export const fitted = (sheet: Pick<Sheet, 'width' | 'height'>, rotation: Rotation, room: number): number =>
  Math.max(0.1, Math.min(room / Math.max(1, sizeOf(sheet, rotation).width), 2))

export const ZOOMS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const
export const zoomIn = (scale: number): number => ZOOMS.find((z) => z > scale + 0.01) ?? 4
export const zoomOut = (scale: number): number => [...ZOOMS].reverse().find((z) => z < scale - 0.01) ?? 0.25

/** A page on an A3 scanner at 600 dpi times 400 % would be larger than any canvas may be. */
const LARGEST_SIDE = 8192
export const safeScale = (sheet: Pick<Sheet, 'width' | 'height'>, scale: number): number =>
  Math.min(scale, LARGEST_SIDE / Math.max(sheet.width, sheet.height, 1))

/**
 * Reads a document of ours.
 * @throws PasswordNeeded · otherwise the bytes cannot be read or are not what they say
 */
export async function openDocument(
  url: string,
  mediaType: string,
  signal: AbortSignal,
  password?: string,
): Promise<OpenDocument> {
  if (mediaType === 'application/pdf') return stillWanted(await openPieces(url, signal, password), signal)
  const reply = await fetch(url, { signal })
  if (!reply.ok) throw new Error(`${reply.status}`)
  if (mediaType === 'image/tiff') {
    const bytes = new Uint8Array(await reply.arrayBuffer())
    const { openPdf } = await import('./documentViewerPdf')
    return stillWanted(await openPdf((await import('../../domain/documents/tiff-pdf')).pdfOfTiff(bytes)), signal)
  }
  return openImage(await reply.blob())
}

async function openPieces(url: string, signal: AbortSignal, password?: string): Promise<OpenDocument> {
  // Loaded when the first PDF is opened: a clerk who only registers does not wait for it.
  const [{ openPdf }, { beginReading }] = await Promise.all([
    import('./documentViewerPdf'),
    import('./documentViewerRanges'),
  ])
  return openPdf(await beginReading(url, signal), password)
}

async function stillWanted(opened: OpenDocument, signal: AbortSignal): Promise<OpenDocument> {
  if (signal.aborted) await opened.close()
  signal.throwIfAborted()
  return opened
}

/** Scans are shown as A4 would be: a photograph of 4,000 pixels fits the window like a page. */
const A4_WIDTH = 794

async function openImage(blob: Blob): Promise<OpenDocument> {
  // Turned as the camera says (EXIF): what is drawn, and with it what is printed, stands upright.
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' })
  const width = A4_WIDTH
  const height = (image.height / image.width) * A4_WIDTH
  const sheet: Sheet = {
    width,
    height,
    async draw(canvas, scale, rotation, signal) {
      signal.throwIfAborted()
      const size = sizeOf(sheet, rotation)
      canvas.width = Math.max(1, Math.floor(size.width * scale))
      canvas.height = Math.max(1, Math.floor(size.height * scale))
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('no canvas')
      pen.fillStyle = 'white'
      pen.fillRect(0, 0, canvas.width, canvas.height)
      pen.imageSmoothingQuality = 'high'
      pen.translate(canvas.width / 2, canvas.height / 2)
      pen.rotate((rotation * Math.PI) / 180)
      pen.drawImage(image, (-width * scale) / 2, (-height * scale) / 2, width * scale, height * scale)
    },
  }
  return {
    sheets: [sheet],
    readOn: () => Promise.resolve(),
    close: async () => image.close(),
  }
}
