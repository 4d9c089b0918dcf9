import type { EnvelopeFormat } from '../../contract/runs'
import type { Language } from '../../contract/values'
import { countryName } from '../text/countries'
import type { SentTo } from './line'

/** Envelopes in millimetres, lying on their long side. */
export const envelopes: Record<EnvelopeFormat, { width: number; height: number }> = {
  dl: { width: 220, height: 110 },
  c65: { width: 229, height: 114 },
  c6: { width: 162, height: 114 },
  c5: { width: 229, height: 162 },
}

/** Where the post reads Arabic. */
const ARABIC = new Set('DZ BH DJ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN AE YE'.split(' '))
/** Where the locality stands above the street. */
const PLACE_FIRST = new Set(['HU'])

export type Block = { side: 'ar' | 'other'; lines: string[] }
type Home = { country: string; second: Exclude<Language, 'ar'> }

/**
 * The lines of an address, in the order and the script of the country it goes to, which stands last and only abroad; there in capitals in
 * the office's other language too, because the first post office that reads it is somewhere on the way. A place that is
 * written in Arabic is never put into capitals, and nothing but whom and where is said (P4).
 */
export function addressBlock(to: SentTo, { country, second }: Home): Block {
  const code = to.countryCode || country
  const arabic = ARABIC.has(code)
  const side = (arabic && to.ar) || !to.other ? 'ar' : 'other'
  const name = side === 'ar' ? to.ar : to.other
  const abroad = code !== country
  const place = side === 'other' ? to.city.toLocaleUpperCase(second) : to.city
  const [street, town] = [to.address.split(/\s*\n\s*/), [place]]
  const where = PLACE_FIRST.has(code) ? [...town, ...street] : [...street, ...town]
  const nation = [
    ...(side === 'ar' ? [countryName(code, 'ar')] : []),
    countryName(code, second).toLocaleUpperCase(second),
  ]
  const lines = [name, ...where, ...(abroad ? nation : [])].map((line) => line.trim()).filter(Boolean)
  return { side, lines }
}
