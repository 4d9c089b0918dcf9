import mappings from 'cldr-core/supplemental/codeMappings.json'
import { languages } from '../../contract/values'
import { countryCodes, countryName } from './countries'
import { normalise } from './normalise'

type Mapping = { _alpha3?: string; _numeric?: string }
const mapped = mappings.supplemental.codeMappings as Record<string, Mapping>
const folded = (text: string): string =>
  normalise(text)
    .replace(/[\s-]+/g, ' ')
    .trim()

let called: ReadonlyMap<string, string> | undefined
/** Every code and every name there is, folded. */
function all(): ReadonlyMap<string, string> {
  called ??= new Map(
    countryCodes.flatMap((code) => {
      const { _alpha3 = code, _numeric = code } = mapped[code] ?? {}
      const said = [code, _alpha3, _numeric, ...languages.map((language) => countryName(code, language))]
      return said.map((one) => [folded(one), code] as const)
    }),
  )
  return called
}

/**
 * The country a list calls so (ISO 3166-1 alpha-2): by a code of two letters, three letters or figures, or by its name in one of the four
 * languages; null where nobody is called so.
 */
export function countryCalled(text: string): string | null {
  const said = folded(text)
  if (said === '') return null
  return all().get(/^\d{1,2}$/.test(said) ? said.padStart(3, '0') : said) ?? null
}
