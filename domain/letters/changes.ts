import type { LetterContent } from '../../contract/letters'
import { plainOf } from './marks/write'
import { matches } from './merging'

/** A stretch of words that stands in both texts, is gone, or came. */
export type Stretch = { kind: 'same' | 'gone' | 'come'; text: string }
/** Which part of a letter; paragraphs, enclosures and the like are counted from 0, as they stand now. */
export type ChangedPart = {
  part: 'addressee' | 'alsoTo' | 'subject' | 'paragraph' | 'enclosures' | 'copies'
  at: number
  ar: Stretch[]
  other: Stretch[]
}

/** More words than this on both sides are not held against each other one by one. */
const MOST_COMPARED = 4_000_000

/** What became of a text, word by word: what is gone stands before what came in its place. */
export function stretchesOf(before: string, after: string): Stretch[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return together([
    ...a.slice(0, start).map((text): Stretch => ({ kind: 'same', text })),
    ...between(x, y),
    ...a.slice(a.length - end).map((text): Stretch => ({ kind: 'same', text })),
  ])
}

/** Words and what parts them. */
const wordsOf = (text: string): string[] => text.split(/(\s+)/).filter((word) => word !== '')

/** The longest row of words that stand in both (Myers would be faster where little differs; the ends are cut off already). */
function between(a: readonly string[], b: readonly string[]): Stretch[] {
  const all = (words: readonly string[], kind: Stretch['kind']): Stretch[] => words.map((text) => ({ kind, text }))
  if (a.length * b.length > MOST_COMPARED) return [...all(a, 'gone'), ...all(b, 'come')]
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
  const found: Stretch[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found.push({ kind: 'same', text: a[i++] ?? '' })
      j++
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
      found.push({ kind: 'gone', text: a[i++] ?? '' })
    else found.push({ kind: 'come', text: b[j++] ?? '' })
  }
  return [...found, ...all(a.slice(i), 'gone'), ...all(b.slice(j), 'come')]
}

/** Neighbours of one kind are one stretch; a blank between two that came is one of them. */
function together(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = []
  for (let at = 0; at < stretches.length;) {
    // Between two words that stay, all that is gone stands before all that came.
    let to = at
    while (stretches[to] && stretches[to]?.kind !== 'same') to++
    const changed = stretches.slice(at, to)
    for (const kind of ['gone', 'come'] as const) {
      const text = changed.filter((one) => one.kind === kind).map((one) => one.text)
      if (text.length > 0) out.push({ kind, text: text.join('') })
    }
    const same = stretches[to]
    const last = out.at(-1)
    if (same && last?.kind === 'same') out[out.length - 1] = { kind: 'same', text: last.text + same.text }
    else if (same) out.push(same)
    at = to + 1
  }
  return out
}

type Pair = { ar: string; other: string }
const NONE: Pair = { ar: '', other: '' }

/** What differs between two texts of one letter, part by part; what is the same is not named. */
export function changesOf(before: LetterContent, after: LetterContent): ChangedPart[] {
  const found: ChangedPart[] = []
  const compare = (part: ChangedPart['part'], at: number, was: Pair, is: Pair): void => {
    if (was.ar === is.ar && was.other === is.other) return
    const marks = part === 'paragraph'
    const side = (name: 'ar' | 'other'): Stretch[] => {
      const words = [plainOf(was[name], marks && before.marked), plainOf(is[name], marks && after.marked)] as const
      // Only its form is another: then the signs are shown.
      return words[0] === words[1] && before.marked === after.marked
        ? stretchesOf(was[name], is[name])
        : stretchesOf(...words)
    }
    const [ar, other] = [side('ar'), side('other')]
    if ([...ar, ...other].some(({ kind }) => kind !== 'same')) found.push({ part, at, ar, other })
  }
  compare('addressee', 0, before.addressee, after.addressee)
  each(before.alsoTo, after.alsoTo, (at, was, is) => compare('alsoTo', at, was, is))
  compare('subject', 0, before.subject, after.subject)
  const kept = matches(before.paragraphs, after.paragraphs)
  let [from, to] = [0, 0]
  for (let at = 0; at <= before.paragraphs.length; at++) {
    const stands = at === before.paragraphs.length ? after.paragraphs.length : kept.get(at)
    if (stands === undefined) continue
    each(before.paragraphs.slice(from, at), after.paragraphs.slice(to, stands), (n, was, is) =>
      compare('paragraph', to + n, was, is),
    )
    ;[from, to] = [at + 1, stands + 1]
  }
  each(before.enclosures, after.enclosures, (at, was, is) => compare('enclosures', at, was, is))
  each(before.copies, after.copies, (at, was, is) => compare('copies', at, was, is))
  return found
}

function each(
  before: readonly Pair[] = [],
  after: readonly Pair[] = [],
  say: (at: number, was: Pair, is: Pair) => void,
): void {
  for (let at = 0; at < Math.max(before.length, after.length); at++) say(at, before[at] ?? NONE, after[at] ?? NONE)
}

/**
 * Which text is held against what stands, before somebody chooses: the last this person returned or signed, else the last that says
 * something else than what stands. @returns its place, or -1 where all say the same
 */
export function comparedFirst(
  states: readonly { mine: boolean; content: LetterContent }[],
  now: LetterContent,
): number {
  const last = (is: (one: { mine: boolean; content: LetterContent }) => boolean): number =>
    states.reduce((found, one, at) => (is(one) && changesOf(one.content, now).length > 0 ? at : found), -1)
  const mine = last((one) => one.mine)
  return mine >= 0 ? mine : last(() => true)
}
