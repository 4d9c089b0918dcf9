import type { LetterContent, Paragraph } from '../../contract/letters'
import { beMarked } from './marks/write'

/** Two people changed one letter; what became of it, and how many of its parts both of them wrote otherwise. */
export type Merged = {
  content: LetterContent
  /** Paragraphs that stand twice: as they stood, then mine below. */
  both: number
  /** Other parts (a subject, an addressee) that cannot stand twice: theirs stand. */
  left: number
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * What `mine` and `theirs` made of `base`, part by part and paragraph by paragraph: what one of them changed is as they wrote it, a
 * paragraph that both did stands in both texts, one below the other. Nothing that anybody typed into a paragraph is gone.
 */
export function merged(...given: [base: LetterContent, mine: LetterContent, theirs: LetterContent]): Merged {
  const [base, mine, theirs] = given.some(({ marked }) => marked) ? allMarked(given) : given
  let left = 0
  const parts = new Map<string, unknown>(Object.entries(theirs))
  const part = (of: LetterContent, name: string): unknown => (of as Record<string, unknown>)[name]
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    if (name === 'paragraphs' || same(part(mine, name), part(base, name))) continue
    if (same(part(theirs, name), part(base, name))) parts.set(name, part(mine, name))
    else if (!same(part(mine, name), part(theirs, name))) left++
  }
  const { paragraphs, both } = mergedParagraphs(base.paragraphs, mine.paragraphs, theirs.paragraphs)
  parts.set('paragraphs', paragraphs)
  const content = Object.fromEntries([...parts].filter(([, value]) => value !== undefined))
  return { content: content as unknown as LetterContent, both, left }
}

/** One of them gave a form to words: what the others wrote stands beside it as they wrote it. */
function allMarked<T extends LetterContent[]>(given: T): T {
  // Whoever calls may hold them in something that watches.
  const all = JSON.parse(JSON.stringify(given)) as T
  for (const one of all) beMarked(one)
  return all
}

type Paragraphs = readonly Paragraph[]

function mergedParagraphs(
  base: Paragraphs,
  mine: Paragraphs,
  theirs: Paragraphs,
): { paragraphs: Paragraph[]; both: number } {
  const [inMine, inTheirs] = [matches(base, mine), matches(base, theirs)]
  const paragraphs: Paragraph[] = []
  let both = 0
  let from = { base: 0, mine: 0, theirs: 0 }
  for (let at = 0; at <= base.length; at++) {
    const end = at === base.length
    const [m, t] = end ? [mine.length, theirs.length] : [inMine.get(at), inTheirs.get(at)]
    if (m === undefined || t === undefined) continue
    const chunk = oneOf(base.slice(from.base, at), mine.slice(from.mine, m), theirs.slice(from.theirs, t))
    paragraphs.push(...chunk.paragraphs)
    both += chunk.both
    const kept = theirs[t]
    if (!end && kept) paragraphs.push(kept)
    from = { base: at + 1, mine: m + 1, theirs: t + 1 }
  }
  return { paragraphs, both }
}

/** Between two paragraphs that nobody touched. */
function oneOf(base: Paragraphs, mine: Paragraphs, theirs: Paragraphs): { paragraphs: Paragraph[]; both: number } {
  if (same(mine, base) || same(mine, theirs)) return { paragraphs: [...theirs], both: 0 }
  if (same(theirs, base)) return { paragraphs: [...mine], both: 0 }
  if (base.length === mine.length && base.length === theirs.length) {
    const each = theirs.map((their, at) => ofOne(base[at] as Paragraph, mine[at] as Paragraph, their))
    return { paragraphs: each.flat(), both: each.filter((one) => one.length > 1).length }
  }
  const added = mine.filter((one) => ![...theirs, ...base].some((other) => same(one, other)))
  return { paragraphs: [...theirs, ...added], both: added.length }
}

/** Who wrote the Arabic and who the translation do not disagree; else both stand. */
function ofOne(base: Paragraph, mine: Paragraph, theirs: Paragraph): Paragraph[] {
  const side = (name: 'ar' | 'other'): string | null =>
    mine[name] === base[name] || mine[name] === theirs[name]
      ? theirs[name]
      : theirs[name] === base[name]
        ? mine[name]
        : null
  const [ar, other] = [side('ar'), side('other')]
  return ar === null || other === null ? [theirs, mine] : [{ ...theirs, ar, other }]
}

/** The longest row of paragraphs that stand in both, in order: place in `base` → place in `next`. */
export function matches(base: Paragraphs, next: Paragraphs): Map<number, number> {
  const keys = next.map((one) => JSON.stringify(one))
  const lengths = Array.from({ length: base.length + 1 }, () => new Array<number>(next.length + 1).fill(0))
  const at = (b: number, n: number): number => lengths[b]?.[n] ?? 0
  const own = base.map((one) => JSON.stringify(one))
  for (let b = base.length - 1; b >= 0; b--)
    for (let n = next.length - 1; n >= 0; n--)
      (lengths[b] as number[])[n] = own[b] === keys[n] ? at(b + 1, n + 1) + 1 : Math.max(at(b + 1, n), at(b, n + 1))
  const found = new Map<number, number>()
  for (let b = 0, n = 0; b < base.length && n < next.length;)
    if (own[b] === keys[n]) found.set(b++, n++)
    else if (at(b + 1, n) >= at(b, n + 1)) b++
    else n++
  return found
}
