import type { Language } from '../../contract/values'
import type { GuideName } from './chapters'
import { parseGuide, type Section } from './guide'

/** One text: what is read in docs/ is what is read in the window. */
const files = import.meta.glob<string>('../../docs/{clerk,administrator}*.md', { query: '?raw', import: 'default' })

/** @param registry how the country calls the registry office in Arabic, as in every text of the window (`country.registry`) */
export async function guideIn(language: Language, name: GuideName, registry: string): Promise<Section[]> {
  const text = await files[`../../docs/${name}${language === 'en' ? '' : `.${language}`}.md`]?.()
  if (text === undefined) throw new Error(`no guide ${name} in ${language}`)
  return parseGuide(language === 'ar' ? text.replaceAll('مكتب الضبط', registry) : text, name)
}
