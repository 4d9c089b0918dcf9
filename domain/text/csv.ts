/**
 * Cells of a list as text that another program opens (RFC 4180). A cell that a spreadsheet would run (`=`, `+`, `-`, `@` and their wide
 * forms, a tab, a line's end) gets an apostrophe before it, and so does one that begins with apostrophes and one of those: `withoutGuard` takes
 * exactly what was added, so that a list that is read in again is the same.
 */
const RUNS = /^'*[=+\-@\t\r\n＝＋－＠]/
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/

export const guarded = (cell: string): string => (RUNS.test(cell) ? `'${cell}` : cell)
export const withoutGuard = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell)

/** What stands between cells where the reader's spreadsheet expects it: a comma only in English. */
export const separatorFor = (language: string): ',' | ';' => (language === 'en' ? ',' : ';')

/** One line with its end; every cell in quotes, so that what is inside it ends nothing. */
export const csvLine = (cells: readonly string[], separator: string): string =>
  `${cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(separator)}\r\n`

/** Without it a spreadsheet takes UTF-8 for something else. */
export const BOM = '\ufeff'
