import { policies } from '../policies'
import { hijriInLetters, longDate, shortDate, type Format } from '../text/dates'
import { isolatedNumbers } from '../text/isolate'
import { fill } from '../words'

/** Place and day as an Arabic letter of the country writes them, a line each, the numbers isolated. */
export function dateLines(place: string, date: string, format: Format): string[] {
  const said = {
    place,
    long: longDate(date, format),
    short: shortDate(date, format),
    hijri: hijriInLetters(date, format),
  }
  return policies[format.country].letter.dateLines.map((line) => isolatedNumbers(fill(line, said)))
}
