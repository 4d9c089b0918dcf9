import type { SecondLanguage } from '../../contract/values'

export type Said = { lang: string; dir: 'rtl' | 'ltr' }

/**
 * The language a text of the register is in, for a screen reader and for the browser's line breaking: by its script, and in Latin
 * letters by the small words and accents only one of our languages has. Nothing to go by: the office's second language.
 */
export function languageOf(text: string, second: SecondLanguage): Said {
  const counts = SCRIPTS.map(([pattern]) => text.match(pattern)?.length ?? 0)
  const most = Math.max(...counts)
  const [, lang, dir] = SCRIPTS[most === 0 ? 0 : counts.indexOf(most)] ?? [null, second, 'ltr' as const]
  return { lang: lang ?? latin(text, second), dir: directionOf(text) ?? dir }
}

const SCRIPTS: readonly (readonly [RegExp, string | null, 'rtl' | 'ltr'])[] = [
  [/\p{Script=Latin}/gu, null, 'ltr'],
  [/\p{Script=Arabic}/gu, 'ar', 'rtl'],
  [/\p{Script=Tifinagh}/gu, 'zgh', 'ltr'],
  [/\p{Script=Hebrew}/gu, 'he', 'rtl'],
  [/\p{Script=Cyrillic}/gu, 'ru', 'ltr'],
  [/\p{Script=Greek}/gu, 'el', 'ltr'],
  [/\p{Script=Han}/gu, 'zh', 'ltr'],
]

/** By the first letter, as `dir="auto"` decides. */
function directionOf(text: string): 'rtl' | 'ltr' | null {
  const first = /\p{L}/u.exec(text)?.[0]
  return first === undefined ? null : /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first) ? 'rtl' : 'ltr'
}

const SIGNS: Record<SecondLanguage, RegExp> = {
  fr: /\b(?:le|les|du|des|une?|et|au|aux|pour|sur|dans|par|avec|est|sont|ce|cette|relatif|relative|demande|lettre|à)\b|\b[ldnsjq]['’]|[çèêëîïôœùûà]|é(?!s\b)|ée?\b/giu,
  en: /\b(?:the|of|and|for|from|to|with|in|on|is|are|this|that|by|at|request|letter|your|our)\b/giu,
  es: /\b(?:el|los|las|del|y|una?|para|por|con|en|su|sus|al|es|que|solicitud|carta)\b|[ñ¿¡]|[áíóú]/giu,
}

function latin(text: string, second: SecondLanguage): SecondLanguage {
  const scores = (Object.keys(SIGNS) as SecondLanguage[]).map((lang) => ({
    lang,
    score: (text.match(SIGNS[lang])?.length ?? 0) + (lang === second ? 0.5 : 0),
  }))
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).lang
}
