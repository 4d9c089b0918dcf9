import type { Contact } from '../../contract/community'
import type { Consent } from '../../contract/consents'
import type { TimelineItem } from '../../contract/life'
import { nameParts } from '../../contract/card'
import type { Names } from '../../contract/values'
import { isExpired } from '../../domain/community/card'
import { shownPartialDay } from '../../domain/community/partial-day'
import { shownPhone } from '../../domain/community/phone'
import { vcardOf } from '../../domain/community/vcard'
import { longDate, shortDate, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, type Words } from '../../domain/words'
import { countryName } from '../../domain/text/countries'
import type { OfficeFacts } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { bothIn } from '../pdf/form-words'

type Row = FormModel['rows'][number]
type Both = ReturnType<typeof bothIn>['both']
export type CardFacts = { card: Contact; consents: readonly Consent[]; items: readonly TimelineItem[]; more: boolean }
export type MadeBy = { names: Names; at: number }

/** What one page's list holds; the rest is in the data. */
export const PAPER_LINES = 500
/** What a form holds; a card with more says so on its last line. */
const MOST_FACTS = 80

/** A card as paper, in both languages: who it is, what was agreed to, and what this reader may see of its life. */
export function cardModel({ card, consents, items, more }: CardFacts, by: MadeBy, office: OfficeFacts): FormModel {
  const { both, header, second } = bothIn(office)
  const today = dateOf(by.at, zoneOf(office))
  const pieces = items.slice(0, PAPER_LINES).map((item, at) => lineOf(item, at + 1, office, both))
  const left = more || items.length > pieces.length
  const rows = [...factRows(card, office, today, both), ...consentRows(consents, both)]
  return {
    createdAt: by.at,
    ...{ second, header },
    title: both((w) => (card.kind === 'entity' ? w.card.entity : w.card.person)),
    number: digits(shortDate(today, { language: 'fr', digits: 'latn', country: office.country }), 'latn'),
    marks: [],
    rows:
      rows.length <= MOST_FACTS
        ? rows
        : [...rows.slice(0, MOST_FACTS - 1), { label: both(() => '…'), value: { both: both((w) => w.card.more) } }],
    pieces: {
      heads: { number: both((w) => w.card.day), what: both((w) => w.card.what), count: both((w) => w.card.order) },
      rows: left ? [...pieces, { number: '…', what: both((w) => w.card.more).ar, count: '' }] : pieces,
    },
    signatures: [
      {
        label: both((w, { language }) => fill(w.card.madeBy, { name: nameIn(by.names, language) })),
        said: [],
      },
      { label: both((w) => w.card.concerned), said: [] },
    ],
    footer: both((w, format) => fill(w.card.footer, { day: longDate(today, format) })),
    code: contactCode(card, both),
  }
}

/** Read by a telephone: how to reach them, and nothing else of the card. One with more than a code holds has none. */
function contactCode(card: Contact, both: Both): FormModel['code'] {
  const payload = vcardOf(card)
  const reachable = card.phones.length + card.emails.length > 0
  // P4: nobody calls from a paper whom the card says not to call.
  return reachable && card.reach !== 'never' && Buffer.byteLength(payload) <= MOST_CODE
    ? { payload, caption: both((w) => w.card.code) }
    : null
}
const MOST_CODE = 900

