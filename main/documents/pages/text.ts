import { createRequire } from 'node:module'
import type * as Pdf from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Of a file so much is read: what a letter says stands on its first pages, and nobody searches the rest of a book by words. */
export const READ_OF_A_FILE = { bytes: 40_000_000, pages: 60, characters: 30_000 }

/**
 * The words a PDF carries, as they are read; empty of one that is only pictures. The viewer's own reader: what is found here is what is
 * selected there. Nothing of the file is run or drawn, and no letter leaves or comes from elsewhere.
 * @throws when it is no PDF, or needs a password
 */
export async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const { getDocument } = await reader()
  const task = getDocument({
    ...{ data: bytes, verbosity: 0, isEvalSupported: false, useSystemFonts: false, disableFontFace: true },
    ...{ useWorkerFetch: false, enableXfa: false, stopAtErrors: false },
  })
  const parts: string[] = []
  let length = 0
  try {
    const document = await task.promise
    for (let page = 1; page <= Math.min(document.numPages, READ_OF_A_FILE.pages); page++) {
      if (length >= READ_OF_A_FILE.characters) break
      const { items } = await (await document.getPage(page)).getTextContent()
      for (const item of items) {
        if (!('str' in item)) continue
        const said = item.str + (item.hasEOL ? '\n' : '')
        parts.push(said)
        length += said.length
      }
      parts.push('\n')
    }
  } finally {
    await task.destroy()
  }
  return parts
    .join('')
    .replace(/\0/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
    .slice(0, READ_OF_A_FILE.characters)
}

type Library = Pick<typeof Pdf, 'getDocument'>
let loaded: Promise<Library> | null = null

/** Loaded when the first file is to be read; its own worker works in this thread, which is one. */
function reader(): Promise<Library> {
  return (loaded ??= (async () => {
    const here = globalThis as { DOMMatrix?: unknown; pdfjsWorker?: unknown }
    const { process } = globalThis as { process: { getBuiltinModule?: unknown } }
    // What it wants of a browser to draw with, and of a newer Node: nothing is drawn here.
    here.DOMMatrix ??= Object
    process.getBuiltinModule ??= createRequire(__filename)
    here.pdfjsWorker = await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    return import('pdfjs-dist/legacy/build/pdf.mjs')
  })())
}
