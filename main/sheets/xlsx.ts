import type { FileHandle } from 'node:fs/promises'
import type { Cell, Row } from '../../domain/sheets/cell'
import type { Merge } from '../../domain/sheets/headings'
import { cellOfNumber } from '../../domain/sheets/numbers'
import { dateOfSerial } from '../../domain/sheets/serial'
import { RichText, unescaped, type Workbook } from './workbook'
import { readXml } from './xml'
import { inflated } from './zip'

/** Columns that are read; a register has twenty. */
export const MOST_COLUMNS = 500
const MOST_MERGES = 200_000

/** The rows of a sheet as they come; what was joined is known when it was read to its end. */
export async function* sheetRows(
  file: FileHandle,
  book: Workbook,
  sheet: number,
  merges: Merge[] = [],
): AsyncGenerator<Row[]> {
  const part = book.sheets[sheet]?.part
  if (!part) return
  const reading = new SheetReading(book, merges)
  for await (const _ of readXml(inflated(file, part), reading)) {
    void _
    const rows = reading.take()
    if (rows.length > 0) yield rows
  }
}

class SheetReading {
  private rows: Row[] = []
  private line = 0
  private cells: Cell[] = []
  private column = -1
  private cell: { type: string; style: number; formula: boolean; value: string | null } | null = null
  private inValue = false
  private readonly inline = new RichText()

  constructor(
    private readonly book: Workbook,
    private readonly merges: Merge[],
  ) {}

  take(): Row[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  open = ({ name, attributes }: { name: string; attributes: Record<string, string> }): void => {
    switch (name) {
      case 'row':
        this.line = lineOf(attributes['r']) ?? this.line + 1
        this.cells = []
        this.column = -1
        break
      case 'c':
        this.column = attributes['r'] ? columnOf(attributes['r']) : this.column + 1
        this.cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), formula: false, value: null }
        break
      case 'f':
        if (this.cell) this.cell.formula = true
        break
      case 'v':
        this.inValue = true
        break
      case 'mergeCell':
        this.join(attributes['ref'] ?? '')
        break
      default:
        if (this.cell) this.inline.open(name)
    }
  }

  text = (text: string): void => {
    if (this.inValue && this.cell) this.cell.value = (this.cell.value ?? '') + text
    else if (this.cell) this.inline.add(text)
  }

  close = (name: string): void => {
    if (name === 'v') this.inValue = false
    else if (name === 'c') this.endCell()
    else if (name === 'row') this.rows.push({ line: this.line, cells: Array.from(this.cells, (cell) => cell ?? '') })
    else if (this.cell) this.inline.close(name)
  }

  private endCell(): void {
    const cell = this.cell
    this.cell = null
    const inline = this.inline.take()
    if (cell && this.column < MOST_COLUMNS) this.cells[this.column] = this.valueOf(cell, inline)
  }

  private valueOf(cell: { type: string; style: number; formula: boolean; value: string | null }, inline: string): Cell {
    const { type, value } = cell
    if (type === 'inlineStr') return inline
    // A formula whose value was never saved: nothing is computed here.
    if (value === null) return cell.formula ? { text: '', fault: 'not-computed' } : ''
    if (type === 's') return this.book.shared[Number(value)] ?? { text: value, fault: 'error-value' }
    if (type === 'str') return unescaped(value)
    if (type === 'e') return { text: value, fault: 'error-value' }
    if (type === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
    if (type === 'd') return { text: value, date: /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null }
    const style = this.book.styles[cell.style]
    const cellOf = cellOfNumber(value, style?.zeros ?? 0)
    if (!style?.day || typeof cellOf === 'string' || cellOf.number === undefined) return cellOf
    const date = dateOfSerial(cellOf.number, this.book.system)
    return { text: date ?? value, number: cellOf.number, date }
  }

  private join(ref: string): void {
    const found = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref)
    if (!found || this.merges.length >= MOST_MERGES) return
    const [, left = '', top, right = '', bottom] = found
    this.merges.push({ top: Number(top), bottom: Number(bottom), left: columnOf(left), right: columnOf(right) })
  }
}

const lineOf = (said: string | undefined): number | null =>
  said !== undefined && /^[1-9]\d{0,7}$/.test(said) ? Number(said) : null

/** AB12 → 27. */
function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}
