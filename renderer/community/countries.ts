import type { Country, Language } from '../../contract/values'
import { words } from '../../domain/words'

/** ISO 3166-1 alpha-2; named by the browser in the reader's language. */
const codes =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FM FR GA GB GD GE GF GH GI GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MQ MR MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PR PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VN VU WS YE YT ZA ZM ZW'.split(
    ' ',
  )

/** Country policy: a Moroccan office counts EH with Morocco in every list; a Lebanese office has no mail with IL. */
const notListed: Record<Country, readonly string[]> = { MA: ['EH'], EG: [], LB: ['IL'] }

export const isListed = (code: string, office: Country): boolean => !notListed[office].includes(code)

export function countryName(code: string, language: string): string {
  if (!code) return ''
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(code) ?? code
}

/** In the alphabetical order of the reader's language; what a card already says stays choosable. */
export function countryOptions(language: string, office: Country, kept: string): { value: string; label: string }[] {
  const listed = codes.filter((code) => isListed(code, office))
  const all = kept && !listed.includes(kept) ? [...listed, kept] : listed
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  return all
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}

/** Languages people of a diaspora speak, as CLDR names them; ISO 639. */
const spoken =
  'ar zgh kab fr en es it pt de nl ca el tr ru pl ro sv no da fi he fa ur hi zh ja ko ms id sw wo ff ha am so hy ku syr'.split(
    ' ',
  )
export function languageOptions(language: string): { value: string; label: string }[] {
  return (
    spoken
      .map((value) => ({ value, label: languageName(value, language) }))
      // What neither CLDR nor we have a name for is not offered.
      .filter(({ value, label }) => value !== label)
      .sort((a, b) => a.label.localeCompare(b.label, language))
  )
}
/** Ours before CLDR's: not every build of it has Tamazight. */
export function languageName(code: string, language: string): string {
  const ours: Record<string, string> = words[language as Language].print.letterLanguages
  return ours[code] ?? new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(code) ?? code
}
