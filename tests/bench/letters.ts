import { readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { renderLetter } from '../../main/letters/pdf/letter'
import type { LetterModel } from '../../main/letters/pdf/model'
import { fontFiles } from '../../main/pdf/fonts'
import { textOf } from '../../main/pdf/style'
import { lyonReply } from '../../main/pdf/testing/letters'
import { seeded } from '../../main/pdf/testing/random-strings'
import { figure, numberAsked } from './figures'
import { beginProfile, endProfile } from './profile'

/*
 * Two-page letters in Arabic and French, one core, no thread: what the engine itself takes. Each letter has other sentences, as a
 * ministry's have; the same one again is a mailing. The peer is a warm Chromium that prints the same texts in two columns with the
 * same font, page after page.
 */
const fontsDir = resolve('resources/fonts')
const TEXTS = resolve('../shared/data/parallel-texts/un_admin_ar_fr_en_es.tsv')
const PAIRS = 9

/** Sentences of the United Nations in Arabic and French. */
function sentences(): { ar: string; other: string }[] {
  return readFileSync(TEXTS, 'utf8')
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))
    .map(([, , ar = '', fr = '']) => ({ ar, other: fr }))
    .filter(({ ar, other }) => ar.length > 150 && ar.length < 300 && other.length < 380)
}

function letters(count: number, seed: number): LetterModel[] {
  const random = seeded(seed)
  const all = sentences()
  const pick = () => {
    const { ar, other } = all[Math.floor(random() * all.length)] ?? { ar: '', other: '' }
    return { ar: [{ text: ar }], other: [{ text: other }] }
  }
  return Array.from({ length: count }, () => ({ ...lyonReply(), paragraphs: Array.from({ length: PAIRS }, pick) }))
}

const htmlOf = ({ paragraphs, header, subject }: LetterModel): string => `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: letter; src: url("${pathToFileURL(fontFiles(fontsDir).Amiri.normal).href}") }
body { font: 13pt letter; margin: 0 } p { text-align: justify } div { display: flex; gap: 22pt } p { flex: 1 }
</style><div><p>${header.other.join('<br>')}<p dir="rtl">${header.ar.join('<br>')}</div><h1>${textOf(subject.other)}</h1>
${paragraphs.map(({ ar, other }) => `<div><p lang="fr">${textOf(other)}<p dir="rtl" lang="ar">${textOf(ar)}</div>`).join('')}`

async function each<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (const one of all) await work(one)
  return (all.length * 1000) / (performance.now() - began)
}

async function byChromium(all: LetterModel[]): Promise<{ perSecond: number; bytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'diwan-bench-letters-'))
  const browser = await chromium.launch({
    executablePath: process.env['DIWAN_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--allow-file-access-from-files'],
  })
  try {
    const page = await browser.newPage()
    const file = join(folder, 'letter.html')
    let bytes = 0
    const print = async (letter: LetterModel): Promise<void> => {
      await writeFile(file, htmlOf(letter))
      await page.goto(pathToFileURL(file).href)
      bytes = (await page.pdf({ format: 'A4', margin: { top: '46pt', bottom: '104pt', left: '45pt', right: '45pt' } }))
        .length
    }
    await each(all.slice(0, 5), print)
    return { perSecond: await each(all, print), bytes }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function run(): Promise<void> {
  if (!statSync(TEXTS, { throwIfNoEntry: false })) throw new Error('the parallel texts are not beside the project')
  const count = numberAsked('letters', 100)
  const began = performance.now()
  const { pages } = await renderLetter(letters(1, 1)[0] as LetterModel, { fontsDir })
  const first = performance.now() - began
  await each(letters(10, 2), (letter) => renderLetter(letter, { fontsDir }))
  const given = letters(count, 3)
  await beginProfile()
  const anew = await each(given, (letter) => renderLetter(letter, { fontsDir }))
  await endProfile('letters')
  const same = lyonTwoPages(given)
  await renderLetter(same, { fontsDir })
  const again = await each(
    Array.from({ length: count }, () => same),
    (letter) => renderLetter(letter, { fontsDir }),
  )
  const peer = await byChromium(given)
  const { bytes } = await renderLetter(same, { fontsDir })
  const say = (what: string, value: number, beside: number | null = null) => ({
    bench: 'letters',
    what,
    value,
    peer: beside,
  })
  figure({
    ...say(`letters of ${pages} pages a second, another text each`, anew, peer.perSecond),
    aim: '>= 2.5',
    met: (_v, ratio) => (ratio ?? 0) >= 2.5,
  })
  figure({
    ...say('the same letter again, a second', again, peer.perSecond),
    aim: '>= 5',
    met: (_v, ratio) => (ratio ?? 0) >= 5,
  })
  figure(say('the first letter of a process (ms)', first))
  figure(say('bytes of a letter', bytes.length, peer.bytes))
}

const lyonTwoPages = (given: readonly LetterModel[]): LetterModel => given[0] ?? lyonReply()

void run()
