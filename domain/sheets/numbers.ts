import type { Cell } from './cell'

/** Beyond it a spreadsheet has put zeros where figures were. */
const EXACT = 1e15

/**
 * The number of a cell as text, without exponent and without a figure more than the file has. What has more than fifteen figures was
 * rounded when it was typed: nobody can say what it was.
 * @param raw as it stands in the file · @param zeros the width of a format of zeros (`00000`), which shows 00417 where 417 is kept
 */
export function cellOfNumber(raw: string, zeros = 0): Cell {
  const number = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(number)) return { text: raw, fault: 'error-value' }
  if (Math.abs(number) >= EXACT) return { text: raw, number, fault: 'rounded' }
  const text = Number.isInteger(number) ? String(number) : plain(number)
  return { text: Number.isInteger(number) && number >= 0 ? text.padStart(zeros, '0') : text, number }
}

/** What a program shows of 0.1 + 0.2: fifteen figures, like a spreadsheet. */
function plain(number: number): string {
  const short = Number(number.toPrecision(15))
  const text = String(short)
  return /e/i.test(text) ? short.toFixed(20).replace(/\.?0+$/, '') : text
}
