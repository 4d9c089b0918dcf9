import type { Contact, ContactInput, PersonName } from '../../contract/community'
import { looksLikeEntity } from '../../domain/register/said'

/** Parts of a civil-status name (P1), in the order the card shows them. */
export const nameParts = ['given', 'father', 'family', 'maiden'] as const

const emptyName = (): PersonName => ({ full: '', given: '', father: '', family: '', maiden: '' })

const ARABIC = /\p{Script=Arabic}/u

/** A new card from what was typed: it goes into the script it is written in; «وزارة…», «Association…» is proposed as an entity. */
export function newContact(id: string, typed: string): ContactInput {
  const contact: ContactInput = {
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
export function inputOf(contact: Contact): ContactInput {
  const { entries: _entries, createdAt: _createdAt, pending: _pending, ...input } = contact
  return copyOf(input)
}

/** A copy to type into; the card itself changes only when it is saved. */
export const copyOf = (input: ContactInput): ContactInput => ({
  ...input,
  nameAr: { ...input.nameAr },
  nameLatin: { ...input.nameLatin },
})

/** Ready to be sent: an entity has only its full name (P1); a person's full name is made of its parts when left empty. */
export function tidied(input: ContactInput): ContactInput {
  const name = (from: PersonName): PersonName => {
    if (input.kind === 'entity') return { ...emptyName(), full: from.full.trim() }
    const made = [from.given, from.father, from.family].map((part) => part.trim()).filter(Boolean)
    return { ...from, full: from.full.trim() || made.join(' ') }
  }
  return {
    ...input,
    nameAr: name(input.nameAr),
    nameLatin: name(input.nameLatin),
    countryCode: input.countryCode.trim().toUpperCase(),
  }
}

export type ContactProblem = 'name' | 'country' | 'email'
/** What is missing or cannot be; the service checks again. */
export function problemOf(input: ContactInput): ContactProblem | null {
  const ready = tidied(input)
  if (!ready.nameAr.full && !ready.nameLatin.full) return 'name'
  if (ready.email && !/^\S+@\S+$/.test(ready.email.trim())) return 'email'
  if (!/^([A-Z]{2})?$/.test(ready.countryCode)) return 'country'
  return null
}
