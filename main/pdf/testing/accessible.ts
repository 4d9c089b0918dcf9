import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
  decodePDFRawStream,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib'

/*
 * The machine checks of PDF/UA-1 (Matterhorn Protocol 1.1) that concern what our pages have: structure, artifacts, languages, tables,
 * headings, pictures, fonts, metadata. No full validator can be had where this is built; these read the bytes that were made, with another
 * library than the one that made them. Each fault is named by its checkpoint.
 */

const TYPES = /^(Document|H[1-6]|P|Table|TR|TH|TD|L|LI|Lbl|LBody|Figure)$/
/** What an element may lie in (ISO 32000-1, 14.8.4). */
const WITHIN: Record<string, RegExp> = {
  TR: /^Table$/,
  TH: /^TR$/,
  TD: /^TR$/,
  LI: /^L$/,
  Lbl: /^LI$/,
  LBody: /^LI$/,
}
/** Operators that show something. */
const SHOWS = /^(Tj|TJ|'|"|f|F|f\*|B|B\*|b|b\*|S|s|sh|Do|EI)$/

const textOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined
const nameOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFName ? value.decodeText() : undefined

interface Seen {
  faults: string[]
  /** The language of each marked content, and how often the tree leads there. */
  led: Map<string, number>
  headings: number[]
}

function tokens(content: string): string[] {
  const found: string[] = []
  const one = /\((?:\\.|[^\\()])*\)|<<|>>|<[^>]*>|[[\]]|\/?[^\s()<>[\]/]+/g
  for (const [token] of content.matchAll(one)) found.push(token)
  return found
}

function contentOf(page: PDFPage): string {
  const contents = page.node.Contents()
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((ref) => page.doc.context.lookup(ref)) : [contents]
  return streams
    .map((stream) =>
      stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '',
    )
    .join('\n')
}

/** 01-003 … 01-005: everything that is shown is said or an artifact, and neither lies in the other. */
function checkContent(page: PDFPage, at: number, seen: Seen): Set<number> {
  const ids = new Set<number>()
  const open: ('artifact' | 'said' | 'other')[] = []
  let properties: string[] = []
  for (const token of tokens(contentOf(page))) {
    if (token === 'BDC' || token === 'BMC') {
      const mcid = properties.indexOf('/MCID')
      const kind = properties.includes('/Artifact') ? 'artifact' : mcid >= 0 ? 'said' : 'other'
      if (mcid >= 0) ids.add(Number(properties[mcid + 1]))
      if (kind !== 'other' && open.some((one) => one !== 'other'))
        seen.faults.push(`01-003 page ${at}: marked within a mark`)
      open.push(kind)
    } else if (token === 'EMC') {
      if (!open.pop()) seen.faults.push(`01-005 page ${at}: an end without a beginning`)
    } else if (SHOWS.test(token) && !open.some((one) => one !== 'other'))
      seen.faults.push(`01-005 page ${at}: ${token} is neither said nor an artifact`)
    properties = /^[A-Za-z'"*]+$/.test(token) ? [] : [...properties.slice(-12), token]
  }
  if (open.length > 0) seen.faults.push(`01-005 page ${at}: a mark without an end`)
  return ids
}

/** What every page must have drawn of: `page object number: content id`. */
function walk(document: PDFDocument, element: PDFDict, parent: string, language: string | undefined, seen: Seen): void {
  const { context } = document
  const type = nameOf(element.lookup(PDFName.of('S'))) ?? ''
  const own = textOf(element.lookup(PDFName.of('Lang'))) ?? language
  if (!TYPES.test(type)) seen.faults.push(`02-001 ${type} is no standard type`)
  if (WITHIN[type] && !WITHIN[type].test(parent)) seen.faults.push(`09-004 ${type} within ${parent}`)
  if (!own) seen.faults.push(`11-006 ${type} has no language`)
  if (type === 'Figure' && !textOf(element.lookup(PDFName.of('Alt'))))
    seen.faults.push('13-004 a picture without words')
  if (/^H\d$/.test(type)) seen.headings.push(Number(type[1]))
  const attributes = element.lookup(PDFName.of('A'))
  const scope = attributes instanceof PDFDict ? nameOf(attributes.lookup(PDFName.of('Scope'))) : undefined
  if (type === 'TH' && !/^(Row|Column|Both)$/.test(scope ?? '')) seen.faults.push('15-003 a head without its scope')
  const kids = element.lookup(PDFName.of('K'))
  const page = element.get(PDFName.of('Pg'))
  for (const kid of kids instanceof PDFArray ? kids.asArray() : kids ? [kids] : []) {
    const one = context.lookup(kid)
    if (one instanceof PDFNumber) count(seen, `${String(page)}: ${one.asNumber()}`)
    else if (one instanceof PDFDict && one.has(PDFName.of('MCID')))
      count(
        seen,
        `${String(one.get(PDFName.of('Pg')) ?? page)}: ${one.lookup(PDFName.of('MCID'), PDFNumber).asNumber()}`,
      )
    else if (one instanceof PDFDict) walk(document, one, type, own, seen)
  }
}

const count = (seen: Seen, key: string): void => void seen.led.set(key, (seen.led.get(key) ?? 0) + 1)

/** 31-001 … 31-030: embedded, each code a glyph of its own file and known characters. */
function checkFonts(document: PDFDocument, faults: string[]): void {
  for (const [, font] of document.context.enumerateIndirectObjects()) {
    if (!(font instanceof PDFDict) || nameOf(font.lookup(PDFName.of('Type'))) !== 'Font') continue
    const subtype = nameOf(font.lookup(PDFName.of('Subtype')))
    if (subtype === 'Type0') {
      const map = font.lookup(PDFName.of('ToUnicode'))
      const text = map instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(map).decode()).toString('latin1') : ''
      if (!text) faults.push('31-027 a font without its characters')
      if ([...text.matchAll(/\[([^\]]*)\]/g)].some(([, codes]) => /<(0000|feff|fffe)>/i.test(codes ?? '')))
        faults.push('31-028 a code that stands for no character')
    } else {
      const file = font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict)?.lookup(PDFName.of('FontFile2'))
      if (!file) faults.push('31-009 a font that is not embedded')
      if (nameOf(font.lookup(PDFName.of('CIDToGIDMap'))) !== 'Identity') faults.push('31-005 codes without glyphs')
    }
  }
}

