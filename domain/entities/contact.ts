import { scriptsFor } from '../community/name'
import { everybody } from '../visibility/rule'
import { holds } from './writing'
import { entity } from './entity'
import { Instant, country, fixed, int, json, line, optional, text, withMembers, word } from './field'

const address = { group: 'address' }

const personName = withMembers({
  full: line(200),
  given: line(80),
  father: line(80),
  family: line(80),
  maiden: line(80),
})

export const contact = entity({
  fields: {
    kind: text(word, fixed),
    nameAr: json(personName, { group: 'name' }),
    nameLatin: json(personName, { group: 'name' }),
    description: text(line(200)),
    phone: text(line(60)),
    email: text(line(120)),
    address: text(line(300), address),
    city: text(line(80), address),
    countryCode: text(country, address),
    notes: text(line(4000)),
    /** P4: how this person may be reached, where that is less than by every way. */
    reach: text(word, optional),
    createdAt: int(Instant, fixed),
  },
  sees: everybody,
  writes: holds('contacts:write'),
  title: (language) => scriptsFor(language).map((script) => `${script}.full`),
  tells: [{ feature: 'community', ids: 'id' }],
})
