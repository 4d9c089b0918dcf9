import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The text of each page as PDF.js, the app's own viewer, hands it to copying and searching. */
export async function pagesAsCopied(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  return pages
}

/** Extraction is compared without white space and control characters: readers guess blanks, and differ in it. */
export const bare = (text: string): string => text.replace(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g, '')
