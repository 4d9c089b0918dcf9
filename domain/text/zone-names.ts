import type { Language } from '../../contract/values'
import { offsetText } from './period'
import { offsetAt, zoneOf } from './zone'

/** Newer than the types of the language, and called otherwise by older engines. */
type Zones = { getTimeZones?: () => string[] | undefined; timeZones?: string[] }

/** Which country keeps a time zone, from the tables this program carries; made once. */
let countries: Map<string, { code: string; alone: boolean }> | undefined
function countryOf(zone: string): { code: string; alone: boolean } | undefined {
  if (!countries) {
    countries = new Map()
    for (let at = 0; at < 26 * 26; at++) {
      const code = String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26))
      const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & Zones
      const zones = locale.getTimeZones?.() ?? locale.timeZones ?? []
      for (const name of zones) countries.set(name, { code, alone: zones.length === 1 })
    }
  }
  return countries.get(zone)
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** «توقيت نيويورك», «heure : New York» without the word for time; a code of letters (ET) says nothing to a reader. */
function placeOf(zone: string, language: Language, instant: number): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortGeneric' })
  const said = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const place = said.replace(/^(?:توقيت |heure : |hora de )|(?: Time)$/gu, '').trim()
  return !place || /^[A-Z+−-]{1,5}\d*$|GMT|UTC|غرينتش/.test(place) ? cityOf(zone) : place
}

/** A time zone as its reader says it: مصر, or كندا، تورونتو where a country has several. `Africa/Cairo` is nobody's word. */
export function zoneName(zone: string, language: Language, instant: number): string {
  const country = countryOf(zone)
  if (!country) return placeOf(zone, language, instant)
  const name = new Intl.DisplayNames(language, { type: 'region' }).of(country.code) ?? country.code
  if (country.alone) return name
  return `${name}${language === 'ar' ? '،' : ','} ${placeOf(zone, language, instant)}`
}

/** How far its clocks stand from universal time now: UTC+02:00. */
export const zoneOffset = (zone: string, instant: number): string =>
  offsetText(offsetAt(instant, zoneOf({ timeZone: zone })) / 60_000)

/** Every zone of the tables, by its name; what a post abroad chooses from. */
export function zonesByName(language: Language, instant: number): { zone: string; country: string; name: string }[] {
  const order = new Intl.Collator(language)
  return Intl.supportedValuesOf('timeZone')
    .flatMap((zone) => {
      const country = countryOf(zone)
      return country ? [{ zone, country: country.code, name: zoneName(zone, language, instant) }] : []
    })
    .sort((a, b) => order.compare(a.name, b.name))
}
