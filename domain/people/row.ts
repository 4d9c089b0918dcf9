import type { CardDocument } from '../../contract/card'
import type { ContactInput, PersonName } from '../../contract/community'
import type { PeopleMapping, PeopleRefusal, PeopleUse } from '../../contract/people-import'
import { lineOf, paragraphsOf } from '../../contract/typed'
import { readDay } from '../imports/days'
import { faultOf, textOf, type Cell, type Row } from '../sheets/cell'
import type { DateSystem } from '../sheets/serial'
import { countryCalled } from '../text/country-called'
import { normalise } from '../text/normalise'
import { phonesOf } from '../text/phone'
import { kindCalled, sexCalled } from './words'

/** A card as a row says it; `id` is given when it is written. */
export type PeopleRow = Omit<ContactInput, 'id' | 'kind'> & { line: number; kind: 'person' | 'entity' }
export type RowFacts = { headings: readonly string[]; today: string; system: DateSystem }

/** How much of each a card has room for (contract/card.ts, contract/community.ts). */
const ROOM: Partial<Record<PeopleUse, number>> = {
  ...{ name: 200, nameAr: 200, nameLatin: 200, given: 80, father: 80, family: 80, mother: 120, description: 200 },
  ...{ birthPlace: 120, civilNumber: 40, civilPlace: 120, occupation: 120, address: 300, city: 80 },
  ...{ homeAddress: 300, homeCity: 80, legalNumber: 80, website: 200, nationalId: 60, passport: 60, document: 60 },
}
const MOST_NOTES = 4000
const MAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/
const ARABIC = /\p{Script=Arabic}/u
const LATIN = /\p{Script=Latin}/u

