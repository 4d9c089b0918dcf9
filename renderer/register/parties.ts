import { partyRoles, type Party, type PartyRole } from '../../contract/parties'
import type { RegisterKind } from '../../contract/books'
import { nameFor } from '../../domain/community/name'
import type { ContactHit } from '../../contract/community'
import { languages, type Names } from '../../contract/values'

/** One more sender, addressee or copy, with its name as it was chosen: plain data, a draft keeps it. */
export type FormParty = Party & { names: Names }

/** Which lists a form has: what arrives has one addressee, the office itself, or somebody in it. */
export const rolesOf = (kind: RegisterKind): readonly PartyRole[] =>
  kind === 'incoming' ? partyRoles : partyRoles.filter((role) => role !== 'sender')

/** The key that asks for one more. */
export const keyOfRole: Record<PartyRole, string> = { sender: 'Alt S', addressee: 'Alt A', copy: 'Alt C' }

export const namesOfContact = (card: Pick<ContactHit, 'nameAr' | 'nameLatin'>): Names =>
  Object.fromEntries(languages.map((one) => [one, nameFor(card, one).name])) as Names

export const sameParty = (a: Party, b: Party): boolean => a.role === b.role && a.kind === b.kind && a.id === b.id
export const bare = ({ role, kind, id }: Party): Party => ({ role, kind, id })
