import type { Language } from '../../contract/values'
import { parseGuide, type Section } from './guide'

/** One text: what is read in docs/ is what is read in the window. */
const files = import.meta.glob<string>('../../docs/administrator*.md', { query: '?raw', import: 'default' })
const pathOf = (language: Language): string => `../../docs/administrator${language === 'en' ? '' : `.${language}`}.md`

/** @param registry how the country calls the registry office in Arabic, as in every text of the window (`country.registry`) */
export async function guideIn(language: Language, registry: string): Promise<Section[]> {
  const text = await files[pathOf(language)]?.()
  if (text === undefined) throw new Error(`no guide in ${language}`)
  return parseGuide(language === 'ar' ? text.replaceAll('مكتب الضبط', registry) : text)
}
