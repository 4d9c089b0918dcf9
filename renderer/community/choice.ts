import type { Contact, ContactHit } from '../../contract/community'

/** Who a letter is from or to. Nobody chosen yet is `null`; "anonymous" is a value, not a blank (C2). */
export type ContactChoice = { kind: 'contact'; id: string; nameAr: string; nameLatin: string } | { kind: 'anonymous' }

export const anonymous: ContactChoice = { kind: 'anonymous' }
export const choiceOfHit = (hit: ContactHit): ContactChoice => ({
  kind: 'contact',
  id: hit.id,
  nameAr: hit.nameAr,
  nameLatin: hit.nameLatin,
})
export const choiceOfContact = (contact: Contact): ContactChoice => ({
  kind: 'contact',
  id: contact.id,
  nameAr: contact.nameAr.full,
  nameLatin: contact.nameLatin.full,
})
