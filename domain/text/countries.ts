import type { Country, Language } from '../../contract/values'

/** ISO 3166-1 alpha-2. */
export const countryCodes: readonly string[] =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FM FR GA GB GD GE GF GH GI GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MQ MR MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PR PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VN VU WS YE YT ZA ZM ZW'.split(
    ' ',
  )

type Own = {
  /** Places with a code of their own that are counted and drawn as part of the country itself. */
  with: readonly string[]
  /** Places the country has no mail with and keeps no table of. */
  without: readonly string[]
}
/** What each country calls itself and abroad: in every list, map and figure the same. */
const OWN: Record<Country, Own> = {
  MA: { with: ['EH'], without: [] },
  EG: { with: [], without: [] },
  LB: { with: [], without: ['IL'] },
}

/** The country a place is drawn and counted with. */
export const countedAs = (code: string, office: Country): string => (OWN[office].with.includes(code) ? office : code)

/** Whether a list of countries of such an office names it. */
export const isListed = (code: string, office: Country): boolean =>
  countedAs(code, office) === code && !OWN[office].without.includes(code)

/** Whether people there are abroad, as the office's country says it. */
export const isAbroad = (code: string, office: Country): boolean => isListed(code, office) && code !== office

const names = new Map<string, Intl.DisplayNames>()

/** What a country is called in a language (CLDR); nothing where there is no code. */
export function countryName(code: string, language: Language): string {
  if (code === '') return ''
  const found = names.get(language) ?? new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  names.set(language, found)
  return found.of(code) ?? code
}
