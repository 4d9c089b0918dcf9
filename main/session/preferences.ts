import type { Preferences } from '../../contract/session'
import type { Language } from '../../contract/values'
import { keepPreferences } from '../../db/session/people'
import { policies } from '../../domain/policies'
import type { Desk } from '../desk'

/** How somebody finds the window before they have chosen: their language, their country's digits. */
export const defaultPreferences = (language: Language, country: keyof typeof policies): Preferences => ({
  language,
  digits: language === 'ar' ? policies[country].digits : 'latn',
  density: 'standard',
})

/** The language somebody who has not logged in yet will find. */
export const startPreferences = (desk: Desk, userId: string, language: Language): Promise<void> =>
  desk.db.write((tx) => keepPreferences(tx, userId, defaultPreferences(language, desk.office.country)))
