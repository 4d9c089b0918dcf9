import type { Language } from '../../contract/values'

/** A correspondent's name as it stands on documents: either of the two may be empty (P1). */
export type BothScripts = { nameAr: string; nameLatin: string }

/** The script of the reader's language, then the other one. */
export const scriptsFor = (language: Language): readonly ['nameAr' | 'nameLatin', 'nameAr' | 'nameLatin'] =>
  language === 'ar' ? ['nameAr', 'nameLatin'] : ['nameLatin', 'nameAr']

/** What a reader is shown first, and the other script beside it; a card may have only one of the two. */
export function nameFor(contact: BothScripts, language: Language): { name: string; other: string } {
  const [first, second] = scriptsFor(language)
  return contact[first] ? { name: contact[first], other: contact[second] } : { name: contact[second], other: '' }
}
