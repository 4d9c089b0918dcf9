/*
 * A signature field behind the end of a finished PDF (ISO 32000 12.8), so that what is before it stays byte for byte. The addition
 * follows from the file and from what it says alone: whoever verifies makes it again and sees that nothing else was added.
 */

/** What the signature's dictionary says, written as UTF-16BE: Arabic and French names are kept. */
export type SignatureSays = { name: string; reason: string; location: string; at: number }

/** Where the value goes, between `<` and `>`, and the two stretches it is over. */
export type Room = { bytes: Buffer; hole: { from: number; to: number } }

const RANGE = 48

const hexText = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
const fromHex = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')
const pdfDate = (at: number): string => `D:${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}Z`

/** The last cross-reference table of a file pdfkit wrote. @throws Error on any other file */
class Written {
  readonly startxref: number
  private readonly table: string
  readonly trailer: string

  constructor(private readonly bytes: Buffer) {
    const end = bytes.toString('latin1', Math.max(0, bytes.length - 64))
    this.startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1] ?? NaN)
    const tail = bytes.toString('latin1', this.startxref || bytes.length)
    const [table = '', trailer] = tail.split('trailer')
    if (!table.startsWith('xref\n0 ') || trailer === undefined)
      throw new Error('no PDF that a signature can be put into')
    this.table = table
    this.trailer = trailer
  }

  get size(): number {
    return Number(/\/Size (\d+)/.exec(this.trailer)?.[1] ?? NaN)
  }

  ref(text: string, name: string): number {
    const found = new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1]
    if (found === undefined) throw new Error(`the PDF names no ${name}`)
    return Number(found)
  }

  /** The dictionary of an object without a stream, as it is written. */
  dict(number: number): string {
    const entry = this.table.split('\n')[number + 2] ?? ''
    const at = Number(entry.slice(0, 10))
    const end = this.bytes.indexOf('\nendobj', at, 'latin1')
    const head = `${number} 0 obj\n`
    const text = this.bytes.toString('latin1', at, end)
    if (!text.startsWith(head) || !text.endsWith('>>')) throw new Error(`object ${number} of the PDF cannot be read`)
    return text.slice(head.length)
  }
}

/** The dictionary with one more entry. */
const within = (dict: string, entry: string): string => `${dict.slice(0, -2)}${entry}\n>>`

/**
 * The file with an invisible signature field on its first page and `size` bytes of room for its value. It stands off the page, where
 * PDF/UA asks for no words; its look is empty, and PDF/A wants one.
 */
export function withRoom(base: Buffer, says: SignatureSays, size: number): Room {
  const file = new Written(base)
  const root = file.ref(file.trailer, 'Root')
  const pages = file.dict(file.ref(file.dict(root), 'Pages'))
  const page = Number(/\/Kids \[(\d+) 0 R/.exec(pages)?.[1] ?? NaN)
  const first = file.dict(page)
  if (/\/Annots|\/AcroForm/.test(first + file.dict(root))) throw new Error('the PDF has fields or notes already')
  const [signature, widget, look, form] = [file.size, file.size + 1, file.size + 2, file.size + 3]
  const value = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${pdfDate(says.at)}) /Name ${hexText(says.name)} /Reason ${hexText(says.reason)} /Location ${hexText(says.location)} /ByteRange ${' '.repeat(RANGE)} /Contents <${'0'.repeat(size * 2)}> >>`
  const objects: [number, string][] = [
    [root, within(file.dict(root), `/AcroForm ${form} 0 R`)],
    [page, within(first, `/Annots [${widget} 0 R]`)],
    [signature, value],
    [
      widget,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /TU ${hexText(says.name)} /F 132 /Rect [-1 -1 -1 -1] /AP << /N ${look} 0 R >> /P ${page} 0 R /V ${signature} 0 R >>`,
    ],
    [look, '<< /Type /XObject /Subtype /Form /BBox [0 0 0 0] /Resources << >> /Length 0 >>\nstream\n\nendstream'],
    [form, `<< /Fields [${widget} 0 R] /SigFlags 3 >>`],
  ]
  let text = base.at(-1) === 0x0a ? '' : '\n'
  const entries: string[] = []
  for (const [number, dict] of objects) {
    entries.push(`${number} 1\n${String(base.length + text.length).padStart(10, '0')} 00000 n \n`)
    text += `${number} 0 obj\n${dict}\nendobj\n`
  }
  const at = base.length + text.length
  const [, info = ''] = /(\/Info \d+ 0 R)/.exec(file.trailer) ?? []
  const [, id = ''] = /(\/ID \[[^\]]*\])/.exec(file.trailer) ?? []
  text += `xref\n0 1\n0000000000 65535 f \n${entries.join('')}trailer\n<< /Size ${form + 1} /Root ${root} 0 R ${info} ${id} /Prev ${file.startxref} >>\nstartxref\n${at}\n%%EOF\n`
  const from = base.length + text.indexOf(' /Contents <') + 11
  const to = from + size * 2 + 2
  const range = `[0 ${from} ${to} ${base.length + text.length - to}]`
  text = text.replace(`/ByteRange ${' '.repeat(RANGE)}`, `/ByteRange ${range.padEnd(RANGE)}`)
  return { bytes: Buffer.concat([base, Buffer.from(text, 'latin1')]), hole: { from, to } }
}

/** The file with the value in its room. @throws Error when it does not fit */
export function filled({ bytes, hole }: Room, value: Buffer): Buffer {
  if (value.length * 2 > hole.to - hole.from - 2) throw new Error('the signature is larger than its room')
  const copy = Buffer.from(bytes)
  copy.write(value.toString('hex').padEnd(hole.to - hole.from - 2, '0'), hole.from + 1, 'latin1')
  return copy
}

/** What is signed: everything but the value. */
export const signedParts = ({ bytes, hole }: Room): Buffer[] => [bytes.subarray(0, hole.from), bytes.subarray(hole.to)]

const OWN =
  /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\) \/Name <feff([0-9a-f]*)> \/Reason <feff([0-9a-f]*)> \/Location <feff([0-9a-f]*)> \/ByteRange \[[\d ]+\] *\/Contents <([0-9a-f]+)>/

/** The room a signature of ours was put into, from `length` on; null when anything else was added. */
export function ownRoom(bytes: Buffer, length: number): Room | null {
  const said = OWN.exec(bytes.toString('latin1', length))
  if (!said) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = said.slice(1, 7).map(Number)
  const [name = '', reason = '', location = '', value = ''] = said.slice(7)
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  try {
    const says = { name: fromHex(name), reason: fromHex(reason), location: fromHex(location), at }
    const again = withRoom(bytes.subarray(0, length), says, value.length / 2)
    const emptied = filled({ bytes, hole: again.hole }, Buffer.alloc(0))
    return again.bytes.equals(emptied) ? { bytes, hole: again.hole } : null
  } catch {
    return null // a file in which we would have put nothing
  }
}
