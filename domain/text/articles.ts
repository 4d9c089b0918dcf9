import type { Language } from '../../contract/values'

type Latin = Exclude<Language, 'ar'>

/** First words of an institution's name that are feminine; most others are masculine. */
const FEMININE: Record<'fr' | 'es', RegExp> = {
  fr: /^(?:Agence|Chancellerie|Chambre|Commission|Commune|Cour|Délégation|Direction|Division|Fondation|Inspection|Mairie|Mission|Municipalité|Préfecture|Présidence|Primature|Province|Région|Représentation|Section|Wilaya)\b/i,
  es: /^(?:Agencia|Alcaldía|Cámara|Cancillería|Comisión|Delegación|Dirección|División|Embajada|Fundación|Inspección|Misión|Municipalidad|Oficina|Prefectura|Presidencia|Provincia|Región|Representación|Sección|Secretaría)(?![\p{L}])/iu,
}
const HAS_ONE: Record<Latin, RegExp> = {
  fr: /^(?:le|la|les|l’|l')(?:\s|(?<=[’']))/i,
  en: /^the\s/i,
  es: /^(?:el|la|los|las)\s/i,
}

/** An institution as a sentence begins with it: L’Ambassade …, La Direction …, Le Ministère … */
export function withArticle(name: string, language: Latin): string {
  if (HAS_ONE[language].test(name)) return name
  if (language === 'en') return `The ${name}`
  if (language === 'es') return `${FEMININE.es.test(name) ? 'La' : 'El'} ${name}`
  if (/^[aeiouyhâàéèêîôœ]/i.test(name)) return `L’${name}`
  return `${FEMININE.fr.test(name) ? 'La' : 'Le'} ${name}`
}

/** The same as the one something goes to, within a sentence: au Ministère …, à l’Ambassade …, al Ministerio … */
export function toWhom(name: string, language: Latin): string {
  const named = withArticle(name, language).replace(/^\p{Lu}/u, (first) => first.toLowerCase())
  if (language === 'en') return `to ${named}`
  if (language === 'es') return `a ${named}`.replace(/^a el /, 'al ')
  return `à ${named}`.replace(/^à le /, 'au ').replace(/^à les /, 'aux ')
}

/** Whether an Arabic institution is feminine by the ending of its first word: وزارة, سفارة, مديرية. */
export const isFeminineArabic = (name: string): boolean => /^\S*ة(?:\s|$)/u.test(name.trim())
