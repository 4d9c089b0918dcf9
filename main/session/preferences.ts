import type { Preferences } from '../../contract/session'
import type { Language } from '../../contract/values'
import { keepPreferences, preferencesOf } from '../../db/session/people'
import type { Reader } from '../../db/core/sql'
import type { DigitSet } from '../../domain/text/digits'
import { policies } from '../../domain/policies'
import type { Desk } from '../desk'

/** How somebody finds the window before they have chosen: their language, their country's digits. */
export const defaultPreferences = (language: Language, country: keyof typeof policies): Preferences => ({
  language,
  digits: language === 'ar' ? policies[country].digits : 'latn',
  density: 'standard',
  theme: 'system',
  tour: 'wanted',
})

/** The language this person reads: names and titles are given to them in it. */
export const languageOf = async (read: Reader, who: { userId: string }): Promise<Language> =>
  (await readerOf(read, who)).language

/** And their digits; Arabic ones are of the Arabic window and its paper. */
export async function readerOf(
  read: Reader,
  { userId }: { userId: string },
): Promise<{ language: Language; digits: DigitSet }> {
  const { language, digits } = (await preferencesOf(read, userId)) ?? { language: 'ar', digits: 'latn' }
  return { language, digits: language === 'ar' ? digits : 'latn' }
}

/** In another language the same rows are called otherwise: whoever shows them asks again. */
export async function prefer(
  desk: Desk,
  me: { userId: string; preferences: Preferences },
  preferences: Preferences,
): Promise<void> {
  await desk.db.write((tx) => keepPreferences(tx, me.userId, preferences))
  if (me.preferences.language === preferences.language) return
  for (const feature of ['register', 'community', 'letters'] as const) desk.emit(feature, 'changed', { ids: [] })
  desk.emit('sync', 'changed', { phase: 'idle' })
}

/** The language somebody who has not logged in yet will find. */
export const startPreferences = (desk: Desk, userId: string, language: Language): Promise<void> =>
  desk.db.write((tx) => keepPreferences(tx, userId, defaultPreferences(language, desk.office.country)))
