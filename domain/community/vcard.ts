import type { CardFacts } from '../../contract/card'
import type { PersonName } from '../../contract/community'

type Carded = Pick<CardFacts, 'phones' | 'emails' | 'website'> & {
  kind: string
  nameAr: PersonName
  nameLatin: PersonName
  description: string
  address: string
  city: string
  countryCode: string
}

/** RFC 6350, 3.4: what would end a value or a part of it is escaped, and a line break is `\n`. */
const escaped = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n')
const PHONES: Record<string, string> = { mobile: 'cell', home: 'home', work: 'work', fax: 'fax' }

/**
 * How to reach somebody, as any telephone reads it (vCard 4.0): names in both scripts, numbers, addresses; no document, no birth date,
 * no note. Lines end as the standard says and are folded at 75 octets.
 */
export function vcardOf(card: Carded): string {
  const [name, other] = card.nameLatin.full ? [card.nameLatin, card.nameAr] : [card.nameAr, card.nameLatin]
  const parts = [name.family, name.given, name.father, '', ''].map(escaped).join(';')
  const said = card.kind === 'entity' || !(name.family || name.given) ? `${escaped(name.full)};;;;` : parts
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `KIND:${card.kind === 'entity' ? 'org' : 'individual'}`,
    `FN:${escaped(name.full)}`,
    ...(other.full ? [`FN:${escaped(other.full)}`] : []),
    `N:${said}`,
    ...(card.kind === 'entity' ? [`ORG:${escaped(name.full)}`] : []),
    ...(card.description ? [`TITLE:${escaped(card.description)}`] : []),
    ...card.phones.map(({ kind, number }, at) => {
      const type = PHONES[kind] ? `;TYPE=${PHONES[kind]}` : ''
      const uri = /^\+\d/.test(number)
      return `TEL${type}${at === 0 ? ';PREF=1' : ''}${uri ? ';VALUE=uri:tel:' : ':'}${uri ? number : escaped(number)}`
    }),
    ...card.emails.map(({ address }, at) => `EMAIL${at === 0 ? ';PREF=1' : ''}:${escaped(address)}`),
    ...(card.address || card.city || card.countryCode
      ? [`ADR:;;${escaped(card.address)};${escaped(card.city)};;;${escaped(card.countryCode)}`]
      : []),
    ...(card.website ? [`URL:${escaped(card.website)}`] : []),
    'END:VCARD',
  ]
  return lines.map(folded).join('\r\n') + '\r\n'
}

const bytes = (text: string): number => new TextEncoder().encode(text).length
/** At 75 octets, never inside a character. */
function folded(line: string): string {
  let out = ''
  let width = 0
  for (const char of line) {
    const size = bytes(char)
    if (width + size > 75) {
      out += '\r\n '
      width = 1
    }
    out += char
    width += size
  }
  return out
}
