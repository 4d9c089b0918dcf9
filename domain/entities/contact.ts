import { scriptsFor } from '../community/name'
import { unwalled } from '../visibility/rule'
import { has, only } from './writing'
import { entity } from './entity'
import { Id, Instant, country, fixed, int, json, line, listed, optional, text, withMembers, word } from './field'
import { z } from 'zod'
import { Day, PartialDay } from '../../contract/card'

const address = { group: 'address' }
/** Parts of a card that are corrected apart merge apart; what a later version added is absent on an older row. */
const group = (name: string) => ({ group: name, ...optional })

const personName = withMembers({
  full: line(200),
  given: line(80),
  father: line(80),
  family: line(80),
  maiden: line(80),
})
const kinName = withMembers({ grandfather: line(80), mother: line(120) })
const code = z.string().regex(/^[A-Za-z]{2,3}$/)
const document = withMembers({ kind: word, number: line(60), country, issued: Day, expires: Day })

export const contact = entity({
  fields: {
    kind: text(word, fixed),
    nameAr: json(personName, { group: 'name' }),
    nameLatin: json(personName, { group: 'name' }),
    kinAr: json(kinName, group('kin')),
    kinLatin: json(kinName, group('kin')),
    sex: text(word, optional),
    birthDate: text(PartialDay, group('birth')),
    birthPlace: text(line(120), group('birth')),
    nationalities: json(listed(code, 8), optional),
    civilNumber: text(line(40), group('civil')),
    civilPlace: text(line(120), group('civil')),
    documents: json(listed(document, 20), optional),
    description: text(line(200)),
    occupation: text(line(120), optional),
    spokenLanguages: json(listed(code, 12), optional),
    entityType: text(word, optional),
    legalNumber: text(line(80), group('legal')),
    legalAuthority: text(line(160), group('legal')),
    legalCountry: text(country, group('legal')),
    legalDate: text(Day, group('legal')),
    website: text(line(200), optional),
    /** The first of `phones`, and of `emails`: what a version before them reads and writes. */
    phone: text(line(60)),
    phones: json(listed(withMembers({ kind: word, number: line(60) }), 12), group('phone')),
    email: text(line(120)),
    emails: json(listed(withMembers({ kind: word, address: line(120) }), 12), group('email')),
    address: text(line(300), address),
    city: text(line(80), address),
    countryCode: text(country, address),
    homeAddress: text(line(300), group('home')),
    homeCity: text(line(80), group('home')),
    homeCountry: text(country, group('home')),
    notes: text(line(4000)),
    /** P4: how this person may be reached, where that is less than by every way. */
    reach: text(word, optional),
    createdAt: int(Instant, fixed),
    /** The import it came with; what a person typed has none (ADR 054). */
    importId: text(Id, { ...fixed, ...optional }),
    /** It went with its import and may come back: it opens where something names it, and is found and counted nowhere. */
    removedAt: int(Instant, group('removed')),
    removedById: text(Id, group('removed')),
  },
  sees: unwalled('id'),
  /** P4: a card behind a wall is written by whoever is let in. */
  writes: ({ fields, user }, row, who, seen) =>
    only(
      has(who, 'contacts:write') &&
        [null, undefined, user].includes(fields['removedById'] as string | null) &&
        (row === null || seen(row)),
    ),
  title: (language) => scriptsFor(language).map((script) => `${script}.full`),
  tells: [{ feature: 'community', ids: 'id' }],
})
