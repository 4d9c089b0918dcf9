/** What was read on a page of a batch: a sheet that parts two letters, the label of an entry, or nothing of ours. */
export type PageMark = { separator: boolean; entryId: string | null }

/** Pages that belong together, from 0, and whose they are; `null`: that is for a person to say. */
export type Part = { pages: number[]; entryId: string | null }

/**
 * Where each page of a batch goes: a separator begins a letter and is no page of it (one that bears an entry's label says whose the letter
 * is), the label of another entry begins one with its own page, every other page belongs to what was begun before.
 */
export function planOf(marks: readonly PageMark[]): { parts: Part[]; left: number[] } {
  const parts: Part[] = []
  const left: number[] = []
  let begun: Part | null = null
  for (const [page, { separator, entryId }] of marks.entries()) {
    if (separator) {
      left.push(page)
      begun = { pages: [], entryId }
      continue
    }
    if (begun === null || (entryId !== null && begun.pages.length > 0 && entryId !== begun.entryId))
      begun = { pages: [], entryId }
    // A label on the page is surer than one on the sheet before it: a sheet is used again.
    if (begun.pages.length === 0) {
      begun.entryId = entryId ?? begun.entryId
      parts.push(begun)
    }
    begun.pages.push(page)
  }
  return { parts, left }
}

/** A letter begins at this page, or does not any more; what was said of whose the pages are stays where it was said. */
export function toggled(parts: readonly Part[], page: number): Part[] {
  const at = parts.findIndex(({ pages }) => pages.includes(page))
  const part = parts[at]
  if (!part) return [...parts]
  const from = part.pages.indexOf(page)
  const before = parts[at - 1]
  if (from > 0)
    return [
      ...parts.slice(0, at),
      { ...part, pages: part.pages.slice(0, from) },
      { pages: part.pages.slice(from), entryId: null },
      ...parts.slice(at + 1),
    ]
  if (!before) return [...parts]
  return [...parts.slice(0, at - 1), { ...before, pages: [...before.pages, ...part.pages] }, ...parts.slice(at + 1)]
}
