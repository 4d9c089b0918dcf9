import { unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { AppError } from '../../contract/errors'
import { paragraphsOf } from '../../contract/typed'

/** One paragraph of a Word document, and whether it is Arabic by most of its letters. */
export type Read = { text: string; isArabic: boolean }

/** A letter of forty pages with its pictures; its text inflated; and how much of that is words. */
const MOST_FILE = 20_000_000
const MOST_XML = 16_000_000
const MOST_TEXT = 160_000
const DEEPEST = 200
/** As many paragraphs as a template has. */
const MOST_PARAGRAPHS = 60
const LONGEST = 6000

type Reason = 'docx-broken' | 'docx-large' | 'docx-unsafe' | 'docx-empty'
class Unread extends Error {
  constructor(readonly reason: Reason) {
    super(reason)
  }
}

/**
 * The words of a .docx, in their order: tables cell after cell, nested ones too; what was deleted under tracking, fields' codes
 * and pictures left out. Nothing of it is run, and of the zip only one part is inflated, no further than it says.
 * @throws document-unread { name, reason }
 */
export async function readDocx(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<Read[]> {
  try {
    if (file.size > MOST_FILE) throw new Unread('docx-large')
    const paragraphs = together(wordsOf(partOf(new Uint8Array(await file.arrayBuffer()))))
    if (paragraphs.length === 0) throw new Unread('docx-empty')
    return paragraphs
  } catch (error) {
    const reason: Reason = error instanceof Unread ? error.reason : 'docx-broken'
    throw new AppError('document-unread', { name: file.name, reason })
  }
}

const PART = 'word/document.xml'
function partOf(zip: Uint8Array): string {
  const parts = unzipSync(zip, {
    filter: ({ name, originalSize }) => {
      if (name !== PART) return false
      if (originalSize > MOST_XML) throw new Unread('docx-large')
      return true
    },
  })
  const part = parts[PART]
  if (!part) throw new Unread('docx-broken')
  return new TextDecoder('utf-8', { fatal: true }).decode(part)
}

/** What these hold is not said: deleted or moved away under tracking, and the same again for older programs. */
const UNSAID = new Set(['del', 'moveFrom', 'Fallback'])
const SIGNS: Record<string, string> = { tab: ' ', br: '\n', cr: '\n', noBreakHyphen: '-' }
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function wordsOf(xml: string): string[] {
  const said: string[] = []
  /** A text box stands inside a paragraph and has paragraphs of its own. */
  const open: string[] = []
  let unsaid = 0
  let depth = 0
  let characters = 0
  let inText = false
  const parser = new SaxesParser()
  parser.on('error', () => {
    throw new Unread('docx-broken')
  })
  parser.on('doctype', () => {
    throw new Unread('docx-unsafe')
  })
  const say = (text: string): void => {
    if (open.length === 0 || unsaid > 0) return
    characters += text.length
    if (characters > MOST_TEXT) throw new Unread('docx-large')
    open[open.length - 1] += text
  }
  parser.on('opentag', ({ name }) => {
    if (++depth > DEEPEST) throw new Unread('docx-unsafe')
    const tag = local(name)
    if (UNSAID.has(tag)) unsaid++
    if (tag === 'p') open.push('')
    if (tag === 't') inText = true
    if (SIGNS[tag] !== undefined) say(SIGNS[tag])
  })
  parser.on('text', (text) => inText && say(text))
  parser.on('closetag', ({ name }) => {
    depth--
    const tag = local(name)
    if (UNSAID.has(tag)) unsaid--
    if (tag === 't') inText = false
    if (tag === 'p') said.push(open.pop() ?? '')
  })
  parser.write(xml).close()
  return said.map((text) => paragraphsOf(text).trim()).filter((text) => text !== '')
}

/** More than a template has: neighbours of one script stand together, a line each. */
function together(texts: readonly string[]): Read[] {
  const single = texts.map((text): Read => ({ text, isArabic: isArabic(text) }))
  const all = single.length <= MOST_PARAGRAPHS ? single : joined(single)
  if (all.length > MOST_PARAGRAPHS || all.some(({ text }) => text.length > LONGEST)) throw new Unread('docx-large')
  return all
}

function joined(single: readonly Read[]): Read[] {
  const all: Read[] = []
  for (const one of single) {
    const last = all.at(-1)
    if (last && last.isArabic === one.isArabic && last.text.length + one.text.length < LONGEST)
      last.text += `\n${one.text}`
    else all.push({ ...one })
  }
  return all
}

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0
const isArabic = (text: string): boolean => count(text, /\p{Script=Arabic}/gu) > count(text, /\p{Script=Latin}/gu)
