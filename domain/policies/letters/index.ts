import type { Country, Language } from '../../../contract/values'
import { EG } from './EG'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { LB } from './LB'
import { MA } from './MA'
import type { Address, LetterWords } from './words'

export type { Address, LetterWords }

const arabic: Record<Country, LetterWords> = { MA, EG, LB }
const latin: Record<Exclude<Language, 'ar'>, LetterWords> = { fr, en, es }
/** Where a country's own institutions are called otherwise in another language. */
const own: Partial<Record<Country, Partial<Record<Language, LetterWords['forms']>>>> = {
  LB: {
    fr: {
      governor: {
        to: ['À Monsieur le Mohafez {name}', 'À Madame la Mohafez {name}'],
        call: ['Monsieur le Mohafez', 'Madame la Mohafez'],
      },
      mayor: {
        to: ['À Monsieur le Président de la municipalité {name}', 'À Madame la Présidente de la municipalité {name}'],
        call: ['Monsieur le Président de la municipalité', 'Madame la Présidente de la municipalité'],
      },
    },
  },
}

/** What a letter of this country says in a language. */
export function letterWords(country: Country, language: Language): LetterWords {
  if (language === 'ar') return arabic[country]
  const said = latin[language]
  return { ...said, forms: { ...said.forms, ...own[country]?.[language] } }
}

/** The ranks this country has, in the order they are offered in. */
export const ranksOf = (country: Country) => Object.keys(arabic[country].forms) as (keyof LetterWords['forms'])[]
