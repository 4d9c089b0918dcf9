import { ways } from './ways'

/** Consonants as they are told apart in both scripts and in every habit of writing them; vowels and what is hardly heard are left out. */
const CLASSES: Record<string, string> = {
  ...Object.fromEntries(
    ['bpب', 'tتطث', 'dدضذظ', 'jج', 'kcqgقكخغ', 'szxسصزش', 'fvف', 'lل', 'mم', 'nن', 'rر'].flatMap((letters) =>
      [...letters].map((letter) => [letter, letters[0] ?? '']),
    ),
  ),
}
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:al|el|ال)(?=...)/, ''],
  [/(?:tch|sch|sh|ch)/g, 's'],
  [/dj/g, 'j'],
  [/(?:kh|gh)/g, 'k'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/c(?=[eiy])/g, 's'],
]

/** محمد, Mohammed and Mhamed alike: `md`; without the article, or the Ben or Abd it is written together with. */
export function skeleton(spelling: string): string {
  let text = ways(spelling).at(-1)?.spelling ?? spelling
  for (const [form, by] of SOUNDS) text = text.replace(form, by)
  let out = ''
  for (const letter of text) {
    const sound = CLASSES[letter] ?? ''
    if (sound && sound !== out.at(-1)) out += sound
  }
  return out || spelling.slice(0, 2)
}

/** One letter more, less, another, or two of them turned: a slip of the finger. */
export function isSlip(a: string, b: string, shortest = 5): boolean {
  if (Math.min(a.length, b.length) < shortest || Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}
