import type { FigureRow, OwnCount } from '../../contract/diaspora'
import type { Country, Language } from '../../contract/values'
import { countryName, isAbroad } from '../text/countries'

/** One country: what a table says of it, and beside that, never in it, this office's own cards (R4). */
export type CountryLine = { id: string; name: string } & Pick<FigureRow, 'figure' | 'before'> &
  Pick<OwnCount, 'persons' | 'entities'>

/** Every country somebody is in, by figure or by card: the most people first, then by name. What no table counted is no zero. */
export function countryLines(
  rows: readonly FigureRow[],
  own: readonly OwnCount[],
  office: Country,
  language: Language,
): CountryLine[] {
  const cards = new Map(own.map((one) => [one.countryCode, one]))
  const figures = new Map(rows.map((one) => [one.countryCode, one]))
  const collator = new Intl.Collator(language)
  return [...new Set([...figures.keys(), ...cards.keys()])]
    .filter((code) => isAbroad(code, office))
    .map((code) => ({
      ...{ id: code, name: countryName(code, language) },
      ...{ figure: figures.get(code)?.figure ?? null, before: figures.get(code)?.before ?? null },
      ...{ persons: cards.get(code)?.persons ?? 0, entities: cards.get(code)?.entities ?? 0 },
    }))
    .sort((a, b) => (b.figure?.total ?? -1) - (a.figure?.total ?? -1) || collator.compare(a.name, b.name))
}
