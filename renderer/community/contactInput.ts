import { cardFactNames, noFacts, type CardFacts } from '../../contract/card'
import type { Contact, ContactInput, PersonName } from '../../contract/community'
import { looksLikeEntity } from '../../domain/register/said'
import { canonical } from '../../domain/sync/canonical'

/** A card in a form: everything it can say, said or not. */
export type CardForm = Omit<ContactInput, keyof CardFacts> & CardFacts

const emptyName = (): PersonName => ({ full: '', given: '', father: '', family: '', maiden: '' })

const ARABIC = /\p{Script=Arabic}/u

/** A new card from what was typed: it goes into the script it is written in; «وزارة…», «Association…» is proposed as an entity. */
export function newContact(id: string, typed: string): CardForm {
  const contact: CardForm = {
    ...noFacts(),
    id,
    kind: looksLikeEntity(typed) ? 'entity' : 'person',
    nameAr: emptyName(),
    nameLatin: emptyName(),
    description: '',
    phone: '',
    email: '',
    address: '',
    city: '',
    countryCode: '',
    notes: '',
  }
  if (typed) (ARABIC.test(typed) ? contact.nameAr : contact.nameLatin).full = typed
  return contact
}

/** What may be changed of a card that is there. */
export function inputOf(contact: Contact): CardForm {
  const { entries: _entries, createdAt: _createdAt, pending: _pending, ...input } = contact
  return copyOf(input)
}

/** A copy to type into; the card itself changes only when it is saved. What says nothing of a fact leaves it empty. */
export function copyOf(
  input: Omit<ContactInput, keyof CardFacts> & { [K in keyof CardFacts]?: CardFacts[K] | null | undefined },
): CardForm {
  const none = noFacts()
  const facts = Object.fromEntries(cardFactNames.map((name) => [name, input[name] ?? none[name]]))
  return JSON.parse(JSON.stringify({ ...input, ...facts })) as CardForm
}

/** Ready to be sent: an entity has only its full name (P1); a person's full name is made of its parts when left empty. */
export function tidied(input: CardForm): CardForm {
  const isEntity = input.kind === 'entity'
  const name = (from: PersonName, kin: CardFacts['kinAr']): PersonName => {
    if (isEntity) return { ...emptyName(), full: from.full.trim() }
    const made = [from.given, from.father, kin.grandfather, from.family].map((part) => part.trim()).filter(Boolean)
    return { ...from, full: from.full.trim() || made.join(' ') }
  }
  const phones = input.phones.filter(({ number }) => number.trim() !== '')
  const emails = input.emails.filter(({ address }) => address.trim() !== '')
  return {
    ...input,
    nameAr: name(input.nameAr, input.kinAr),
    nameLatin: name(input.nameLatin, input.kinLatin),
    countryCode: input.countryCode.trim().toUpperCase(),
    documents: input.documents.filter(({ number }) => number.trim() !== ''),
    ...{ phones, phone: phones[0]?.number ?? '', emails, email: emails[0]?.address ?? '' },
  }
}

/** What a form says anew, against the card it was opened with: a word of a newer version that nobody touched is not said again. */
export function changedFacts(form: CardForm, before: CardForm): ContactInput {
  const isSame = (name: string): boolean =>
    canonical(form[name as keyof CardFacts]) === canonical(before[name as keyof CardFacts])
  const facts: readonly string[] = cardFactNames
  const said = Object.entries(form).filter(([name]) => !facts.includes(name) || !isSame(name))
  return Object.fromEntries(said) as unknown as ContactInput
}

export type ContactProblem = 'name' | 'country' | 'email' | 'birthDate'
/** What is missing or cannot be; the service checks again. */
export function problemOf(input: CardForm): ContactProblem | null {
  const ready = tidied(input)
  if (!ready.nameAr.full && !ready.nameLatin.full) return 'name'
  if (ready.emails.some(({ address }) => !/^\S+@\S+$/.test(address.trim()))) return 'email'
  if (!/^([A-Z]{2})?$/.test(ready.countryCode)) return 'country'
  if (ready.birthDate === UNREADABLE) return 'birthDate'
  return null
}
/** Stands in a day that was typed and cannot be read: a card with it is not saved. */
export const UNREADABLE = '?'

/** Which parts of the form say something. */
export const sectionsOf = (form: CardForm): Record<'identity' | 'home' | 'documents' | 'legal', boolean> => ({
  identity: Boolean(
    form.sex ||
    form.birthDate ||
    form.birthPlace ||
    form.civilNumber ||
    form.nationalities.length + form.spokenLanguages.length,
  ),
  home: Boolean(form.homeAddress || form.homeCity || form.homeCountry),
  documents: form.documents.length > 0,
  legal: Boolean(form.legalNumber || form.legalAuthority || form.legalDate || form.website),
})
