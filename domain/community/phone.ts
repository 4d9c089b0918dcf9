import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/min'
import { normalise } from '../text/normalise'
import { phoneAsked } from '../text/phone'

/** Read without one that is none in that country; digits of any set. */
function read(typed: string, country?: string): PhoneNumber | undefined {
  const found = parsePhoneNumberFromString(normalise(typed), country as CountryCode | undefined)
  return found?.isValid() ? found : undefined
}

/**
 * A telephone number as it is kept: E.164 where it is one in the first of these countries in which it is one, with `;ext=` behind it;
 * else as it was typed. Kept once more it stays the same.
 * @param countries ISO 3166-1 alpha-2, empty ones are passed over
 */
export function keptPhone(typed: string, countries: readonly string[]): string {
  for (const country of ['', ...countries.filter(Boolean)]) {
    const found = read(typed, country || undefined)
    if (found) return found.format('RFC3966').replace(/^tel:/, '')
  }
  return typed
}

/** As it is read: in the national form of the reader's own country, else in the international one; what is no number as it was typed. */
export function shownPhone(number: string, home: string): string {
  const found = /^\+/.test(number) ? parsePhoneNumberFromString(`tel:${number}`) : undefined
  if (!found) return number
  return found.country === home ? found.formatNational() : found.formatInternational()
}

/** Whether two are one number, however either is written. */
export function isSamePhone(one: string, other: string): boolean {
  if (one === other) return true
  const keys = new Set(phoneAsked(normalise(one)))
  return phoneAsked(normalise(other)).some((key) => keys.has(key))
}
