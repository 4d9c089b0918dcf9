import type { Direction } from '../itemise'

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const WORDS = [
  ...'الوزارة المديرية رسالة جوابا على والمقيدة تحت رقم بتاريخ قسم الكاتب العام بأن إلى السيد وبعد، درهم. نسخة؛ أصلية؟'.split(
    ' ',
  ),
  ...'مُؤَسَّسَةٌ شَيْئًا ﷺ اللَّهُ لا كتـاب هـ ١٢٣ ٢٠٢٦/١١/٢١ ١٥٪'.split(' '),
  ...'le ministère l’étranger, n° Réf. (PDF) M. Lyon: œuvre ISO CNSS A/B contact@interieur.gov.ma https://www.gov.ma/a?b=1'.split(
    ' ',
  ),
  ...'2026 417/م.ق/2026 و/2026/00407 AML/2026/57 1183-24 15% 1.250,75 14:30 12/07/2024 -5 +212'.split(' '),
  ...'(أ) [ملحق «السيد الوزير» "الملف" – — … ! 3) و(ب)، (2024/15)'.split(' '),
  '\u20662024-07-12\u2069',
  '\u2066+212 537-76-12-34\u2069',
  '1\u00a0250\u00a0000,00\u00a0درهم',
]

/** Paragraphs of both directions in which everything a ministry writes stands beside everything else. */
export function randomStrings(count: number, seed: number): { direction: Direction; text: string }[] {
  const random = seeded(seed)
  const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? ''
  return Array.from({ length: count }, () => ({
    direction: random() < 0.7 ? 'rtl' : 'ltr',
    text: Array.from({ length: 4 + Math.floor(random() * 28) }, pick).join(' '),
  }))
}
