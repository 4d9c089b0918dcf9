import type { FigureInput } from '../../../contract/diaspora'
import type { FigureMapping, FigureRefusal, FigureUse } from '../../../contract/figure-import'
import { lineOf } from '../../../contract/typed'
import type { Country } from '../../../contract/values'
import { faultOf, textOf, type Row } from '../../sheets/cell'
import { countryCalled } from '../../text/country-called'
import { countedAs, isAbroad } from '../../text/countries'
import { normalise } from '../../text/normalise'
import { checkFigure } from '../figure'
import { peopleSaid } from '../number'

export type FigureRow = { line: number } & Pick<
  FigureInput,
  'countryCode' | 'year' | 'total' | 'male' | 'female' | 'note'
>

/** What headings are called in the four languages, and in tables of the United Nations. */
const KNOWN: readonly (readonly [FigureUse, RegExp])[] = [
  ['origin', /origin|origen|منشا|اصل|بلد الميلاد/],
  ['country', /iso.?3|iso.?2|dest|pays|country|pais|بلد|دوله|accueil|acogida|host/],
  ['year', /year|annee|ano|سنه|عام/],
  ['male', /^(?:males?|hommes?|hombres?|masculin|ذكور|رجال)/],
  ['female', /^(?:females?|femmes?|mujeres?|feminin|اناث|نساء)/],
  ['total', /both|total|ensemble|nombre|number|numero|effectif|مجموع|عدد|stock/],
  ['note', /remar|note|observ|ملاحظ/],
]

/** What each column seems to be, each use once; a code of a country goes before its name. */
export function guessFigureColumns(headings: readonly string[]): FigureUse[] {
  const folded = headings.map((heading) => normalise(heading.replace(/_/g, ' ')).replace(/\s+/g, ' ').trim())
  const taken = new Set<FigureUse>()
  const isCode = (text: string): boolean => /iso|code|رمز/.test(text)
  const guess = (text: string): FigureUse => {
    const use = KNOWN.find(([one, form]) => !taken.has(one) && form.test(text))?.[0] ?? 'none'
    if (
      use === 'country' &&
      !isCode(text) &&
      folded.some((other) => isCode(other) && /dest|pays|country|pais|بلد/.test(other))
    )
      return 'none'
    if (use !== 'none') taken.add(use)
    return use
  }
  return folded.map((text) => (text === '' ? 'none' : guess(text)))
}

/**
 * One row of a table: its figure, that it counts another country's people, or everything that is wrong with it. Nothing is bent until it fits.
 * @param today LegalDate
 */
export function readFigureRow(
  row: Row,
  { columns, year: otherwise }: Pick<FigureMapping, 'columns' | 'year'>,
  office: Country,
  today: string,
): FigureRow | 'elsewhere' | { refusals: FigureRefusal[] } {
  const refusals: FigureRefusal[] = []
  const refuse = (use: FigureUse, reason: FigureRefusal['reason']): void => {
    const at = columns.indexOf(use)
    refusals.push({
      line: row.line,
      column: at < 0 ? null : at,
      value: at < 0 ? '' : textOf(row.cells[at]).slice(0, 200),
      reason,
    })
  }
  const said = (use: FigureUse): string => {
    const at = columns.indexOf(use)
    return at < 0 ? '' : lineOf(textOf(row.cells[at])).replace(/\s+/g, ' ').trim()
  }
  const origin = said('origin')
  if (origin !== '' && countedAs(countryCalled(origin) ?? '', office) !== office) return 'elsewhere'
  for (const [at, use] of columns.entries()) {
    const fault = use === 'none' ? null : faultOf(row.cells[at])
    if (fault) refuse(use, fault)
  }
  const countryCode = countryCalled(said('country'))
  if (countryCode === null) refuse('country', 'country-unknown')
  else if (!isAbroad(countryCode, office)) refuse('country', 'country-own')
  const year = said('year') === '' ? otherwise : peopleSaid(said('year'))
  if (year === null) refuse('year', 'year-missing')
  else if (!(year >= 1900 && checkFigure({ year, total: 0, male: null, female: null }, today) === null))
    refuse('year', 'year-unreadable')
  const [total, male, female] = (['total', 'male', 'female'] as const).map((use) => peopleSaid(said(use)))
  if (total === null) refuse('total', 'people-missing')
  for (const [use, n] of [
    ['total', total],
    ['male', male],
    ['female', female],
  ] as const)
    if (Number.isNaN(n)) refuse(use, 'people-unreadable')
  if (total != null && (male ?? 0) + (female ?? 0) > total) refuse('total', 'people-sum')
  const note = said('note')
  if ([...note].length > 500) refuse('note', 'too-long')
  if (refusals.length > 0 || countryCode === null || year === null || total == null) return { refusals }
  return { line: row.line, countryCode, year, total, male: male ?? null, female: female ?? null, note }
}