function factRows(card: Contact, office: OfficeFacts, today: string, both: Both): Row[] {
  const label = (name: keyof Words['values']['cardFields']): Row['label'] => both((w) => w.values.cardFields[name])
  const typed = (name: keyof Words['values']['cardFields'], ...texts: readonly string[]): Row[] => {
    const lines = [...new Set(texts.filter((text) => text !== ''))]
    return lines.length === 0 ? [] : [{ label: label(name), value: { typed: lines } }]
  }
  const said = (name: keyof Words['values']['cardFields'], text: (w: Words, f: ZonedFormat) => string): Row[] => {
    const value = both(text)
    return value.ar === '' ? [] : [{ label: label(name), value: { both: value } }]
  }
  const country = (code: string, f: ZonedFormat): string => countryName(code, f.language)
  const word = (list: object, key: string): string => (list as Record<string, string>)[key] ?? key
  const parts = card.kind === 'entity' ? [] : nameParts
  return [
    ...typed('nameAr', card.nameAr.full),
    ...typed('nameLatin', card.nameLatin.full),
    ...parts.flatMap((part) => {
      const at = part === 'grandfather' || part === 'mother' ? ([card.kinAr, card.kinLatin] as const) : null
      const [ar, latin] = at
        ? at.map((kin) => kin[part as 'mother'])
        : [card.nameAr[part as 'given'], card.nameLatin[part as 'given']]
      return typed(part, ar ?? '', latin ?? '')
    }),
    ...said('entityType', (w) => (card.entityType === '' ? '' : word(w.values.entityTypes, card.entityType))),
    ...said('sex', (w) => (card.sex === '' ? '' : word(w.values.sexes, card.sex))),
    ...said('birthDate', (_w, f) => shownPartialDay(card.birthDate, f)),
    ...typed('birthPlace', card.birthPlace),
    ...said('nationalities', (_w, f) => card.nationalities.map((code) => country(code, f)).join(' · ')),
    ...typed('civilNumber', card.civilNumber),
    ...typed('civilPlace', card.civilPlace),
    ...card.documents.flatMap((document) =>
      said('documents', (w, f) => {
        const { kind, number, expires } = document
        const day = expires === '' ? '' : longDate(expires, f)
        const until = day && fill(isExpired(document, today) ? w.card.expired : w.card.until, { day })
        const named = fill(w.card.documentOf, { kind: word(w.values.cardDocuments, kind), number })
        return [named, country(document.country, f), until].filter(Boolean).join(' · ')
      }),
    ),
    ...typed('description', card.description),
    ...typed('occupation', card.occupation),
    ...typed('legal', [card.legalNumber, card.legalAuthority].filter(Boolean).join(' · ')),
    ...typed('phones', ...card.phones.map(({ number }) => shownPhone(number, office.country))),
    ...typed('emails', ...card.emails.map(({ address }) => address)),
    ...typed('address', card.address, card.city),
    ...said('countryCode', (_w, f) => country(card.countryCode, f)),
    ...typed('home', card.homeAddress, card.homeCity),
    ...typed('website', card.website),
    ...said('reach', (w) => (card.reach ? word(w.values.reaches, card.reach) : '')),
    ...typed('notes', ...card.notes.split('\n').slice(0, 12)),
  ]
}

const consentRows = (consents: readonly Consent[], both: Both): Row[] =>
  consents.map(({ purpose, sharedWith, givenOn, withdrawnOn }) => ({
    label: both((w) => w.card.consents),
    value: {
      both: both((w, f) =>
        fill(withdrawnOn === null ? w.card.given : w.card.withdrawn, {
          purpose: `${(w.values.purposes as Record<string, string>)[purpose] ?? purpose}${sharedWith && ` (${sharedWith})`}`,
          day: longDate(withdrawnOn ?? givenOn, f),
        }),
      ),
    },
  }))

type Piece = NonNullable<FormModel['pieces']>['rows'][number]
/** A line of the life, as the paper's Arabic side says it; what somebody wrote stands as it was written. */
function lineOf(item: TimelineItem, place: number, office: OfficeFacts, both: Both): Piece {
  const day = dateOf(item.at, zoneOf(office))
  return {
    number: shortDate(day, { language: 'fr', digits: 'latn', country: office.country }),
    what: both((w) => saidOf(item, w)).ar,
    count: String(place),
  }
}

function saidOf(item: TimelineItem, w: Words): string {
  const word = (list: object, key: string): string => (list as Record<string, string>)[key] ?? key
  switch (item.what) {
    case 'entry':
      return `${item.numberText} · ${item.subject ?? w.print.sealed}`
    case 'letter':
      return `${w.card.letter} · ${item.subject.ar || item.subject.other}`
    case 'receipt':
      return `${item.numberText} · ${w.card.receipt}`
    case 'relation':
      return `${w.card.relation} · ${item.other.nameAr || item.other.nameLatin}`
    case 'consent':
      return `${w.card.consent} · ${word(w.values.purposes, item.purpose)}`
    case 'change': {
      const fields = item.changes.map(({ field }) => word(w.values.cardFields, field))
      return fill(w.card.change, { fields: fields.join('، ') })
    }
  }
}
