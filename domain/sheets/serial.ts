export type DateSystem = '1900' | '1904'

const DAY = 86_400_000
/** Day 0 of each; the first one believes in a 29 February 1900, so that days before it lie one further on. */
const ZERO = { '1900': Date.UTC(1899, 11, 30), '1904': Date.UTC(1904, 0, 1) }

/** The day a spreadsheet counts as `serial`, hours cut off; null for one that never was (60 of 1900), or that no register is of. */
export function dateOfSerial(serial: number, system: DateSystem): string | null {
  const whole = Math.floor(serial)
  if (!Number.isFinite(serial) || whole < (system === '1900' ? 1 : 0) || whole > 2_000_000) return null
  if (system === '1900' && whole === 60) return null
  const days = system === '1900' && whole < 60 ? whole + 1 : whole
  return new Date(ZERO[system] + days * DAY).toISOString().slice(0, 10)
}

/** What is written as a bare number where a day is expected, if it can be one: 1925 to 2119. */
export const looksLikeSerial = (number: number): boolean => number >= 9_132 && number < 80_000

/** Formats every spreadsheet knows without writing them down: those of days. */
const BUILT_IN = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/** Whether a format shows a day: `dd/mm/yyyy`, `[$-401]d mmmm yyyy`; not `0.00`, `[h]:mm` or text in quotes that has a d in it. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.has(id)
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?![$]-)[^\]]*\]/g, '')
    .replace(/\[[^\]]*\]/g, '')
  return /[dy]/i.test(bare) && !/[#?]/.test(bare)
}

/** The width of a format that is nothing but zeros; 0 of any other. */
export const zerosOf = (code: string | undefined): number => (code !== undefined && /^0+$/.test(code) ? code.length : 0)
