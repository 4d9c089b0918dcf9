import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { ProofInput } from '../proof'

const run = promisify(execFile)

/** A program of the machine, or a sentence that says what to install. */
export function program(names: readonly string[], debianPackage: string, override?: string): string {
  if (override) return override
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name)
  throw new Error(`The letters are compared with ${names[0]}, which is not installed: apt-get install ${debianPackage}`)
}

const chromium = (): string =>
  program(['chromium', 'chromium-browser', 'google-chrome'], 'chromium', process.env.DIWAN_CHROMIUM)

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'diwan-proof-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** The top margin is padding, or vowel marks above the first line would be painted at the foot of the page before. */
function htmlOf({ page, fontSize, paragraphs }: ProofInput, fontFile: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: proof; src: url("${pathToFileURL(fontFile).href}") }
@page { size: ${page.width}pt ${page.height}pt; margin: 0 ${page.margin}pt }
/* A line 1/64 pixel too wide would make it shrink the whole page: an accident of printing, no typography. */
html, body { margin: 0; overflow: hidden }
p { margin: 0; padding-top: ${page.margin}pt; font: ${fontSize}pt proof; line-height: normal; text-align: justify; break-after: page }
p:last-child { break-after: auto }
</style><body>${paragraphs.map(({ direction, text }) => `<p dir="${direction}">${escaped(text)}</p>`).join('')}`
}

/** What Chromium prints of the same paragraphs with the same font file. */
export function chromiumPdf(input: ProofInput, fontFile: string): Promise<Buffer> {
  return inTemporaryFolder(async (folder) => {
    const html = join(folder, 'proof.html')
    const pdf = join(folder, 'proof.pdf')
    await writeFile(html, htmlOf(input, fontFile))
    const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(
      (name) => `--disable-${name}`,
    )
    await run(
      chromium(),
      [
        '--headless',
        '--no-sandbox',
        '--no-first-run',
        ...quiet,
        `--user-data-dir=${join(folder, 'profile')}`,
        '--no-pdf-header-footer',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(html).href,
      ],
      { timeout: 110_000 },
    )
    return readFile(pdf)
  })
}

/** A page as grey pixels at 144 dpi, two a point. */
export interface Picture {
  width: number
  height: number
  grey: Buffer
}

export function picturesOf(pdf: Buffer): Promise<Picture[]> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'proof.pdf')
    await writeFile(file, pdf)
    await run(program(['pdftoppm'], 'poppler-utils'), ['-r', '144', '-gray', file, join(folder, 'page')])
    const names = (await readdir(folder)).filter((name) => name.endsWith('.pgm')).sort()
    return Promise.all(names.map(async (name) => pictureOf(await readFile(join(folder, name)))))
  })
}

/** Portable greymap: `P5 width height 255`, then a byte a pixel. */
function pictureOf(file: Buffer): Picture {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 40).toString('latin1'))
  if (!header) throw new Error('pdftoppm wrote something else than a greymap')
  return { width: Number(header[1]), height: Number(header[2]), grey: file.subarray(header[0].length) }
}

/** What pdftotext reads, in the order it takes for the reading order. */
export async function textOf(pdf: Buffer): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'letter.pdf')
    await writeFile(file, pdf)
    const { stdout } = await run(program(['pdftotext'], 'poppler-utils'), [file, '-'])
    return stdout
  })
}
