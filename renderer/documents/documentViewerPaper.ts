import type { Rotation, Sheet } from './documentViewerDocument'
import { sizeOf, turned } from './documentViewerSheets'

/** How pages go onto paper: as large as the paper allows, or as large as they were scanned. */
export const paperSizes = ['fit', 'actual'] as const
export type PaperSize = (typeof paperSizes)[number]

/** `printer`: as whoever prints says in the printer's own dialog. */
export const duplexes = ['printer', 'simplex', 'longEdge', 'shortEdge'] as const
export type Duplex = (typeof duplexes)[number]

/** `pages`: places from 0. */
export type Printing = { pages: number[]; size: PaperSize; duplex: Duplex }

/** Everything, as it was always printed. */
export const allOf = (count: number): Printing => ({
  pages: Array.from({ length: count }, (_, i) => i),
  size: 'fit',
  duplex: 'printer',
})

/** A page that lies on its side stands up on paper when it is printed in its own size: shrinking it is what was not wanted. */
export const paperRotation = (sheet: Sheet, rotation: Rotation, size: PaperSize): Rotation => {
  const { width, height } = sizeOf(sheet, rotation)
  return size === 'actual' && width > height ? turned(rotation) : rotation
}

/** Its size on paper in CSS pixels, 96 an inch; null: as large as the paper allows. */
export const paperSize = (sheet: Sheet, rotation: Rotation, size: PaperSize) =>
  size === 'fit' ? null : sizeOf(sheet, paperRotation(sheet, rotation, size))
