import mappings from 'cldr-core/supplemental/codeMappings.json'
import { languages, type Country, type Language } from '../../contract/values'
import { normalise } from '../text/normalise'

type Own = {
  /** Places of a code of their own that are counted and drawn as part of the country itself. */
  with: readonly string[]
  /** Places the country keeps no table of. */
  without: readonly string[]
}
/** What each country calls itself and abroad: in every map, list and figure the same. */
const OWN: Record<Country, Own> = {
  MA: { with: ['EH'], without: [] },
  EG: { with: [], without: [] },
  LB: { with: [], without: ['IL'] },
}

/** The country a place is drawn with. */
export const countedAs = (code: string, office: Country): string => (OWN[office].with.includes(code) ? office : code)

/** Whether people there are abroad, as the office's country says it. */
export const isAbroad = (code: string, office: Country): boolean =>
  countedAs(code, office) !== office && !OWN[office].without.includes(code)

type Mapping = { _alpha3?: string; _numeric?: string }
/** What ISO leaves to whoever wants it names no country; Kosovo's is in use. */
const isFree = (code: string): boolean => code !== 'XK' && /^(AA|Q[M-Z]|X[A-Z]|ZZ)$/.test(code)
const assigned = Object.entries(mappings.supplemental.codeMappings as Record<string, Mapping>).filter(
  ([code, { _alpha3, _numeric }]) => /^[A-Z]{2}$/.test(code) && !isFree(code) && _alpha3 && _numeric,
)
const byCode = new Map(
  assigned.flatMap(([code, { _alpha3 = '', _numeric = '' }]) =>
    [code, _alpha3, _numeric].map((one) => [one, code] as const),
  ),
)

/** ISO 3166-1 alpha-2 of an alpha-2, alpha-3 or numeric code (CLDR); null where it is none. */
export function alpha2(code: string): string | null {
  const said = code.trim().toUpperCase()
  return byCode.get(/^\d+$/.test(said) ? said.padStart(3, '0') : said) ?? null
}

const names = new Map<Language, Intl.DisplayNames>()
export function countryIn(code: string, language: Language): string {
  const found = names.get(language) ?? new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  names.set(language, found)
  return found.of(code) ?? code
}

let called: Map<string, string> | undefined
const folded = (text: string): string =>
  normalise(text)
    .replace(/[\s-]+/g, ' ')
    .trim()

/** The country a table calls so: by a code, or by its name in one of the four languages; null where nobody does. */
export function countryCalled(text: string): string | null {
  if (text.trim() === '') return null
  called ??= new Map(
    languages.flatMap((language) => assigned.map(([code]) => [folded(countryIn(code, language)), code] as const)),
  )
  return alpha2(text) ?? called.get(folded(text)) ?? null
}
