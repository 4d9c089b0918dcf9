import type { Part } from '../text/names/parts'
import { isParticle } from '../text/names/ways'
import type { Compared } from './duplicates'

/*
 * Who is compared with whom, when all are: cards that share a key. A key is coarse, so that another spelling has the same one; what is like
 * what is said by the comparison (duplicates.ts).
 */

/** @param soundOf `skeleton`, remembered */
export function keysOfPerson(person: Compared, soundOf: (part: Part) => string): string[] {
  const keys = new Set<string>()
  for (const phone of person.phones) keys.add(`p${phone}`)
  for (const document of person.documents) keys.add(`d${document}`)
  for (const email of person.emails) keys.add(`e${email}`)
  const [year = '', month = '', day = ''] = person.birth.split('-')
  for (const name of person.names) {
    const sounds = [
      ...new Set(name.filter(({ spelling }) => spelling.length > 1 && !isParticle(spelling)).map(soundOf)),
    ]
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
