import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { isBlank, type Row } from '../../domain/sheets/cell'
import { guessEncoding, type Encoding } from '../../domain/sheets/encoding'
import { Joined, type Merge } from '../../domain/sheets/headings'
import { guessSeparator, type Separator } from '../../domain/sheets/separator'
import type { DateSystem } from '../../domain/sheets/serial'
import { csvRows } from './csv'
import { SheetError } from './fault'
import { readWorkbook, type Workbook } from './workbook'
import { beginsAsCards, vcardRows } from './vcards'
import { sheetRows } from './xlsx'
import { bytes } from './zip'

/** How a file is read: a guess, which the person sees and changes. */
export type Look =
  /** `cards`: vCards, which have no columns of their own. */
  | { kind: 'text'; encoding: Encoding; separator: Separator; cards?: boolean | undefined }
  | { kind: 'workbook'; sheet: number; sheets: string[]; system: DateSystem }

const MOST_BYTES = 300_000_000
const SAMPLE = 262_144

/**
 * A file of rows, whatever wrote it. It is read where it lies, row by row, as often as asked; nothing of it is kept.
 */
export class Sheet {
  /** What was joined, once it was learnt. */
  merges: readonly Merge[] = []

  private constructor(
    private readonly file: FileHandle,
    private readonly size: number,
    private readonly book: Workbook | null,
    public look: Look,
  ) {}

  /** @throws SheetError */
  static async open(path: string): Promise<Sheet> {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size === 0) throw new SheetError('empty')
      if (size > MOST_BYTES) throw new SheetError('too-large')
      const head = Buffer.alloc(Math.min(SAMPLE, size))
      await file.read(head, 0, head.length, 0)
      if (head.subarray(0, 2).toString('latin1') === 'PK') {
        const book = await readWorkbook(file, size)
        const sheets = book.sheets.map(({ name }) => name)
        return new Sheet(file, size, book, { kind: 'workbook', sheet: 0, sheets, system: book.system })
      }
      return new Sheet(file, size, null, lookOf(head, size > head.length))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Rows with something in them, joined cells with their value on each line. @param signal aborts with what is to be thrown */
  async *rows(signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    const joined = new Joined(this.merges)
    for await (const rows of this.pieces()) {
      signal?.throwIfAborted()
      const full = rows.map((row) => joined.over(row)).filter((row) => !isBlank(row))
      if (full.length > 0) yield full
    }
  }

  /** Reads a workbook's sheet to its end once, because what was joined stands behind the rows. */
  async learn(signal?: AbortSignal): Promise<readonly Merge[]> {
    this.merges = []
    if (!this.book || this.look.kind !== 'workbook') return []
    const merges: Merge[] = []
    for await (const _ of sheetRows(this.file, this.book, this.look.sheet, merges)) {
      void _
      signal?.throwIfAborted()
    }
    return (this.merges = merges)
  }

  async sha256(signal?: AbortSignal): Promise<string> {
    const hash = createHash('sha256')
    for await (const piece of bytes(this.file, 0, this.size)) {
      signal?.throwIfAborted()
      hash.update(piece)
    }
    return hash.digest('hex')
  }

  close = (): Promise<void> => this.file.close()

  private pieces(): AsyncIterable<Row[]> {
    if (this.look.kind === 'text' && this.look.cards) return vcardRows(this.file, this.size, this.look.encoding)
    if (this.look.kind === 'text') return csvRows(this.file, this.size, this.look)
    return this.book ? sheetRows(this.file, this.book, this.look.sheet) : none()
  }
}

async function* none(): AsyncGenerator<Row[]> {}

function lookOf(head: Buffer, isCut: boolean): Look {
  // The old Excel's files and those under a password are another container; in the second stands what it holds, in pairs of bytes.
  if (head.length > 8 && head.readUInt32BE(0) === 0xd0cf11e0)
    throw new SheetError(head.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'protected' : 'old')
  const start = head.toString('latin1', 0, 1000).trimStart().toLowerCase()
  if (/^(<!doctype|<html|<table|<\?xml|mime-version:)/.test(start)) throw new SheetError('web-page')
  if (/^(%pdf-|\{\\rtf|\x89png|gif8|\xff\xd8\xff|rar!|7z\xbc\xaf)/.test(start)) throw new SheetError('unknown')
  const encoding = guessEncoding(head, isCut)
  const text = new TextDecoder(encoding).decode(head, { stream: isCut })
  // Bytes that are no text in any encoding.
  if (text.replace(/[^\u0000-\u0008\u000e-\u001f]/g, '').length > text.length / 50) throw new SheetError('unknown')
  if (beginsAsCards(text)) return { kind: 'text', encoding, separator: ',', cards: true }
  return { kind: 'text', encoding, separator: guessSeparator(text) }
}
