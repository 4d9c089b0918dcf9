/** What a scan may be; everything else is named as what it is and stays outside. */
export const kinds = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/tiff'] as const
export type Kind = (typeof kinds)[number]

export const isKind = (mediaType: string): mediaType is Kind => (kinds as readonly string[]).includes(mediaType)

/** The first is the one given to a file whose name says something else. */
export const endingsOf: Record<Kind, readonly [string, ...string[]]> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
}

/** A scan of 200 pages at 300 dpi stays well below it; a video does not. */
export const FILE_LIMIT_MB = 150
export const FILE_LIMIT = FILE_LIMIT_MB * 1_000_000

/** A row may come from anywhere: a size that no scan can have is never asked for, allocated or counted. */
export const isFileSize = (size: number): boolean => Number.isSafeInteger(size) && size > 0 && size <= FILE_LIMIT

/** An A0 sheet at 300 dpi has 140 million points and takes 560 MB once decoded: more is a trap or a mistake. */
export const PIXEL_LIMIT = 140_000_000
export const fitsInMemory = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width * height <= PIXEL_LIMIT
