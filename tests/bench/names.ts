import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { NameBook } from '../../domain/text/names/book'
import { unpacked } from '../../domain/text/names/model'
import { seeded } from '../../main/pdf/testing/random-strings'
import { figure, numberAsked } from './figures'

/*
 * Names found by another spelling in the other script: held-out pairs, beside Levenshtein and Double Metaphone over a letter table; then
 * how long a full name takes among a million. The pairs are read in place; of these pairs no Latin word was learned from.
 */
const DATA = resolve(process.env['DIWAN_DATA'] ?? '../shared/data')
type Pair = readonly [arabic: string, latin: string]

const table = (file: string): string[][] =>
  readFileSync(join(DATA, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))
const pairsIn = (file: string): Pair[] => table(file).map(([arabic = '', latin = '']) => [arabic, latin])

/** What a programmer without pairs would write. */
const LETTERS = new Map(
  Object.entries(
    'ا:a ب:b ت:t ث:th ج:j ح:h خ:kh د:d ذ:dh ر:r ز:z س:s ش:sh ص:s ض:d ط:t ظ:z ع:a غ:gh ف:f ق:q ك:k ل:l م:m ن:n ه:h و:w ي:y أ:a إ:i آ:a ى:a ة:a ئ:e ؤ:o'
      .split(' ')
      .map((pair) => pair.split(':'))
      .reduce<Record<string, string>>((all, [from = '', to = '']) => ({ ...all, [from]: to }), {}),
  ),
)
const tabled = (arabic: string): string => [...arabic].map((letter) => LETTERS.get(letter) ?? '').join('')

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1),
      )
    row = next
  }
  return row[b.length] ?? 0
}

type Recall = { first: number; ten: number; median: number; p95: number }

/** How often the right name comes first, and among ten. `rank` gives the ten best of all. */
function recall(asked: readonly { query: string; right: string }[], rank: (query: string) => string[]): Recall {
  let [first, ten] = [0, 0]
  const times: number[] = []
  for (const { query, right } of asked) {
    const began = performance.now()
    const at = rank(query).indexOf(right)
    times.push(performance.now() - began)
    if (at === 0) first++
    if (at >= 0) ten++
  }
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  return { first: first / asked.length, ten: ten / asked.length, median: at(0.5), p95: at(0.95) }
}

/** The ten with the least distance; of the same one the earlier. */
function nearest(names: readonly string[], codes: readonly string[], code: string): string[] {
  const scored = codes.map((other, at) => ({
    at,
    away: distance(code, other) / Math.max(code.length, other.length, 1),
  }))
  return scored
    .sort((a, b) => a.away - b.away || a.at - b.at)
    .slice(0, 10)
    .map(({ at }) => names[at] ?? '')
}

function finder(names: readonly string[]): (query: string) => string[] {
  const book = new NameBook(model)
  for (const name of names) book.add(name)
  return (query) => book.likeliest(query, 10).map(({ id }) => names[id] ?? '')
}

async function heldOut(): Promise<void> {
  const held = pairsIn('names/ar2en-eval.txt')
  const all = [...pairsIn('names/ar2en-train.txt'), ...held]
  const arabic = [...new Set(all.map(([name]) => name))]
  const latin = [...new Set(all.map(([, name]) => name))]
  const toArabic = held.map(([right, query]) => ({ query, right }))
  const ours = recall(toArabic, finder(arabic))
  const back = recall(
    held.map(([query, right]) => ({ query, right })),
    finder(latin),
  )
  const letters = arabic.map(tabled)
  const byLetters = recall(toArabic, (query) => nearest(arabic, letters, query))
  const metaphone = await doubleMetaphone()
  const sounds = letters.map((word) => metaphone(word)[0])
  const bySound = recall(toArabic, (query) => nearest(arabic, sounds, metaphone(query)[0]))
  const said = (what: string, value: number, peer: number, aim = '', met?: (value: number) => boolean): void =>
    figure({ bench: 'names', what, value, peer, aim, ...(met && { met }) })
  for (const [peer, its] of [
    ['Levenshtein over a letter table', byLetters],
    ['Double Metaphone over it', bySound],
  ] as const) {
    said(
      `Latin → Arabic, ${held.length} held out: recall@1, beside ${peer}`,
      ours.first,
      its.first,
      '≥ 0.93',
      (v) => v >= 0.93,
    )
    said(`Latin → Arabic: recall@10, beside ${peer}`, ours.ten, its.ten, '≥ 0.995', (v) => v >= 0.995)
  }
  figure({ bench: 'names', what: 'Arabic → Latin: recall@1', value: back.first, peer: null })
  figure({ bench: 'names', what: 'Arabic → Latin: recall@10', value: back.ten, peer: null })
  figure({
    bench: 'names',
    what: `a name among ${arabic.length} words, median ms`,
    value: ours.median,
    peer: byLetters.median,
  })
}

type Metaphone = (word: string) => [string, string]
async function doubleMetaphone(): Promise<Metaphone> {
  const file = resolve('tests/bench/peers/node_modules/double-metaphone/index.js')
  return ((await import(pathToFileURL(file).href)) as { doubleMetaphone: Metaphone }).doubleMetaphone
}

/** Two or three words a person, common ones often, half of them in each script; asked for in the other script, in any order. */
function million(persons: number): void {
  const random = seeded(10)
  const words = table('person-names/wikidata_name_tokens.tsv')
    .slice(1)
    .filter(([, arabic = '', times]) => Number(times) > 1 && arabic.length > 2)
    .map(([latin = '', arabic = '', times]) => ({ pair: [arabic, latin] as const, times: Number(times) }))
  const sums = new Float64Array(words.length)
  let sum = 0
  words.forEach(({ times }, at) => (sums[at] = sum += Math.sqrt(times)))
  const word = (): Pair => {
    const wanted = random() * sum
    let [low, high] = [0, words.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return words[low]?.pair ?? ['', '']
  }
  const book = new NameBook(model)
  const asked: { query: string; right: string }[] = []
  const names: string[] = []
  const began = performance.now()
  for (let at = 0; at < persons; at++) {
    const parts = Array.from({ length: random() < 0.3 ? 3 : 2 }, word)
    const script = at % 2
    const name = parts.map((pair) => pair[script]).join(' ')
    names.push(name)
    book.add(name)
    if (at % Math.ceil(persons / 500) === 0) {
      const said = parts.map((pair) => pair[1 - script] ?? '')
      asked.push({ query: (random() < 0.3 ? said.reverse() : said).join(' '), right: name })
    }
  }
  const built = performance.now() - began
  const found = recall(asked, (query) => book.likeliest(query, 10).map(({ id }) => names[id] ?? ''))
  const of = `${persons.toLocaleString('en')} persons, full names`
  figure({ bench: 'names', what: `${of}: p95 ms`, value: found.p95, peer: null, aim: '≤ 20 ms', met: (v) => v <= 20 })
  figure({ bench: 'names', what: `${of}: median ms`, value: found.median, peer: null })
  figure({ bench: 'names', what: `${of}: recall@10`, value: found.ten, peer: null })
  figure({ bench: 'names', what: `${of}: built in memory, s`, value: built / 1000, peer: null })
}

async function measure(): Promise<void> {
  if (!existsSync(DATA)) return console.error('The pairs of names are not beside the project: nothing was measured.')
  await heldOut()
  million(numberAsked('persons', 1_000_000))
}

const model = unpacked(readFileSync(resolve('resources/names/sounds.bin')))
void measure()
