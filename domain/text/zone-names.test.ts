import { describe, expect, it } from 'vitest'
import { zoneName, zoneOffset, zonesByName } from './zone-names'

const NOW = Date.UTC(2026, 10, 21)
describe('a time zone is said in the reader’s language', () => {
  it.each([
    ['Africa/Cairo', 'ar', 'مصر'],
    ['Africa/Cairo', 'fr', 'Égypte'],
    ['Africa/Cairo', 'es', 'Egipto'],
    ['Asia/Beirut', 'en', 'Lebanon'],
    ['Europe/Paris', 'ar', 'فرنسا'],
  ] as const)('%s in %s is %s', (zone, language, name) => expect(zoneName(zone, language, NOW)).toBe(name))
  it('a country of several zones names the place', () => {
    expect(zoneName('America/Toronto', 'fr', NOW)).toBe('Canada, Toronto')
    expect(zoneName('America/New_York', 'en', NOW)).toBe('United States, New York')
    expect(zoneName('America/Sao_Paulo', 'ar', NOW)).toMatch(/^البرازيل، ساو باولو$/)
  })
  it('with how far its clocks stand', () => expect(zoneOffset('Asia/Riyadh', NOW)).toBe('UTC+03:00'))
  it('all there are, none by its code', () => {
    const all = zonesByName('ar', NOW)
    expect(all.length).toBeGreaterThan(300)
    expect(all.filter(({ name }) => name.includes('/'))).toEqual([])
  })
})
