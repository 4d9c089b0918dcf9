import type { Language } from '../../contract/values'

/** A text written in Arabic and in another language, as a reader wants it: their own side, or the only one there is. */
export const sideFor = (text: { ar: string; other: string }, language: Language): string =>
  language === 'ar' ? text.ar || text.other : text.other || text.ar
