import { scriptOf } from './letters'

/** A word as it may be taken: whole, or without what is often written apart or not at all. */
export type Way = {
  spelling: string
  /** What it costs to take it so (ln). */
  cost: number
  /** Only its article is left out. */
  article: boolean
}

/** Pieces of a name that help little to tell people apart, each in both scripts, by what is spelled. */
const PARTICLES = new Set([
  ...[
    'بن',
    'ابن',
    'إبن',
    'بنت',
    'ولد',
    'عبد',
    'أبو',
    'ابو',
    'أبي',
    'ابي',
    'آل',
    'ايت',
    'آيت',
    'سيدي',
    'مولاي',
    'الحاج',
    'حاج',
    'لالة',
  ],
  ...[
    'ben',
    'bin',
    'ibn',
    'bnou',
    'ibnou',
    'bint',
    'bent',
    'ould',
    'uld',
    'wuld',
    'walad',
    'abd',
    'abdel',
    'abdul',
    'abdal',
    'abu',
  ],
  ...[
    'abou',
    'aboul',
    'bou',
    'bel',
    'ait',
    'sidi',
    'moulay',
    'mulay',
    'haj',
    'hajj',
    'hadj',
    'lalla',
    'de',
    'da',
    'van',
    'von',
    'le',
    'la',
  ],
])
export const isParticle = (spelling: string): boolean => PARTICLES.has(spelling)

/** The article where it stands alone: el, al, and with the sound of the next letter, ash-Shami, Er-Rachidi. */
export const isArticle = (spelling: string, next: string): boolean =>
  /^(?:ال|[aeiou]l)$/.test(spelling) ||
  (/^[aeiou](?:sh|ch|[dnrstz])$/.test(spelling) && next.startsWith(spelling.slice(1)))

/** How often the article of an Arabic word is heard in its Latin spelling: once in ten. */
const ARTICLE_KEPT = Math.log(0.1)
const ARTICLE_LEFT = 0.5
const LATIN_ARTICLE = -1
const STEM = -2.5

const ARABIC_STEMS = [/^عبد(?:ال)?(.{3,})$/, /^(?:بن|ابن|إبن|بل|بو|أبو|ابو)(?:ال)?(.{3,})$/]
const LATIN_STEMS = [
  /^abd[aeiou]?(?:l|ll)(?=[^aeioul])(.{3,})$/,
  /^abd[aeiou]?(?=(sh|ch|[dnrstz])\1)(?:sh|ch|[dnrstz])(.{3,})$/,
  /^(?:ben|bin|ibn|bel|bou|abou?|abu)(?:[ae]l)?(.{3,})$/,
]

/** The whole word first; then what is left without its article, or without the Abd, Ben or Bou it is written together with. */
export function ways(spelling: string): Way[] {
  const whole: Way = { spelling, cost: 0, article: false }
  if (scriptOf(spelling) === 'arabic') {
    if (/^(?:ال|لل).{3,}/.test(spelling))
      return [
        { ...whole, cost: ARTICLE_KEPT },
        { spelling: spelling.slice(2), cost: ARTICLE_LEFT, article: true },
      ]
    return [whole, ...stems(spelling, ARABIC_STEMS)]
  }
  const article = /^[ae](?:l(?=[^l])|(?=(sh|ch|[dnrstz])\1)(?:sh|ch|[dnrstz]))(.{3,})$/.exec(spelling)?.[2]
  if (article && spelling.length > 5) return [whole, { spelling: article, cost: LATIN_ARTICLE, article: true }]
  return [whole, ...stems(spelling, LATIN_STEMS)]
}

function stems(spelling: string, forms: readonly RegExp[]): Way[] {
  const stem = forms.map((form) => form.exec(spelling)?.at(-1)).find((found) => found !== undefined)
  return stem ? [{ spelling: stem, cost: STEM, article: false }] : []
}
