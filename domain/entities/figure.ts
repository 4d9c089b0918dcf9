import { Year } from '../../contract/values'
import { figureId } from '../diaspora/figure-id'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, fixed, int, line, namedCountry, people, text, word } from './field'
import { has, only } from './writing'

const counts = { group: 'counts' }
const part = { ...counts, nullable: true }
const removed = { group: 'removed', nullable: true }

/**
 * An official figure of the people abroad (R4): what was counted, where, in which year, and who says so. Its id follows from these four: two
 * desks that bring in the same table say one thing. The office's own cards are counted beside it and never in it.
 */
export const figure = entity({
  fields: {
    measure: text(word, fixed),
    countryCode: text(namedCountry, fixed),
    year: int(Year, fixed),
    source: text(line(200), fixed),
    total: int(people, counts),
    male: int(people, part),
    female: int(people, part),
    note: text(line(500)),
    removedAt: int(Instant, removed),
    removedById: text(Id, removed),
  },
  sees: everybody,
  writes: ({ id, fields, user }, row, who) => {
    const itself = row !== null || id === figureId(who.actor?.officeId ?? '', fields as Parameters<typeof figureId>[1])
    const own = [null, undefined, user].includes(fields['removedById'] as string | null)
    return only(has(who, 'figures:manage') && itself && own)
  },
  title: () => ['source'],
  tells: [{ feature: 'diaspora', ids: 'id' }],
})
