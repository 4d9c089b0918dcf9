/** Which bytes of a file somebody asks for, first and last; `unsatisfiable`: none that are there, or several ranges at once. */
export type Range = [from: number, to: number] | 'unsatisfiable' | null

/**
 * One range, as browsers and the viewer send it (RFC 9110 §14.2); null = the whole. A header that is no range is ignored, as the
 * RFC has it. Several ranges in one request are refused: nobody here asks so, and to unseal a large file for them is work.
 */
export function parseRange(header: string | null, size: number): Range {
  const asked = header === null ? null : /^bytes=(.*)$/.exec(header)?.[1]
  if (asked === null || asked === undefined) return null
  if (asked.includes(',')) return 'unsatisfiable'
  const [, first = '', last = ''] = /^\s*(\d*)-(\d*)\s*$/.exec(asked) ?? []
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last))
  return from > to || from >= size ? 'unsatisfiable' : [from, to]
}
