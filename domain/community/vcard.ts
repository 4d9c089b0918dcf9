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

/** RFC 2426, 4: what would end a value or a part of it is escaped, and a line break is `\n`. */
const escaped = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n')
const PHONES: Record<string, string> = { mobile: 'CELL', home: 'HOME', work: 'WORK', fax: 'FAX' }

/**
 * How to reach somebody, as any telephone reads it (vCard 3.0, which all of them know): names in both scripts, numbers, addresses; no document, no birth date,
 * no note. Lines end as the standard says and are folded at 75 octets.
 */
export function vcardOf(card: Carded): string {
  const [name, other] = card.nameLatin.full ? [card.nameLatin, card.nameAr] : [card.nameAr, card.nameLatin]
  const parts = [name.family, name.given, name.father, '', ''].map(escaped).join(';')
  const said = card.kind === 'entity' || !(name.family || name.given) ? `${escaped(name.full)};;;;` : parts
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(name.full)}`,
    ...(other.full ? [`NICKNAME:${escaped(other.full)}`] : []),
    `N:${said}`,
    ...(card.kind === 'entity' ? [`ORG:${escaped(name.full)}`] : []),
    ...(card.description ? [`TITLE:${escaped(card.description)}`] : []),
    ...card.phones.map(({ kind, number }, at) => {
      const types = [PHONES[kind] ?? 'VOICE', ...(at === 0 ? ['PREF'] : [])]
      return `TEL;TYPE=${types.join()}:${escaped(number.replace(';ext=', ','))}`
    }),
    ...card.emails.map(({ address }, at) => `EMAIL;TYPE=INTERNET${at === 0 ? ',PREF' : ''}:${escaped(address)}`),
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
