import { normalise } from '../text/normalise'

/** A quarter turn at a time, clockwise. */
export const turns = [0, 90, 180, 270] as const
export type Turn = (typeof turns)[number]
export const turnedBy = (turn: Turn, by: 90 | 270): Turn => ((turn + by) % 360) as Turn

/** A page of a scan, as somebody arranges it: where it comes from, which one it is there (0 the first), how it is turned. */
export type ArrangedPage = { fileId: string; page: number; turn: Turn }

/** A page among others in the window: `key` stays with it wherever it goes. */
export type KeyedPage = ArrangedPage & { key: string }

/**
 * The chosen pages one step earlier or later, keeping their order among themselves; those at the end stay, as on a desk one cannot
 * push further.
 */
export function moved<P extends { key: string }>(pages: readonly P[], chosen: ReadonlySet<string>, step: -1 | 1): P[] {
  const order = step === -1 ? [...pages] : [...pages].reverse()
  for (let i = 1; i < order.length; i++) {
    const [before, here] = [order[i - 1], order[i]]
    if (before && here && chosen.has(here.key) && !chosen.has(before.key)) [order[i - 1], order[i]] = [here, before]
  }
  return step === -1 ? order : order.reverse()
}

/** The chosen pages together before the page that stood at `at` (the number of pages: behind the last). */
export function movedTo<P extends { key: string }>(pages: readonly P[], chosen: ReadonlySet<string>, at: number): P[] {
  const stays = (page: P): boolean => !chosen.has(page.key)
  const before = pages.slice(0, at).filter(stays)
  return [...before, ...pages.filter(({ key }) => chosen.has(key)), ...pages.slice(at).filter(stays)]
}

/** Whether the pages are those of one scan of `count` pages, as they lie there: nothing was arranged. */
export const isUntouched = (pages: readonly ArrangedPage[], fileId: string, count: number): boolean =>
  pages.length === count && pages.every((page, i) => page.fileId === fileId && page.page === i && page.turn === 0)

/**
 * Pages somebody typed to be printed, `1-3, 7`, in whichever digits: places from 0, in order, each once. Null: not to be read so, or
 * a page that is not there.
 */
export function pageRange(text: string, count: number): number[] | null {
  // Folding for search turns every digit set into ours and leaves dashes and commas.
  const parts = normalise(text)
    .split(/[,،;؛\s]+/u)
    .filter((part) => part !== '')
  const wanted = new Set<number>()
  for (const part of parts) {
    const [, first, last] = /^(\d{1,4})(?:[-–—](\d{1,4}))?$/u.exec(part) ?? []
    if (first === undefined) return null
    const [from, to] = [Number(first), Number(last ?? first)]
    if (from < 1 || to > count || from > to) return null
    for (let page = from; page <= to; page++) wanted.add(page - 1)
  }
  return wanted.size > 0 ? [...wanted].sort((a, b) => a - b) : null
}
