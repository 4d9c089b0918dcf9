import { lineOf } from '../../../contract/typed'

/** The parts of a certificate's name people know somebody by, in this order. */
const PARTS = ['CN', 'O', 'OU', 'C']

/** A name of X.500, as Node writes it one part a line, in one line: the person, the house, the country. What else is in it is left out. */
export function distinguished(name: string): string {
  const parts = name
    .split('\n')
    .map((line) => ({ key: line.split('=')[0] ?? '', value: line.slice(line.indexOf('=') + 1) }))
  const known = PARTS.flatMap((key) => parts.filter((part) => part.key === key).map(({ value }) => value))
  return lineOf((known.length > 0 ? known : parts.map(({ value }) => value)).map(unescaped).join(', ')).slice(0, 500)
}

/** OpenSSL may write what is no ASCII as `\D9\85`, and a plus or comma behind a backslash. */
const unescaped = (value: string): string =>
  value.replace(/(?:\\[0-9A-F]{2})+|\\(.)/gu, (found, one?: string) =>
    one !== undefined ? one : Buffer.from(found.replaceAll('\\', ''), 'hex').toString('utf8'),
  )

const DATE = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?/

/** The moment a signature's dictionary says (PDF 32000 7.9.4), or null. */
export function pdfDate(dict: string): number | null {
  const found = DATE.exec(dict)
  if (!found) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const away = (found[7] === '-' ? -1 : 1) * (Number(found[8] ?? 0) * 60 + Number(found[9] ?? 0))
  const at = Date.UTC(year, month - 1, day, hour, minute, second) - away * 60_000
  return Number.isSafeInteger(at) && at >= 0 ? at : null
}
