import type { FileHandle } from 'node:fs/promises'
import { showsDay, zerosOf, type DateSystem } from '../../domain/sheets/serial'
import { SheetError } from './fault'
import { readAll } from './xml'
import { inflated, partsOf, type Part } from './zip'

/** How a style shows what a cell keeps. */
export type Style = { day: boolean; zeros: number }
export type Workbook = {
  system: DateSystem
  sheets: { name: string; part: Part }[]
  styles: readonly Style[]
  /** Texts that cells point at. */
  shared: readonly string[]
}

/** Beyond it the texts of a workbook would fill the memory of a small PC. */
const MOST_SHARED = 200_000_000
const MOST_SHEETS = 200

export async function readWorkbook(file: FileHandle, size: number): Promise<Workbook> {
  const parts = await partsOf(file, size)
  const part = (name: string): Part | undefined => parts.get(name)
  const book = part('xl/workbook.xml') ?? mainPart(parts)
  if (!book) throw new SheetError('unknown')
  const folder = book.name.replace(/[^/]*$/, '')
  const links = new Map<string, string>()
  const relations = part(`${folder}_rels/${book.name.slice(folder.length)}.rels`)
  const by = new Map<string, string>()
  if (relations)
    await readAll(inflated(file, relations), {
      open: ({ name, attributes: { Id = '', Target = '', Type = '' } }) => {
        if (name !== 'Relationship') return
        const target = Target.startsWith('/') ? Target.slice(1) : new URL(Target, `zip://x/${folder}`).pathname.slice(1)
        links.set(Id, decodeURIComponent(target))
        by.set(Type.split('/').at(-1) ?? '', decodeURIComponent(target))
      },
    })
  let system: DateSystem = '1900'
  const named: { name: string; link: string }[] = []
  await readAll(inflated(file, book), {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr' && ['1', 'true'].includes(attributes['date1904'] ?? '')) system = '1904'
      if (name !== 'sheet' || named.length >= MOST_SHEETS) return
      const link = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const shown = (attributes['state'] ?? 'visible') === 'visible'
      if (shown) named.push({ name: attributes['name'] ?? '', link: links.get(link) ?? '' })
    },
  })
  const sheets = named.flatMap(({ name, link }) => {
    const found = part(link)
    return found ? [{ name, part: found }] : []
  })
  if (sheets.length === 0) throw new SheetError('empty')
  const [styles, texts] = [
    part(by.get('styles') ?? 'xl/styles.xml'),
    part(by.get('sharedStrings') ?? 'xl/sharedStrings.xml'),
  ]
  if (texts && texts.size > MOST_SHARED) throw new SheetError('too-large')
  return {
    system,
    sheets,
    styles: styles ? await readStyles(file, styles) : [],
    shared: texts ? await readShared(file, texts) : [],
  }
}

const mainPart = (parts: ReadonlyMap<string, Part>): Part | undefined =>
  [...parts.values()].find(({ name }) => /(^|\/)workbook\.xml$/i.test(name))

async function readStyles(file: FileHandle, part: Part): Promise<Style[]> {
  const codes = new Map<number, string>()
  const formats: number[] = []
  let inside = false
  await readAll(inflated(file, part), {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inside = true
      if (name === 'xf' && inside) formats.push(Number(attributes['numFmtId'] ?? 0))
    },
    close: (name) => {
      if (name === 'cellXfs') inside = false
    },
  })
  return formats.map((id) => ({ day: showsDay(id, codes.get(id)), zeros: zerosOf(codes.get(id)) }))
}

async function readShared(file: FileHandle, part: Part): Promise<string[]> {
  const texts: string[] = []
  const one = new RichText()
  await readAll(inflated(file, part), {
    open: ({ name }) => one.open(name),
    text: (text) => one.add(text),
    close: (name) => {
      one.close(name)
      if (name === 'si') texts.push(one.take())
    },
  })
  return texts
}

/** The text of a cell in pieces of several looks; how it is read aloud (`rPh`) is none of it. */
export class RichText {
  private parts: string[] = []
  private inText = false
  private aloud = 0

  open(name: string): void {
    if (name === 'rPh') this.aloud++
    if (name === 't' && this.aloud === 0) this.inText = true
  }
  add(text: string): void {
    if (this.inText) this.parts.push(text)
  }
  close(name: string): void {
    if (name === 'rPh') this.aloud--
    if (name === 't') this.inText = false
  }
  take(): string {
    const text = this.parts.join('')
    this.parts = []
    return unescaped(text)
  }
}

/** What XML cannot carry stands as `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text
