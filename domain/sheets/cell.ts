/** Why the value of a cell cannot be taken for what was written on paper. */
export const cellFaults = [
  'rounded',
  'error-value',
  'not-computed',
  'undecodable',
  'lost-characters',
  'too-long',
] as const
export type CellFault = (typeof cellFaults)[number]

/**
 * One cell as its file has it: text as it stands, or what a spreadsheet keeps beside the text. Nothing in it was ever computed here: of
 * a formula it is the value that was saved with it.
 */
export type Cell = string | { text: string; number?: number; date?: string | null; fault?: CellFault }
export type Row = { line: number; cells: readonly Cell[] }

export const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : (cell?.text ?? ''))
export const isBlank = (row: Row): boolean => row.cells.every((cell) => textOf(cell).trim() === '')

/** What a text says of its own loss: Excel's `2.9001E+13` for a card number, a sign no encoding had, question marks for Arabic letters. */
export function faultOf(cell: Cell | undefined): CellFault | null {
  if (typeof cell === 'object' && cell.fault) return cell.fault
  const text = textOf(cell)
  if (text.length > MOST) return 'too-long'
  if (text.includes('\uFFFD')) return 'undecodable'
  if (ROUNDED.test(text)) return 'rounded'
  return LOST.test(text) ? 'lost-characters' : null
}

/** A spreadsheet's own limit. */
const MOST = 32_767
/** With its sign: `3E5` is a reference like any other. */
const ROUNDED = /^\s*[+-]?[0-9٠-٩][.,٫]?[0-9٠-٩]*[eE]\+[0-9٠-٩]{1,3}\s*$/
const LOST = /^(?=(?:[^?]*\?){2})[?\s/.:,-]+$/
