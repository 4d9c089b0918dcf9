import type { Preferences } from '../../contract/session'
import type { Language } from '../../contract/values'
import { policies } from '../../domain/policies'

/** How somebody finds the window before they have chosen: their language, their country's digits. */
export const defaultPreferences = (language: Language, country: keyof typeof policies): Preferences => ({
  language,
  digits: language === 'ar' ? policies[country].digits : 'latn',
  density: 'standard',
})
