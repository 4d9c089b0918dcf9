import { z } from 'zod'
import { Id, orNewer, paragraphs, text } from './values'

/*
 * What a letter is and how it stands on paper, beyond its text. Every field may be missing: letters of before have none of them and
 * are what letters were then, a signed one to somebody, side by side.
 */

/** How the two languages stand, or which one stands alone: `arabic`, or the letter's `other` language. */
export const letterLayouts = ['sideBySide', 'stacked', 'rectoVerso', 'arabic', 'other'] as const
export type LetterLayout = (typeof letterLayouts)[number]

export const letterKinds = [
  'letter',
  'note',
  'noteVerbale',
  'circular',
  'summons',
  'attestation',
  'minutes',
  'slip',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** Who is addressed, as far as it decides how one speaks to them; which of them a country has is data (domain/policies/letters). */
export const addressRanks = [
  'unknown',
  'person',
  'several',
  'minister',
  'ambassador',
  'consul',
  'wali',
  'governor',
  'mayor',
  'president',
  'director',
  'deputy',
] as const
export type AddressRank = (typeof addressRanks)[number]

const both = (max: number) => z.object({ ar: paragraphs(max), other: paragraphs(max) })
export const AddressForm = z.object({ rank: z.enum(addressRanks), woman: z.boolean() })
export type AddressForm = z.infer<typeof AddressForm>

/** What the window reads and writes; the words of a newer version pass both ways, so that nobody takes them away by saving. */
export const letterForm = {
  layout: orNewer(z.enum(letterLayouts)).optional(),
  kind: orNewer(z.enum(letterKinds)).optional(),
  addressForm: AddressForm.extend({ rank: orNewer(z.enum(addressRanks)) }).optional(),
  /** Further addressees, printed under the first. */
  alsoTo: z.array(both(300)).max(20).optional(),
  /** Who gets a copy (ampliation). */
  copies: z
    .array(z.object({ ar: text(200), other: text(200) }))
    .max(30)
    .optional(),
  /** W3: the function of whoever signs, under the formula in whose name. */
  signerTitle: z.object({ ar: text(120), other: text(120) }).optional(),
  /** Its paragraphs bear marks (domain/letters/marks): bold, lists, tables. Without it every sign in them is what somebody wrote. */
  marked: z.boolean().optional(),
}

/** The same as it is kept and travels: sizes are held, words are not. */
const stored = (max: number) => z.looseObject({ ar: z.string().max(max), other: z.string().max(max) })
export const letterFormStored = {
  layout: z.string().max(40).optional(),
  kind: z.string().max(40).optional(),
  addressForm: z.looseObject({ rank: z.string().max(40), woman: z.boolean() }).optional(),
  alsoTo: z.array(stored(300)).max(20).optional(),
  copies: z.array(stored(200)).max(30).optional(),
  signerTitle: stored(120).optional(),
  marked: z.boolean().optional(),
}

/** One step of the way to the signature (W2): a person, or whoever holds a role in a unit; `role` is empty where a person is named. */
export const letterPathStep = z.object({
  kind: z.enum(['person', 'unit']),
  id: Id,
  role: z.string().regex(/^[A-Za-z]{0,40}$/),
})
