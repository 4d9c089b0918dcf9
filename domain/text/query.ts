import { askedForms, withoutZeros, type Term } from './forms'
import { folded } from './normalise'
import { phoneAsked } from './phone'
import { turned } from './reversed'

/** What somebody typed, as what has to stand in a text: the same for the index (db/search) and for what is marked. */
export type Query =
  | { all: Query[] }
  | { any: Query[] }
  | Term
  /** Words one after the other, or numbers close together whatever their order. */
  | { phrase: Term[] }
  | { near: Term[] }

const PHONE = /\+?\(?\d(?:[ ().\u2010-\u2015-]*\d)*/
const REFERENCE = /[\p{L}\p{N}]+(?:\s*[/\\]\s*[\p{L}\p{N}]+|[._\u2010-\u2015-][\p{L}\p{N}]+)+/u
const WORD = /[\p{L}\p{N}]+/gu
const PIECE = new RegExp(`${PHONE.source}(?![\\p{L}\\p{N}]|\\s*[/\\\\])|${REFERENCE.source}|[\\p{L}\\p{N}]+`, 'gu')
const MOST_WORDS = 12

/** Null when there is no word in it. Letters copied reversed out of a PDF are read as they were written. Every piece must be there; each word may be only begun. */
export function readQuery(text: string): Query | null {
  const all: Query[] = []
  let run: string[] = []
  const endRun = (): void => {
    all.push(...wordsTogether(run))
    run = []
  }
  for (const [piece] of folded(turned(text) ?? text).matchAll(PIECE)) {
    if (/^\p{L}[\p{L}\p{N}]*$/u.test(piece)) run.push(piece)
    else {
      endRun()
      all.push(numbers(piece))
    }
    if (all.length + run.length >= MOST_WORDS) break
  }
  endRun()
  return all.length === 0 ? null : { all }
}

/** One word or two: عبد الله finds عبدالله, عبدالله finds عبد الله, and بنعلي finds بن علي. */
function wordsTogether(run: readonly string[]): Query[] {
  return run.map((word, index) => {
    const before = run[index - 1]
    const after = run[index + 1]
    const any: Query[] = [...askedForms(word), ...inTwo(word)]
    if (before !== undefined && before.length > 1) any.push(...askedForms(before + word).slice(0, 2))
    if (after !== undefined && word.length > 1) any.push(...askedForms(word + after).slice(0, 2))
    return { any }
  })
}

/** Where a word that is written in one may be cut: after what begins a name, before what ends one. */
function inTwo(word: string): Query[] {
  return CUTS.flatMap(({ first, last }) => {
    const cut =
      first && word.startsWith(first) ? first.length : last && word.endsWith(last) ? word.length - last.length : 0
    const [one, two] = [word.slice(0, cut), word.slice(cut)]
    if (one.length < 2 || two.length < 2) return []
    const ones = askedForms(one)[0]
    const twos = askedForms(two)[0]
    return ones && twos ? [{ phrase: [{ ...ones, whole: true }, twos] }] : []
  })
}
const CUTS: readonly { first?: string; last?: string }[] = [
  ...[
    ...['عبد', 'بن', 'ابن', 'أبن', 'بنت', 'ابو', 'أبو', 'ابا', 'أبا', 'ابي', 'أبي', 'بو', 'با', 'ام', 'أم'],
    ...[
      'ايت',
      'ولد',
      'بني',
      'سيدي',
      'مولاي',
      'abdel',
      'abdul',
      'abd',
      'abou',
      'abu',
      'ben',
      'bin',
      'ibn',
      'bou',
      'bel',
    ],
    ...['ait', 'ould', 'sidi', 'moulay', 'oum', 'el', 'al', 'de', 'da', 'van', 'von', 'mac', 'le', 'la'],
  ].map((first) => ({ first })),
  ...['الله', 'الدين', 'الحق', 'الزهراء', 'الاسلام'].map((last) => ({ last })),
]

/**
 * Numbers with something between them are one reference: 417/2026 is not 2026/4170, and 2026/00417 is 417/2026. The last one may be
 * only begun while it is a year that is typed.
 */
function numbers(piece: string): Query {
  const parts = piece.match(WORD) ?? []
  const figures = parts.filter((part) => /^\d+$/.test(part))
  const rest = parts.filter((part) => !/^\d+$/.test(part)).map((part): Query => ({ any: askedForms(part) }))
  const joined = !/^\+?[\d ]+$/.test(piece) && figures.length > 1
  const asNumbers: Query[] = joined
    ? [
        {
          near: figures.map((f, i) => ({
            text: withoutZeros(f),
            whole: i < figures.length - 1 || !begunYear(f, figures),
          })),
        },
      ]
    : figures.map((f): Query => ({ any: askedForms(f) }))
  const phone = phoneAsked(piece).map((text): Query => ({ text, whole: false }))
  const said: Query = { all: [...rest, ...asNumbers] }
  return phone.length === 0 ? said : { any: [said, ...phone] }
}
const begunYear = (last: string, figures: readonly string[]): boolean =>
  last.length < 4 && !figures.slice(0, -1).some((figure) => /^(19|20)\d\d$/.test(figure))
