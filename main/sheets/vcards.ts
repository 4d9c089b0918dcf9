import type { FileHandle } from 'node:fs/promises'
import { vcardRow, VCARD_HEADINGS } from '../../domain/people/vcards'
import type { Row } from '../../domain/sheets/cell'
import type { Encoding } from '../../domain/sheets/encoding'
import { SheetError } from './fault'
import { bytes } from './zip'

const TOGETHER = 200
/** A card with its picture; what never ends is none. */
const MOST_OF_ONE = 20_000_000

export const beginsAsCards = (text: string): boolean => /^\uFEFF?\s*BEGIN:VCARD/i.test(text)

/** The cards of a file, each a row below a row of headings. @throws SheetError `damaged`: the last one has no end */
export async function* vcardRows(file: FileHandle, size: number, encoding: Encoding): AsyncGenerator<Row[]> {
  yield [{ line: 0, cells: VCARD_HEADINGS }]
  const decoder = new TextDecoder(encoding)
  let [rest, line, rows] = ['', 1, [] as Row[]]
  const END = /END:VCARD[^\r\n]*(?:\r\n|\r|\n|$)/gi
  for await (const piece of bytes(file, 0, size)) {
    rest += decoder.decode(piece, { stream: true })
    let from = 0
    END.lastIndex = 0
    for (let end = END.exec(rest); end; end = END.exec(rest)) {
      const text = rest.slice(from, END.lastIndex)
      const begin = /BEGIN:VCARD/i.exec(text)
      if (begin) rows.push(vcardRow(text.slice(begin.index), line + linesIn(text.slice(0, begin.index))))
      line += linesIn(text)
      from = END.lastIndex
    }
    rest = rest.slice(from)
    if (rest.length > MOST_OF_ONE) throw new SheetError('damaged')
    if (rows.length >= TOGETHER) {
      yield rows
      rows = []
    }
  }
  if (/BEGIN:VCARD/i.test(rest + decoder.decode())) throw new SheetError('damaged')
  if (rows.length > 0) yield rows
}
const linesIn = (text: string): number => text.split(/\r\n|\r|\n/).length - 1
