import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFRef,
  type PDFDocument,
  type PDFObject,
  type PDFObjectCopier,
  type PDFPage,
} from '@cantoo/pdf-lib'

/** What of a page is the page: how it is drawn and how large it is. */
const PAGE = [
  ...['Type', 'Parent', 'Resources', 'Contents', 'Group', 'Annots', 'UserUnit'],
  ...['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate'],
]
/** What of a mark on a page is drawn. The rest leads elsewhere: to other pages, which would come along unseen, or out of the file. */
const MARK = [
  'Type',
  'Subtype',
  'Rect',
  'AP',
  'AS',
  'F',
  'C',
  'CA',
  'BS',
  'Border',
  'Contents',
  'OC',
  'MK',
  'QuadPoints',
]
/** Marks that are drawn; a link, a script's button or a film is not a page. */
const DRAWN = ['Text', 'FreeText', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight', 'Underline']
DRAWN.push('Squiggly', 'StrikeOut', 'Stamp', 'Caret', 'Ink', 'Widget', 'Watermark')

/** Leaves of a page what is drawn, so that a page that was split off takes nothing of the others along (A2). */
export function cleaned(page: PDFPage): void {
  const { node } = page
  for (const key of node.keys()) if (!PAGE.includes(key.decodeText())) node.delete(key)
  const marks = node.Annots()
  if (!marks) return
  const kept = marks.asArray().flatMap((at): PDFObject[] => {
    const mark = node.context.lookup(at)
    if (!(mark instanceof PDFDict)) return []
    const subtype = mark.lookupMaybe(PDFName.of('Subtype'), PDFName)
    if (!subtype || !DRAWN.includes(subtype.decodeText())) return []
    for (const key of mark.keys()) if (!MARK.includes(key.decodeText())) mark.delete(key)
    return [at]
  })
  node.set(PDFName.of('Annots'), node.context.obj(kept))
}

/**
 * Layers that are switched off stay so: a layer whose switch did not come along would be drawn, and what was hidden seen.
 * @param sources files pages were taken from, with what copied them
 */
export function keepLayersHidden(
  made: PDFDocument,
  sources: readonly { from: PDFDocument; copier: PDFObjectCopier }[],
) {
  const all: PDFRef[] = []
  const off: PDFRef[] = []
  for (const { from, copier } of sources) {
    const layers = layersOf(from)
    if (layers.off.length === 0) continue
    all.push(...layers.all.map((ref) => copier.copy(ref)))
    off.push(...layers.off.map((ref) => copier.copy(ref)))
  }
  if (off.length > 0) made.catalog.set(PDFName.of('OCProperties'), made.context.obj({ OCGs: all, D: { OFF: off } }))
}

function layersOf({ catalog }: PDFDocument): { all: PDFRef[]; off: PDFRef[] } {
  const layers = catalog.lookupMaybe(PDFName.of('OCProperties'), PDFDict)
  const usual = layers?.lookupMaybe(PDFName.of('D'), PDFDict)
  const refs = (of: PDFDict | undefined, name: string): PDFRef[] =>
    (of?.lookupMaybe(PDFName.of(name), PDFArray)?.asArray() ?? []).filter((one) => one instanceof PDFRef)
  const all = refs(layers, 'OCGs')
  const on = refs(usual, 'ON')
  const allOff = usual?.lookupMaybe(PDFName.of('BaseState'), PDFName)?.decodeText() === 'OFF'
  return { all, off: allOff ? all.filter((ref) => !on.includes(ref)) : refs(usual, 'OFF') }
}
