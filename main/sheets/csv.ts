import type { FileHandle } from 'node:fs/promises'
import { parse } from 'csv-parse'
import { Readable } from 'node:stream'
import type { Row } from '../../domain/sheets/cell'
import type { Encoding } from '../../domain/sheets/encoding'
import { SheetError } from './fault'
import { MOST_COLUMNS } from './xlsx'
import { bytes } from './zip'

/** Lines that are handed on together. */
const TOGETHER = 500

/** The lines of a text in columns. What stands in quotes is one cell, with its line ends; a sign no encoding has is U+FFFD. */
export async function* csvRows(
  file: FileHandle,
  size: number,
  { encoding, separator }: { encoding: Encoding; separator: string },
): AsyncGenerator<Row[]> {
  const parser = parse({
    ...{
      delimiter: separator,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 2_000_000,
    },
    record_delimiter: ['\r\n', '\n', '\r'],
  })
  const texts = Readable.from(decoded(file, size, encoding))
  texts.once('error', (error) => parser.destroy(error))
  let rows: Row[] = []
  let line = 0
  try {
    for await (const cells of texts.pipe(parser) as AsyncIterable<string[]>) {
      line++
      if (line === 1 && /^sep=.?$/i.test(cells.join(''))) continue
      rows.push({ line, cells: cells.length > MOST_COLUMNS ? cells.slice(0, MOST_COLUMNS) : cells })
      if (rows.length < TOGETHER) continue
      yield rows
      rows = []
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
      ? new SheetError('damaged')
      : error
  }
  if (rows.length > 0) yield rows
}

async function* decoded(file: FileHandle, size: number, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of bytes(file, 0, size)) {
    const text = decoder.decode(piece, { stream: true })
    if (text) yield text
  }
  const rest = decoder.decode()
  if (rest) yield rest
}
