import { normalise } from './normalise'

/**
 * A count as a letter states it: `3`, `۲`, `2م`, `(02)`, `1+2`, `3 pièces`, `صفر`, `néant`. Null when it is no count: what was said is
 * never turned into another number.
 */
export function readCount(typed: string): number | null {
  const text = normalise(typed)
    .replace(/[()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const word = WORDS.get(text) ?? WORDS.get(text.replace(/ .*/, ''))
  if (word !== undefined && !/\d/.test(text)) return word
  // A unit or its abbreviation may stand after a figure: م, مرفقات, p.j., pièces, copies.
  const parts = text.split(/\s*[+و]\s*(?=\d)/)
  const counts = parts.map((part) => /^(?:n°|nb|عدد:?|عددها:?)? ?(\d{1,6})(?: ?\p{L}[\p{L}. /]*)?\.?$/u.exec(part)?.[1])
  return counts.every((count) => count !== undefined) ? counts.reduce((sum, count) => sum + Number(count), 0) : null
}

const WORDS = new Map<string, number>()
for (const [count, said] of [
  [0, 'صفر|لا شيء|لا شي|بدون|لا يوجد|دون|-|—|zero|neant|aucun|aucune|sans|none|nil|no|cero|ninguno|ninguna|sin'],
  [1, 'واحد|واحده|مرفق|وثيقه|un|une|one|uno|una'],
  [2, 'اثنان|اثنين|اثنتان|مرفقان|مرفقين|وثيقتان|وثيقتين|deux|two|dos'],
  [3, 'ثلاثه|ثلاث|trois|three|tres'],
  [4, 'اربعه|اربع|quatre|four|cuatro'],
  [5, 'خمسه|خمس|cinq|five|cinco'],
  [6, 'سته|ست|six|seis'],
  [7, 'سبعه|سبع|sept|seven|siete'],
  [8, 'ثمانيه|ثمان|ثماني|huit|eight|ocho'],
  [9, 'تسعه|تسع|neuf|nine|nueve'],
  [10, 'عشره|عشر|dix|ten|diez'],
] as const)
  for (const word of said.split('|')) WORDS.set(normalise(word), count)
