export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** The sign that parts the first lines into the same number of cells, of those that part them at all; signs in quotes are text. */
export function guessSeparator(text: string): Separator {
  const said = /^\uFEFF?sep=([,;\t|])\r?\n/i.exec(text)
  if (said) return said[1] as Separator
  const lines = linesOf(text).slice(0, 30)
  const scored = separators.map((sign) => {
    const counts = lines.map((line) => line.split(sign).length - 1)
    const first = counts[0] ?? 0
    const alike = counts.filter((count) => count === first).length
    return { sign, score: first === 0 ? 0 : (alike / Math.max(1, lines.length)) * 100 + Math.min(first, 50) }
  })
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).sign
}

/** Lines without what stands in quotes, so that neither its signs nor its line ends count. */
const linesOf = (text: string): string[] =>
  text
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
