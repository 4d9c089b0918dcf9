import { readFileSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { renderLetter } from '../../main/letters/pdf/letter'
import type { LetterModel } from '../../main/letters/pdf/model'
import { pdfWorker } from '../../main/pdf/client'
import { lyonReply } from '../../main/pdf/testing/letters'
import { seeded } from '../../main/pdf/testing/random-strings'
import { figure, numberAsked } from './figures'
import { byPdfkit, chromiumPeer, drawnBy, typstPeer } from './letters-peers'
import { beginProfile, endProfile } from './profile'

/*
 * Two-page letters in Arabic and French, one core, no thread: what the engine itself takes. Each letter has other sentences, as a
 * ministry's have; the same one again is a mailing. Everybody sets the same texts with the same font, in turns.
 */
const fontsDir = resolve('resources/fonts')
const TEXTS = resolve(process.env['DIWAN_DATA'] ?? '../shared/data', 'parallel-texts/un_admin_ar_fr_en_es.tsv')
/** As many as fill two pages. */
const PAIRS = 6
const ROUNDS = 8

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

/** Who works through letters in turns with others, a few at a time: the median turn counts, so that other work weighs on nobody alone. */
class Turns {
  private readonly took = new Map<string, { ms: number; cpu: number }[]>()

  async run<T>(name: string, all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
    const [began, used] = [performance.now(), process.cpuUsage()]
    for (const one of all) await work(one)
    const { user, system } = process.cpuUsage(used)
    const turn = { ms: (performance.now() - began) / all.length, cpu: (user + system) / 1_000 / all.length }
    this.took.set(name, [...(this.took.get(name) ?? []), turn])
  }

  perSecond(name: string): number {
    return 1_000 / this.median(name, 'ms')
  }

  /** Milliseconds of processor a letter: what other work on the machine does not change. Only of what runs in this process. */
  median(name: string, what: 'ms' | 'cpu'): number {
    const turns = (this.took.get(name) ?? []).map((turn) => turn[what]).sort((a, b) => a - b)
    return turns[Math.floor(turns.length / 2)] ?? Infinity
  }
}

const say = (what: string, value: number, beside: number | null = null) => ({
  bench: 'letters',
  what,
  value,
  peer: beside,
})
const atLeast = (aim: number) => ({
  aim: `>= ${aim}`,
  met: (_value: number, ratio: number | null) => (ratio ?? 0) >= aim,
})

/** One process, one letter after the other. */
async function engine(count: number): Promise<void> {
  const given = letters(count, 3)
  const [same] = given as [LetterModel]
  const ours = (letter: LetterModel) => renderLetter(letter, { fontsDir })
  const drawn: Awaited<ReturnType<typeof drawnBy>>[] = []
  for (const letter of given) drawn.push(await drawnBy(() => ours(letter)))
  const [chromium, typst] = [await chromiumPeer(fontsDir), typstPeer(fontsDir)]
  const turns = new Turns()
  let pages = 0
  try {
    for (const letter of letters(5, 4)) await Promise.all([ours(letter), chromium.print(letter), typst.print(letter)])
    await turns.run('warm', given.slice(0, 5), ours)
    const size = Math.max(1, Math.floor(count / ROUNDS))
    await beginProfile()
    for (let round = 0; round < ROUNDS; round++) {
      const part = given.slice(round * size, (round + 1) * size)
      const again = part.map(() => same)
      await turns.run('new', part, async (letter) => (pages += (await ours(letter)).pages))
      await turns.run('same', again, ours)
      await turns.run('chromium', part, chromium.print)
      await turns.run('pdfkit', drawn.slice(round * size, (round + 1) * size), byPdfkit)
      await turns.run('typst new', part, typst.print)
      await turns.run('typst same', again, typst.print)
    }
    await endProfile('letters')
    const bytes = (await ours(same)).bytes.length
    const rawBytes = (await byPdfkit(drawn[0] ?? [])).length
    const [anew, again] = [turns.perSecond('new'), turns.perSecond('same')]
    const words = `letters of ${(pages / (size * ROUNDS)).toFixed(1)} pages a second, another text each`
    figure({ ...say(`${words}, beside a warm Chromium`, anew, turns.perSecond('chromium')), ...atLeast(2.5) })
    figure({ ...say(`${words}, beside raw pdfkit`, anew, turns.perSecond('pdfkit')), ...atLeast(0.35) })
    const [cpu, raw] = [turns.median('new', 'cpu'), turns.median('pdfkit', 'cpu')]
    figure(say('milliseconds of processor a letter, beside raw pdfkit', cpu, raw))
    figure(say('the same letter again, beside another text', turns.median('same', 'cpu'), cpu))
    figure(say(`${words}, beside Typst`, anew, turns.perSecond('typst new')))
    figure({
      ...say('the same letter again, beside a warm Chromium', again, turns.perSecond('chromium')),
      ...atLeast(5),
    })
    figure(say('the same letter again, beside Typst', again, turns.perSecond('typst same')))
    figure({
      ...say('bytes of a letter, beside raw pdfkit', bytes, rawBytes),
      ...{ aim: '<= 1.15', met: (_value: number, ratio: number | null) => (ratio ?? 9) <= 1.15 },
    })
    figure(say('bytes of a letter, beside Chromium', bytes, (await chromium.print(same)).length))
    const others = await Promise.all([ours(same), ours(same)])
    const equal = others.every((one) => Buffer.compare(one.bytes, (others[0] as typeof one).bytes) === 0)
    figure({ ...say('the same letter gives the same bytes', Number(equal)), aim: '1', met: (value) => value === 1 })
  } finally {
    await Promise.all([chromium.close(), typst.close()])
  }
}

/** Through the threads of the program, as it is built. */
async function threads(run: number): Promise<void> {
  const workerFile = resolve('out/main/pdf-worker.js')
  const given = letters(Math.min(run, 200), 5)
  const letterAt = (index: number): LetterModel => given[index % given.length] as LetterModel
  const rates: number[] = []
  for (const most of [1, cpus().length]) {
    const pool = pdfWorker(workerFile, { fontsDir, most })
    if (most === 1) {
      const cold = performance.now()
      await pool.letter(letterAt(0))
      figure(say('the first letter of a thread that has to start (ms)', performance.now() - cold))
      const warm = pdfWorker(workerFile, { fontsDir, most })
      await warm.warm()
      const began = performance.now()
      await warm.letter(letterAt(0))
      const first = performance.now() - began
      figure({
        ...say('the first letter of one that was woken before (ms)', first),
        aim: '<= 300',
        met: (ms) => ms <= 300,
      })
      await warm.close()
    }
    await Promise.all(Array.from({ length: 20 * most }, (_, index) => pool.letter(letterAt(index))))
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const heap: number[] = []
    const [asked, began] = [most === 1 ? Math.ceil(run / 5) : run, performance.now()]
    delay.enable()
    for (let from = 0; from < asked; from += 50) {
      await Promise.all(Array.from({ length: Math.min(50, asked - from) }, (_, at) => pool.letter(letterAt(from + at))))
      heap.push(process.memoryUsage().rss / 2 ** 20)
    }
    delay.disable()
    rates.push((asked * 1000) / (performance.now() - began))
    if (most > 1) {
      const middle = heap[Math.floor(heap.length / 2)] ?? 0
      figure(say(`letters a second by ${most} threads, beside one`, rates[1] ?? 0, rates[0] ?? 0))
      figure(say(`MB of the process after ${run} letters, beside after half of them`, heap.at(-1) ?? 0, middle))
      figure(say(`the longest pause of the main thread meanwhile (ms)`, delay.max / 1e6))
    }
    await pool.close()
  }
}

async function run(): Promise<void> {
  if (!statSync(TEXTS, { throwIfNoEntry: false })) throw new Error('the parallel texts are not beside the project')
  const began = performance.now()
  await renderLetter(letters(1, 1)[0] as LetterModel, { fontsDir })
  figure(say('the first letter of a process (ms)', performance.now() - began))
  await engine(numberAsked('letters', 96))
  await threads(numberAsked('run', 1_000))
}

void run()
