import type { FileHandle } from 'node:fs/promises'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Cell } from './cells'

/**
 * A workbook written line by line: what is kept in memory is one page of lines, however many there are. Every text is a text cell, which no
 * spreadsheet runs; a day is a day.
 */
export class Workbook {
  private readonly zip: Zip
  private readonly waiting: Uint8Array[] = []
  private readonly sheet: ZipDeflate
  private row = 0

  constructor(
    private readonly file: FileHandle,
    private readonly about: { rtl: boolean; names: [lines: string, about: string]; widths: readonly number[] },
  ) {
    this.zip = new Zip((error, data) => {
      if (error) throw error
      this.waiting.push(data)
    })
    for (const [name, text] of Object.entries(parts(about.names))) this.whole(name, text)
    this.sheet = this.entry('xl/worksheets/sheet1.xml')
    this.sheet.push(strToU8(sheetHead(about.rtl, about.widths, 1)))
  }

  /** @param style `head` for what stands above the columns */
  async add(lines: readonly (readonly Cell[])[], style: 'head' | 'line' = 'line'): Promise<void> {
    let text = ''
    for (const cells of lines) text += rowText(cells, ++this.row, style)
    this.sheet.push(strToU8(text))
    await this.drain()
  }

  /** @param facts what the second sheet says of the first */
  async end(facts: readonly (readonly string[])[]): Promise<void> {
    this.sheet.push(strToU8(SHEET_END), true)
    const lines = facts
      .map((line, at) =>
        rowText(
          line.map((text): Cell => ({ text })),
          at + 1,
          'line',
        ),
      )
      .join('')
    this.whole('xl/worksheets/sheet2.xml', sheetHead(this.about.rtl, [24, 80], 0) + lines + SHEET_END)
    this.zip.end()
    await this.drain()
  }

  private entry(name: string): ZipDeflate {
    const part = new ZipDeflate(name, { level: 6 })
    this.zip.add(part)
    return part
  }
  private whole(name: string, text: string): void {
    this.entry(name).push(strToU8(text), true)
  }
  private async drain(): Promise<void> {
    for (const data of this.waiting.splice(0)) await this.file.write(data)
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const STYLES = { head: 2, line: 0 } as const
const DATE = 1
const NUMBER = 3

function rowText(cells: readonly Cell[], row: number, style: 'head' | 'line'): string {
  const written = cells.map((cell, at) => {
    const place = `${LETTERS[at] ?? 'A'}${row}`
    const day = 'date' in cell ? dayNumber(cell.date) : null
    if (day !== null) return `<c r="${place}" s="${DATE}"><v>${day}</v></c>`
    if ('number' in cell) return `<c r="${place}" s="${NUMBER}"><v>${cell.number}</v></c>`
    const text = 'date' in cell ? cell.date : cell.text
    if (text === '') return ''
    return `<c r="${place}" s="${STYLES[style]}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
  })
  return `<row r="${row}">${written.join('')}</row>`
}

/** Days since the last one of 1899; what a spreadsheet counts wrongly (before March 1900) stays a text. */
function dayNumber(date: string): number | null {
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
  return days > 60 ? days : null
}

/** What XML cannot carry is left out; what Excel would read as a character (`_x000D_`) is said so that it does not (ECMA-376, 22.9.2.19). */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOC = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function sheetHead(rtl: boolean, widths: readonly number[], frozen: number): string {
  const pane = frozen ? `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` : ''
  const cols = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${rtl ? ' rightToLeft="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>`
}
const SHEET_END = '</sheetData></worksheet>'

const parts = ([lines, about]: [string, string]): Record<string, string> => ({
  '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOC}"><sheets><sheet name="${escaped(lines)}" sheetId="1" r:id="rId1"/><sheet name="${escaped(about)}" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOC}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${DOC}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${DOC}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>`,
})
