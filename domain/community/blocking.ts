import type { Part } from '../text/names/parts'
import { isParticle, ways } from '../text/names/ways'
import type { Compared } from './duplicates'

/*
 * Who is compared with whom, when all are: cards that share a key. A key is coarse, so that another spelling has the same one; what is like
 * what is said by the comparison (duplicates.ts).
 */

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

/** @param soundOf `skeleton`, remembered */
export function keysOfPerson(person: Compared, soundOf: (part: Part) => string): string[] {
  const keys = new Set<string>()
  for (const phone of person.phones) keys.add(`p${phone}`)
  for (const document of person.documents) keys.add(`d${document}`)
  for (const email of person.emails) keys.add(`e${email}`)
  const [year = '', month = '', day = ''] = person.birth.split('-')
  for (const name of person.names) {
    const sounds = [...new Set(name.filter(({ spelling }) => spelling.length > 1 && !isParticle(spelling)).map(soundOf))]
    for (const sound of sounds) {
      if (!person.birth) continue
      keys.add(`b${year}${[month, day].sort().join('')} ${sound}`)
    }
    // Without father or with: of three parts each two.
    for (let i = 0; i < sounds.length; i++)
      for (let j = i + 1; j < sounds.length; j++) {
        const two = [sounds[i], sounds[j]].sort().join(' ')
        if (year) keys.add(`y${year.slice(0, 3)} ${two}`)
        if (person.city) keys.add(`c${person.city} ${two}`)
        keys.add(`n${two}`)
      }
  }
  return [...keys]
}
