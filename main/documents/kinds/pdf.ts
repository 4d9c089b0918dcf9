import { opensWithoutPassword } from './pdf-password'
import { PdfObjects } from './pdf-objects'
import { isDict, isRef, type Dict, type Value } from './pdf-values'

/** Where a viewer gives up looking for the head; scanners and mail programs write before it. */
const HEAD_WITHIN = 256 * 1024
const DEEPEST = 40

/** A PDF by opening it: its catalogue, its tree of pages, and that each page is there with what is drawn on it. */
export function readPdf(bytes: Buffer): 'whole' | 'cut' | 'protected' | 'none' {
  const head = bytes.subarray(0, HEAD_WITHIN).indexOf('%PDF-')
  if (head < 0) return 'none'
  const body = bytes.subarray(head)
  const objects = new PdfObjects(body)
  const { trailers } = objects
  const locked = [...trailers].reverse().find((trailer) => trailer.has('/Encrypt'))
  const closed = isClosed(body, objects)
  const whole = locked ? closed && trailers.some((t) => t.has('/Root')) : hasEveryPage(objects)
  if (!whole || !(closed || (objects.last.closed && namesNothingMissing(objects)))) return 'cut'
  if (!locked) return 'whole'
  const lock = dictOf(objects, locked.get('/Encrypt'))
  return lock && opensWithoutPassword(lock, locked) ? 'whole' : 'protected'
}

/** The table's address stands behind the last object: nothing is missing at the end, whatever hangs on it. */
const isClosed = (body: Buffer, objects: PdfObjects): boolean => body.lastIndexOf('startxref') > objects.last.at

/** Without a usable trailer any catalogue will do, as in the viewer. */
function hasEveryPage(objects: PdfObjects): boolean {
  const roots = objects.trailers.map((trailer) => dictOf(objects, trailer.get('/Root'))).reverse()
  const usable = roots.filter((root) => root?.has('/Pages'))
  if (usable.length === 0)
    for (const [, dict] of objects.dicts()) if (dict.get('/Type') === '/Catalog') usable.push(dict)
  return usable.some((root) => root !== undefined && pagesUnder(objects, root.get('/Pages'), 0, new Set()) > 0)
}

/** How many pages there are; 0 as soon as one is missing. */
function pagesUnder(objects: PdfObjects, node: Value, depth: number, seen: Set<number>): number {
  if (isRef(node)) {
    if (seen.has(node.ref)) return 0
    seen.add(node.ref)
  }
  const dict = dictOf(objects, node)
  if (!dict || depth > DEEPEST) return 0
  const kids = valueOf(objects, dict.get('/Kids'))
  if (!Array.isArray(kids)) return hasContents(objects, dict) ? 1 : 0
  let pages = 0
  for (const kid of kids) {
    const under = pagesUnder(objects, kid, depth + 1, seen)
    if (under === 0 && !isEmptyBranch(objects, kid)) return 0
    pages += under
  }
  return pages
}

const isEmptyBranch = (objects: PdfObjects, node: Value): boolean => {
  const kids = valueOf(objects, dictOf(objects, node)?.get('/Kids'))
  return Array.isArray(kids) && kids.length === 0
}

/** Without its end a file may have lost what comes last, a page's picture for one: whatever it names must be there. */
function namesNothingMissing(objects: PdfObjects): boolean {
  const there = (value: Value): boolean => {
    if (isRef(value)) return objects.has(value.ref)
    if (Array.isArray(value)) return value.every(there)
    return !isDict(value) || [...value.values()].every(there)
  }
  for (const [, dict] of objects.dicts()) if (!there(dict)) return false
  return true
}

/** An empty page is a page; one whose drawing is not in the file is cut. */
function hasContents(objects: PdfObjects, page: Dict): boolean {
  const contents = page.get('/Contents')
  const parts = Array.isArray(contents) ? contents : [contents]
  return parts.every((part) => !isRef(part) || objects.has(part.ref))
}

const valueOf = (objects: PdfObjects, value: Value): Value => (isRef(value) ? objects.get(value.ref) : value)

function dictOf(objects: PdfObjects, value: Value): Dict | undefined {
  const found = valueOf(objects, value)
  return isDict(found) ? found : undefined
}
