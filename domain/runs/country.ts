import { languages } from '../../contract/values'
import { normalise } from '../text/normalise'

const A = 65
let known: Map<string, string> | null = null

/** Every country by its name in the four languages, folded, and by its two letters. */
function countries(): Map<string, string> {
  if (known) return known
  known = new Map()
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (let i = 0; i < 26 * 26; i++) {
      const code = String.fromCharCode(A + Math.floor(i / 26), A + (i % 26))
      const name = names.of(code)
      // Codes that are no country's any more (FX, DD) lead to the one that took its place, and are not asked.
      if (name === undefined || /^[XZ]/.test(code) || Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`)
        continue
      known.set(normalise(name), code)
      known.set(normalise(code), code)
    }
  }
  return known
}

/** The two letters of a country as a list writes it: its code, or its name in any of the four languages; empty where nobody knows it. */
export const countryCodeOf = (text: string): string =>
  text.trim() === '' ? '' : (countries().get(normalise(text.trim())) ?? '')
