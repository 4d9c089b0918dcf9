import { SaxesParser } from 'saxes'
import { SheetError } from './fault'

export type Tag = { name: string; attributes: Record<string, string> }
export type Reading = { open?: (tag: Tag) => void; close?: (name: string) => void; text?: (text: string) => void }

/** Where a prefix stands before a name (`x:row`), it is one writer's habit. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Reads XML as it comes. A document type is refused: no spreadsheet has one, and what it declares could grow without end.
 * @returns after each piece that was read, so that others get a turn
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, reading: Reading): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const fail = (): never => {
    throw new SheetError('damaged')
  }
  parser.on('error', fail)
  parser.on('doctype', () => {
    throw new SheetError('unsafe')
  })
  parser.on('opentag', (tag) => reading.open?.({ name: local(tag.name), attributes: tag.attributes }))
  parser.on('closetag', (tag) => reading.close?.(local(tag.name)))
  parser.on('text', (text) => reading.text?.(text))
  let decoder: TextDecoder | null = null
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8')
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.close()
}

export async function readAll(bytes: AsyncIterable<Buffer>, reading: Reading): Promise<void> {
  for await (const _ of readXml(bytes, reading)) void _
}
