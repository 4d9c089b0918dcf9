import { expect, it } from 'vitest'
import { languageOf } from './language'

it.each([
  ['Affectation de deux enseignants', 'fr', 'ltr'],
  ['Demande de rapatriement n° 12', 'fr', 'ltr'],
  ['Association des Marocains de Lyon', 'fr', 'ltr'],
  ['Réponse à la circulaire', 'fr', 'ltr'],
  ['Request for the repatriation of two citizens', 'en', 'ltr'],
  ['Solicitud de información para los residentes', 'es', 'ltr'],
  ['Asociación de Vecinos', 'es', 'ltr'],
  ['طلب تعيين أستاذين', 'ar', 'rtl'],
  ['رسالة حول Projet 2026 للتعاون', 'ar', 'rtl'],
  ['ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ', 'zgh', 'ltr'],
  ['AML', 'fr', 'ltr'],
  ['417/2026', 'fr', 'ltr'],
])('%s is read in %s', (text, lang, dir) => expect(languageOf(text, 'fr')).toEqual({ lang, dir }))

it('without a sign it is the office’s second language', () => {
  expect(languageOf('Airbus', 'en').lang).toBe('en')
  expect(languageOf('Airbus', 'es').lang).toBe('es')
})
