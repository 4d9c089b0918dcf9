import type { Entry } from '../../contract/register'

type Named = { nameAr: string; nameLatin: string }

/** The name as it is usually written; a card may have only one of the two scripts. */
export const nameOf = (contact: Named): string => contact.nameAr || contact.nameLatin
/** The other script, when there is one. */
export const otherNameOf = (contact: Named): string => (contact.nameAr ? contact.nameLatin : '')

export const correspondentName = (correspondent: Entry['correspondent']): string | null =>
  correspondent ? nameOf(correspondent) : null
