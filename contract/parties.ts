import { z } from 'zod'
import { Id, Names } from './values'

/**
 * Who a letter is from and to besides its correspondent, who stays the first: co-senders of what arrives, more addressees of what
 * leaves, whom it is for inside, and who gets a copy for information (نسخة للإخبار).
 */
export const partyRoles = ['sender', 'addressee', 'copy'] as const
export const PartyRole = z.enum(partyRoles)
export type PartyRole = z.infer<typeof PartyRole>

/** A card, a unit of the office, or one of its people: who is addressed by name sees the entry (A2). */
export const partyKinds = ['contact', 'unit', 'person'] as const
export const PartyKind = z.enum(partyKinds)
export type PartyKind = z.infer<typeof PartyKind>

export const Party = z.object({ role: PartyRole, kind: PartyKind, id: Id })
export type Party = z.infer<typeof Party>
export const MOST_PARTIES = 100
export const Parties = z.array(Party).max(MOST_PARTIES)

/** As it is read: what a newer version put there passes as it is; `names` where it is known here, and may be told. */
export const NamedParty = z.object({ role: z.string(), kind: z.string(), id: Id, names: Names })
export type NamedParty = z.infer<typeof NamedParty>

/** What a letter is written in: ISO 639 codes; `zgh` is Tamazight. */
export const letterLanguages = ['ar', 'fr', 'en', 'es', 'zgh', 'de', 'it', 'nl', 'pt'] as const
export const LetterLanguages = z.array(z.enum(letterLanguages)).max(letterLanguages.length)