function checkCatalog(document: PDFDocument, faults: string[]): void {
  const { catalog } = document
  const metadata = catalog.lookup(PDFName.of('Metadata'))
  const xmp = metadata instanceof PDFRawStream ? Buffer.from(metadata.contents).toString('utf8') : ''
  if (!xmp.includes('<pdfuaid:part>1</pdfuaid:part>')) faults.push('06-002 not said to be PDF/UA-1')
  if (!/<dc:title>[\s\S]*>[^<\s][^<]*<\/rdf:li>/.test(xmp)) faults.push('06-003 no title')
  const shown = catalog.lookupMaybe(PDFName.of('ViewerPreferences'), PDFDict)?.lookup(PDFName.of('DisplayDocTitle'))
  if (shown !== PDFBool.True) faults.push('07-001 the title is not shown')
  const marked = catalog.lookupMaybe(PDFName.of('MarkInfo'), PDFDict)
  if (marked?.lookup(PDFName.of('Marked')) !== PDFBool.True) faults.push('00-000 not marked')
  if (marked?.lookup(PDFName.of('Suspects')) === PDFBool.True) faults.push('01-007 suspects')
  if (!textOf(catalog.lookup(PDFName.of('Lang')))) faults.push('11-006 no language')
}

/** The faults of a file, each with its checkpoint: none, when it passes. */
export async function accessibilityFaults(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const seen: Seen = { faults: [], led: new Map(), headings: [] }
  checkCatalog(document, seen.faults)
  const root = document.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict)
  if (!root) return [...seen.faults, '01-005 no structure']
  const language = textOf(document.catalog.lookup(PDFName.of('Lang')))
  for (const kid of root.lookup(PDFName.of('K'), PDFArray).asArray())
    walk(document, document.context.lookup(kid, PDFDict), 'Root', language, seen)
  const parents = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray)
  document.getPages().forEach((page, index) => {
    const ids = checkContent(page, index + 1, seen)
    const key = page.node.lookupMaybe(PDFName.of('StructParents'), PDFNumber)?.asNumber()
    const at = parents.asArray().findIndex((one, place) => place % 2 === 0 && String(one) === String(key))
    const owners = at < 0 ? undefined : parents.lookup(at + 1)
    for (const id of ids) {
      if (seen.led.get(`${String(page.ref)}: ${id}`) !== 1)
        seen.faults.push(`01-005 page ${index + 1}: ${id} is not in the tree once`)
      if (!(owners instanceof PDFArray) || !(owners.get(id) instanceof PDFRef))
        seen.faults.push(`01-006 ${id} has no parent`)
    }
    if (nameOf(page.node.lookup(PDFName.of('Tabs'))) !== 'S') seen.faults.push('28-009 tabs are not by structure')
  })
  seen.headings.forEach((level, index) => {
    if (level > (seen.headings[index - 1] ?? 0) + 1)
      seen.faults.push(`14-003 H${level} after H${seen.headings[index - 1] ?? 0}`)
  })
  checkFonts(document, seen.faults)
  return seen.faults
}