/** Both scripts of what stands in one cell: محمد بنعلي Mohamed Benali. */
export function scriptsOf(text: string): { ar: string; latin: string } {
  if (!ARABIC.test(text)) return { ar: '', latin: text }
  if (!LATIN.test(text)) return { ar: text, latin: '' }
  const pick = (script: RegExp, other: RegExp): string =>
    text
      .split(/\s+/)
      .filter((word) => script.test(word) || !other.test(word))
      .join(' ')
      .replace(/^[\s()/،,|–-]+|[\s(/،,|–-]+$/g, '')
  return { ar: pick(ARABIC, LATIN), latin: pick(LATIN, ARABIC) }
}

/** Reads one row; a value is never bent until it fits. A row becomes a card, or is refused with everything that is wrong with it. */
export function readPeopleRow(
  row: Row,
  { columns, kind, dateOrder }: Pick<PeopleMapping, 'columns' | 'kind' | 'dateOrder'>,
  { headings, today, system }: RowFacts,
): PeopleRow | { refusals: PeopleRefusal[] } {
  const refusals: PeopleRefusal[] = []
  const refuse = (at: number, reason: PeopleRefusal['reason']): void => {
    if (refusals.some(({ column }) => column === (at < 0 ? null : at))) return
    const value = at < 0 ? '' : textOf(row.cells[at]).slice(0, 200)
    refusals.push({ line: row.line, column: at < 0 ? null : at, value, reason })
  }
  for (const [at, use] of columns.entries()) {
    const fault = use === 'none' ? null : faultOf(row.cells[at])
    if (fault) refuse(at, fault)
  }
  const places = (use: PeopleUse): number[] => columns.flatMap((one, at) => (one === use ? [at] : []))
  const textAt = (at: number): string => lineOf(textOf(row.cells[at])).replace(/\s+/g, ' ').trim()
  const said = (use: PeopleUse): string => {
    const at = columns.indexOf(use)
    const text = at < 0 ? '' : textAt(at)
    if ([...text].length > (ROOM[use] ?? MOST_NOTES)) refuse(at, 'too-long')
    return text
  }
  const asked = <T>(use: PeopleUse, read: (text: string) => T | null, none: T, reason: PeopleRefusal['reason']): T => {
    const text = said(use)
    if (text === '') return none
    const found = read(text)
    if (found === null) refuse(columns.indexOf(use), reason)
    return found ?? none
  }
  const notes = [paragraphsOf(textOf(row.cells[columns.indexOf('notes')])).trim()]
  const note = (at: number): void => {
    const heading = headings[at] ?? ''
    if (textAt(at) !== '') notes.push(heading === '' ? textAt(at) : `${heading}: ${textAt(at)}`)
  }
  const emails = places('email').flatMap((at) =>
    textAt(at)
      .split(/[\s;,،]+/)
      .filter(Boolean)
      .flatMap((address) => {
        if (MAIL.test(address) && address.length <= 120) return [{ kind: 'other' as const, address }]
        refuse(at, 'email-unreadable')
        return []
      }),
  )
  const phones = places('phone').flatMap((at) => phonesIn(textAt(at)))
  const nationalities = places('nationality').flatMap((at) => {
    const code = countryCalled(textAt(at))
    // What is no country's name is kept as it stands: « marocaine ».
    if (code === null) note(at)
    return code === null ? [] : [code]
  })
  for (const at of places('note')) note(at)
  const documents: CardDocument[] = [
    ...numbered('nationalId', [said('nationalId')]),
    ...numbered('passport', [said('passport')]),
    ...numbered('other', places('document').map(textAt)),
  ]
  const sort = asked('kind', kindCalled, kind, 'card-kind-unknown')
  const isPerson = sort === 'person'
  const names = namesOf(said)
  if (names.nameAr.full === '' && names.nameLatin.full === '')
    refuse(
      columns.findIndex((use) => NAMES.includes(use)),
      'card-nameless',
    )
  const birthDate = dayOf(row.cells[columns.indexOf('birthDate')], { dateOrder, system, today }, (reason) =>
    refuse(columns.indexOf('birthDate'), reason),
  )
  const all = notes.filter(Boolean).join('\n')
  if ([...all].length > MOST_NOTES) refuse(columns.indexOf('notes'), 'too-long')
  const country = (use: PeopleUse): string => asked(use, countryCalled, '', 'country-unknown')
  const card: PeopleRow = {
    ...{ line: row.line, kind: sort, ...names, description: said('description'), phone: '', email: '', notes: all },
    ...{ address: said('address'), city: said('city'), countryCode: country('country') },
    ...{ homeAddress: said('homeAddress'), homeCity: said('homeCity'), homeCountry: country('homeCountry') },
    ...{
      phones: phones.slice(0, 12),
      emails: emails.slice(0, 12),
      nationalities: [...new Set(nationalities)].slice(0, 8),
    },
    ...{ documents: documents.slice(0, 20), website: said('website'), occupation: isPerson ? said('occupation') : '' },
    ...(isPerson
      ? {
          ...{ birthDate, birthPlace: said('birthPlace'), sex: asked('sex', sexCalled, '', 'sex-unknown') },
          ...{ civilNumber: said('civilNumber'), civilPlace: said('civilPlace') },
        }
      : { legalNumber: said('legalNumber') }),
  }
  return refusals.length > 0 ? { refusals } : card
}
const NAMES: readonly PeopleUse[] = ['name', 'nameAr', 'nameLatin', 'given', 'family']

const none = (): PersonName => ({ full: '', given: '', father: '', family: '', maiden: '' })

/** Names in the script they are written in, whole or from their parts. */
function namesOf(said: (use: PeopleUse) => string): Pick<PeopleRow, 'nameAr' | 'nameLatin' | 'kinAr' | 'kinLatin'> {
  const [whole, mother] = [scriptsOf(said('name')), scriptsOf(said('mother'))]
  const [nameAr, nameLatin] = [none(), none()]
  for (const part of ['given', 'father', 'family'] as const) {
    const { ar, latin } = scriptsOf(said(part))
    nameAr[part] = ar
    nameLatin[part] = latin
  }
  const full = (name: PersonName): string => [name.given, name.father, name.family].filter(Boolean).join(' ')
  nameAr.full = said('nameAr') || whole.ar || (nameAr.given || nameAr.family ? full(nameAr) : '')
  nameLatin.full = said('nameLatin') || whole.latin || (nameLatin.given || nameLatin.family ? full(nameLatin) : '')
  const kin = (name: string) => ({ grandfather: '', mother: name })
  return { nameAr, nameLatin, kinAr: kin(mother.ar), kinLatin: kin(mother.latin) }
}

/** Numbers of one cell, however they are parted; what is none stays as it was typed. */
function phonesIn(text: string): { kind: 'other'; number: string }[] {
  if (text === '') return []
  const runs = phonesOf(text).map(({ raw }) => raw.trim())
  return (runs.length > 0 ? runs : [text]).map((number) => ({ kind: 'other' as const, number: number.slice(0, 60) }))
}

const numbered = (kind: CardDocument['kind'], numbers: readonly string[]): CardDocument[] =>
  numbers.filter(Boolean).map((number) => ({ kind, number, country: '', issued: '', expires: '' }))

/** A day, or a year alone. */
function dayOf(
  cell: Cell | undefined,
  { dateOrder, system, today }: { dateOrder: 'day' | 'month'; system: DateSystem; today: string },
  refuse: (reason: 'date-unreadable' | 'date-no-such-day' | 'date-in-future') => void,
): string {
  const text = normalise(textOf(cell)).trim()
  if (text === '') return ''
  const thisYear = Number(today.slice(0, 4))
  if (/^(1[89]|20)\d\d$/.test(text) && Number(text) <= thisYear) return text
  const read = readDay(cell, { dateOrder, year: null, thisYear, system })
  if ('date' in read && read.date <= today) return read.date
  refuse('date' in read ? 'date-in-future' : read.reason === 'date-no-such-day' ? read.reason : 'date-unreadable')
  return ''
}
