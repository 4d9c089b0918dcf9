import type { Fields } from '../../contract/wire'
import type { Actor } from '../../contract/permissions'
import { namesAfter } from '../../db/community/names'
import type { Reader } from '../../db/core/sql'
import { looksLikeEntity } from '../../domain/register/said'
import { normalise } from '../../domain/text/normalise'

const PAGE = 2_000
const key = (name: string): string =>
  normalise(name)
    .replace(/[.,،"«»()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
const empty = { given: '', father: '', family: '', maiden: '' }

/** Correspondents by their name, whatever the hand: the one of that name, in either script, or none. */
export class Cards {
  private readonly ids = new Map<string, string>()

  static async read(read: Reader, actor: Actor): Promise<Cards> {
    const cards = new Cards()
    for (let after = ''; ;) {
      const page = await namesAfter(read, actor, after, PAGE)
      for (const { id, ar, latin } of page) for (const name of [ar, latin]) if (name) cards.learn(name, id)
      const last = page.at(-1)
      if (!last || page.length < PAGE) return cards
      after = last.id
    }
  }

  idOf = (name: string): string | undefined => this.ids.get(key(name))

  /** Of names that are one when they are folded, the first. */
  firstOfEach<T extends { name: string }>(all: readonly T[]): T[] {
    const met = new Set<string>()
    return all.filter(({ name }) => key(name) !== '' && !met.has(key(name)) && met.add(key(name)))
  }

  /** The oldest card keeps a name that several bear. */
  learn(name: string, id: string): void {
    const known = key(name)
    if (known !== '' && !this.ids.has(known)) this.ids.set(known, id)
  }
}

/** A card with nothing on it but the name, as it is written. */
export function newCard(name: string, createdAt: number): Fields {
  const arabic = /\p{Script=Arabic}/u.test(name)
  const [full, none] = [
    { full: name, ...empty },
    { full: '', ...empty },
  ]
  return {
    ...{
      kind: looksLikeEntity(name) ? 'entity' : 'person',
      nameAr: arabic ? full : none,
      nameLatin: arabic ? none : full,
    },
    ...{ description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '', createdAt },
  }
}
