import { measureTiff, type TiffPage } from './tiff'

/**
 * A TIFF as a PDF in memory, page by page: strips and tiles go in as they lie in the file, because PDF knows the same packings
 * (fax, LZW, Deflate, PackBits, JPEG). What is kept and what is saved is the TIFF itself.
 * @throws when it is no TIFF this desk took in
 */
export function pdfOfTiff(bytes: Uint8Array): Uint8Array {
  const pages = measureTiff(bytes)
  if (typeof pages === 'string') throw new Error(`TIFF: ${pages}`)
  const pdf = new PdfWriter()
  for (const page of pages) pdf.addPage(bytes, page)
  return pdf.end()
}

const A4_WIDTH = 595
const encoder = new TextEncoder()

class PdfWriter {
  private readonly parts: Uint8Array[] = []
  private readonly offsets: number[] = []
  private readonly kids: number[] = []
  private length = 0

  constructor() {
    this.put('%PDF-1.7\n')
    this.offsets.push(0, 0) // the catalogue and the tree come last
  }

  addPage(file: Uint8Array, page: TiffPage): void {
    const { width, height } = sizeInPoints(page)
    const unit = { x: width / page.width, y: height / page.height }
    const across = Math.ceil(page.width / page.tile.width)
    const drawing: string[] = []
    const images: string[] = []
    for (const [i, part] of page.parts.entries()) {
      const [left, top] = [(i % across) * page.tile.width, Math.floor(i / across) * page.tile.height]
      if (top >= page.height) break
      // The last strip is shorter; the last tile is not, and what stands over is cut by the edge of the page.
      const rows =
        across > 1 || page.tile.width > page.width ? page.tile.height : Math.min(page.tile.height, page.height - top)
      const image = this.addImage(file.subarray(part.at, part.at + part.length), page, rows)
      images.push(`/I${i} ${image} 0 R`)
      const box = [page.tile.width * unit.x, 0, 0, rows * unit.y, left * unit.x, height - (top + rows) * unit.y]
      drawing.push(`q ${box.map((n) => n.toFixed(4)).join(' ')} cm /I${i} Do Q`)
    }
    const contents = this.addStream('', encoder.encode(drawing.join('\n')))
    const turn = { 3: 180, 6: 90, 8: 270 }[page.orientation] ?? 0
    this.kids.push(
      this.add(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width.toFixed(2)} ${height.toFixed(2)}] /Rotate ${turn} ` +
          `/Resources << /XObject << ${images.join(' ')} >> >> /Contents ${contents} 0 R >>`,
      ),
    )
  }

  end(): Uint8Array {
    this.place(1, '<< /Type /Catalog /Pages 2 0 R >>')
    this.place(2, `<< /Type /Pages /Count ${this.kids.length} /Kids [${this.kids.map((k) => `${k} 0 R`).join(' ')}] >>`)
    const start = this.length
    const rows = this.offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
    const size = this.offsets.length + 1
    this.put(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\n`)
    this.put(`startxref\n${start}\n%%EOF\n`)
    const whole = new Uint8Array(this.length)
    let at = 0
    for (const part of this.parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  private addImage(packed: Uint8Array, page: TiffPage, rows: number): number {
    const space = this.spaceOf(page)
    const inverted = page.photometric === 0 ? `/Decode [1 0${' 0 1'.repeat(page.samples - 1)}]` : ''
    const { filter, data } = filtered(page.reversed ? packed.map(mirrored) : packed, page, rows)
    return this.addStream(
      `/Type /XObject /Subtype /Image /Width ${page.tile.width} /Height ${rows} /BitsPerComponent ${page.bits} ` +
        `/ColorSpace ${space} ${inverted} ${filter}`,
      data,
    )
  }

  private spaceOf({ palette, colours, samples }: TiffPage): string {
    if (palette) {
      const table = palette.map((colour) => colour.toString(16).padStart(6, '0')).join('')
      return `[/Indexed /DeviceRGB ${palette.length - 1} <${table}>]`
    }
    const device = { 1: '/DeviceGray', 3: '/DeviceRGB' }[colours] ?? '/DeviceCMYK'
    const extra = samples - colours
    if (extra === 0) return device
    // Transparency is left out: a scan has a white ground, and what lies under it was never to be seen.
    const drop = this.addStream(
      `/FunctionType 4 /Domain [${'0 1 '.repeat(samples)}] /Range [${'0 1 '.repeat(colours)}]`,
      encoder.encode(`{ ${'pop '.repeat(extra)}}`),
    )
    const names = Array.from({ length: samples }, (_, i) => `/S${i}`).join(' ')
    return `[/DeviceN [${names}] ${device} ${drop} 0 R]`
  }

  private addStream(dict: string, data: Uint8Array): number {
    this.offsets.push(this.length)
    const number = this.offsets.length
    this.put(`${number} 0 obj\n<< ${dict} /Length ${data.length} >>\nstream\n`)
    this.put(data)
    this.put('\nendstream\nendobj\n')
    return number
  }

  private add(body: string): number {
    this.offsets.push(this.length)
    this.put(`${this.offsets.length} 0 obj\n${body}\nendobj\n`)
    return this.offsets.length
  }

  private place(number: number, body: string): void {
    this.offsets[number - 1] = this.length
    this.put(`${number} 0 obj\n${body}\nendobj\n`)
  }

  private put(part: string | Uint8Array): void {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part
    this.parts.push(bytes)
    this.length += bytes.length
  }
}

/** As large as it was on the glass of the scanner; a fax has another density across than down. */
function sizeInPoints({ width, height, dpi }: TiffPage): { width: number; height: number } {
  const [x, y] = dpi
  if (x < 20 || y < 20) return { width: A4_WIDTH, height: (height / width) * A4_WIDTH }
  return { width: (width / x) * 72, height: (height / y) * 72 }
}

function filtered(data: Uint8Array, page: TiffPage, rows: number): { filter: string; data: Uint8Array } {
  const columns = page.tile.width
  const predicted =
    page.predictor === 2
      ? `/DecodeParms << /Predictor 2 /Colors ${page.samples} /BitsPerComponent ${page.bits} /Columns ${columns} >>`
      : ''
  switch (page.compression) {
    case 2:
    case 3:
    case 4: {
      const k = page.compression === 4 ? -1 : page.compression === 3 && (page.faxOptions & 1) === 1 ? 1 : 0
      const aligned = page.compression === 2 ? '/EncodedByteAlign true' : ''
      return {
        data,
        filter: `/Filter /CCITTFaxDecode /DecodeParms << /K ${k} /Columns ${columns} /Rows ${rows} /BlackIs1 true /EndOfBlock false ${aligned} >>`,
      }
    }
    case 5:
      return { data, filter: `/Filter /LZWDecode ${predicted}` }
    case 7: {
      const transform = page.photometric === 2 ? '/DecodeParms << /ColorTransform 0 >>' : ''
      return { data: withTables(data, page.tables), filter: `/Filter /DCTDecode ${transform}` }
    }
    case 8:
    case 32946:
      return { data, filter: `/Filter /FlateDecode ${predicted}` }
    case 32773:
      return { data: withoutPauses(data), filter: '/Filter /RunLengthDecode' }
    default:
      return { data, filter: '' }
  }
}

/** Strips of a JPEG page share their tables; each goes out with them: SOI, tables, the rest of the strip. */
function withTables(strip: Uint8Array, tables: Uint8Array | null): Uint8Array {
  if (!tables || tables.length < 4) return strip
  const joined = new Uint8Array(tables.length - 2 + strip.length - 2)
  joined.set(tables.subarray(0, -2))
  joined.set(strip.subarray(2), tables.length - 2)
  return joined
}

/** PackBits says nothing with 128; the same byte ends the data in a PDF. */
function withoutPauses(packed: Uint8Array): Uint8Array {
  const kept: number[] = []
  for (let at = 0; at < packed.length;) {
    const head = packed[at] ?? 128
    const length = head === 128 ? 1 : head < 128 ? head + 2 : 2
    if (head !== 128) for (let i = at; i < Math.min(at + length, packed.length); i++) kept.push(packed[i] ?? 0)
    at += length
  }
  kept.push(128)
  return Uint8Array.from(kept)
}

const mirrored = (byte: number): number => {
  let turned = 0
  for (let bit = 0; bit < 8; bit++) turned |= ((byte >> bit) & 1) << (7 - bit)
  return turned
}
