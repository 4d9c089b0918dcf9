/**
 * TIFF 6.0: the pages of a file and where their packed strips or tiles lie. Nothing is unpacked here: desk and window both
 * read it, the one to judge a file, the other to show it.
 */
export type TiffPage = {
  width: number
  height: number
  /** Dots an inch; 0 = not said. */
  dpi: [number, number]
  compression: number
  photometric: number
  bits: number
  samples: number
  /** How many of them are colour. */
  colours: number
  predictor: number
  /** Bits of a byte from the right (FillOrder 2), as fax machines send them. */
  reversed: boolean
  /** T4Options or T6Options. */
  faxOptions: number
  /** 0xRRGGBB for each index, when there is a palette. */
  palette: number[] | null
  /** JPEGTables: what the strips leave out. */
  tables: Uint8Array | null
  orientation: number
  /** Strips are tiles as wide as the page. */
  tile: { width: number; height: number }
  parts: { at: number; length: number }[]
}

/** Forms this desk can show; the strips go to the viewer as they are. */
const COMPRESSIONS = [1, 2, 3, 4, 5, 7, 8, 32946, 32773]
/** Samples of a point that are colour, by PhotometricInterpretation; what is over is transparency. */
const COLOURS: Record<number, number> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3 }
const MOST_PAGES = 5000
const SIZE_OF: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 13: 4, 16: 8 }

/** Every page, or `cut` when some of it is not in the file, or `unknown` when it is of a form nobody here can show. */
export function measureTiff(bytes: Uint8Array): TiffPage[] | 'cut' | 'unknown' {
  try {
    return readPages(bytes)
  } catch (error) {
    if (error instanceof RangeError) return 'cut'
    throw error
  }
}

function readPages(bytes: Uint8Array): TiffPage[] | 'cut' | 'unknown' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = view.getUint16(0) === 0x4949
  if (view.getUint16(2, little) !== 42) return 'unknown' // BigTIFF: for files above 4 GB
  const pages: TiffPage[] = []
  const seen = new Set<number>()
  for (let at = view.getUint32(4, little); at !== 0;) {
    if (seen.has(at) || seen.size >= MOST_PAGES) break // a chain that bites its tail ends there, as in every viewer
    seen.add(at)
    const count = view.getUint16(at, little)
    const page = readPage(new Tags(view, little, at + 2, count))
    if (page === 'unknown') return 'unknown'
    if (page) {
      if (page.parts.length === 0 || page.parts.some((part) => part.at + part.length > bytes.length)) return 'cut'
      pages.push(page)
    }
    at = view.getUint32(at + 2 + count * 12, little)
  }
  return pages.length > 0 ? pages : 'cut'
}

function readPage(tags: Tags): TiffPage | 'unknown' | null {
  if ((tags.one(254, 0) & 1) === 1) return null // a small copy of another page
  const width = tags.one(256, 0)
  const height = tags.one(257, 0)
  const tiled = tags.has(322)
  const samples = tags.one(277, 1)
  const compression = tags.one(259, 1)
  const photometric = tags.one(262, 0)
  const bits = tags.one(258, 1)
  const fax = compression >= 2 && compression <= 4
  const colours = COLOURS[photometric] ?? 0
  if (!COMPRESSIONS.includes(compression) || tags.one(284, 1) !== 1 || ![1, 2, 4, 8].includes(bits)) return 'unknown'
  if (colours === 0 || samples < colours || samples > colours + 2 || (samples > colours && photometric === 3))
    return 'unknown'
  if ((fax && bits !== 1) || (photometric === 6 && compression !== 7)) return 'unknown'
  if (compression === 7 && samples !== colours) return 'unknown'
  const at = tags.all(tiled ? 324 : 273)
  const lengths = tags.all(tiled ? 325 : 279)
  const rows = Math.min(height, tags.one(278, height))
  return {
    width,
    height,
    dpi: dpiOf(tags),
    compression,
    photometric,
    bits,
    samples,
    colours,
    predictor: tags.one(317, 1),
    reversed: tags.one(266, 1) === 2,
    faxOptions: tags.one(compression === 4 ? 293 : 292, 0),
    palette: photometric === 3 ? paletteOf(tags.all(320)) : null,
    tables: tags.bytes(347),
    orientation: tags.one(274, 1),
    tile: tiled ? { width: tags.one(322, width), height: tags.one(323, height) } : { width, height: rows },
    parts: at.map((start, i) => ({ at: start, length: lengths[i] ?? 0 })),
  }
}

function dpiOf(tags: Tags): [number, number] {
  const unit = tags.one(296, 2)
  const inch = unit === 3 ? 2.54 : unit === 2 ? 1 : 0
  return [tags.rational(282) * inch, tags.rational(283) * inch]
}

function paletteOf(map: readonly number[]): number[] {
  const count = map.length / 3
  const byte = (i: number): number => (map[i] ?? 0) >> 8
  return Array.from({ length: count }, (_, i) => (byte(i) << 16) | (byte(i + count) << 8) | byte(i + 2 * count))
}

/** The tags of one page; a value that lies outside the file throws RangeError. */
class Tags {
  private readonly entries = new Map<number, { type: number; count: number; at: number }>()

  constructor(
    private readonly view: DataView,
    private readonly little: boolean,
    start: number,
    count: number,
  ) {
    for (let i = 0; i < count; i++) {
      const at = start + i * 12
      const type = view.getUint16(at + 2, little)
      const values = view.getUint32(at + 4, little)
      const room = (SIZE_OF[type] ?? 1) * values
      const place = room <= 4 ? at + 8 : view.getUint32(at + 8, little)
      this.entries.set(view.getUint16(at, little), { type, count: values, at: place })
    }
  }

  has(tag: number): boolean {
    return this.entries.has(tag)
  }

  one(tag: number, otherwise: number): number {
    const entry = this.entries.get(tag)
    return entry ? this.value(entry.type, entry.at) : otherwise
  }

  all(tag: number): number[] {
    const entry = this.entries.get(tag)
    if (!entry) return []
    const size = SIZE_OF[entry.type] ?? 1
    if (entry.at + entry.count * size > this.view.byteLength) throw new RangeError('outside the file')
    return Array.from({ length: entry.count }, (_, i) => this.value(entry.type, entry.at + i * size))
  }

  bytes(tag: number): Uint8Array | null {
    const entry = this.entries.get(tag)
    if (!entry) return null
    if (entry.at + entry.count > this.view.byteLength) throw new RangeError('outside the file')
    return new Uint8Array(this.view.buffer, this.view.byteOffset + entry.at, entry.count)
  }

  rational(tag: number): number {
    const entry = this.entries.get(tag)
    if (!entry || entry.at + 8 > this.view.byteLength) return 0
    const under = this.view.getUint32(entry.at + 4, this.little)
    return under === 0 ? 0 : this.view.getUint32(entry.at, this.little) / under
  }

  private value(type: number, at: number): number {
    if (type === 3) return this.view.getUint16(at, this.little)
    if (type === 1 || type === 7) return this.view.getUint8(at)
    return this.view.getUint32(at, this.little)
  }
}
