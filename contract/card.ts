import { z } from 'zod'
import { orNewer, text } from './values'

/** What a card says beyond its name and address: the facts of a person or an entity as on their documents (P1). */

/** Parts of a civil-status name; which of them, and in which order, is a country's (domain/policies). */
export const nameParts = ['given', 'father', 'grandfather', 'family', 'mother', 'maiden'] as const
export type NamePart = (typeof nameParts)[number]

/** The parts beside those of `PersonName`, of their own: a PC that knows only those does not lose these. */
export const KinName = z.object({ grandfather: text(80), mother: text(120) })
export type KinName = z.infer<typeof KinName>

export const cardDocumentKinds = [
  ...(['nationalId', 'passport', 'residencePermit', 'consularCard', 'civilExtract', 'familyBook'] as const),
  ...(['drivingLicence', 'other'] as const),
] as const
export const phoneKinds = ['mobile', 'home', 'work', 'fax', 'other'] as const
export const emailKinds = ['personal', 'work', 'other'] as const
export const sexes = ['female', 'male'] as const
export const entityTypes = [
  'association',
  'company',
  'mission',
  'ministry',
  'municipality',
  'media',
  'school',
  'union',
  'other',
] as const

export const CountryCode = z.string().regex(/^([A-Z]{2})?$/)
const days = /^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/
/** A day, or nothing. */
export const Day = z.string().regex(days)
/** As far as it is known: a year, a month or a day. */
export const PartialDay = z.string().regex(/^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$/)

export const CardDocument = z.object({
  kind: orNewer(z.enum(cardDocumentKinds)),
  number: text(60),
  /** Who issued it: ISO 3166-1 alpha-2, or empty. */
  country: CountryCode,
  issued: Day,
  /** The last day on which it is good. */
  expires: Day,
})
export type CardDocument = z.infer<typeof CardDocument>
/** `number`: E.164 where it can be read as one, else as it was typed. */
export const CardPhone = z.object({ kind: orNewer(z.enum(phoneKinds)), number: text(60) })
export type CardPhone = z.infer<typeof CardPhone>
export const CardEmail = z.object({ kind: orNewer(z.enum(emailKinds)), address: text(120) })
export type CardEmail = z.infer<typeof CardEmail>

export const CardFacts = z.object({
  kinAr: KinName,
  kinLatin: KinName,
  sex: z.enum(['', ...sexes]),
  birthDate: PartialDay,
  birthPlace: text(120),
  nationalities: z.array(CountryCode.min(2)).max(8),
  /** Civil register of the family: number and place (Lebanon). */
  civilNumber: text(40),
  civilPlace: text(120),
  documents: z.array(CardDocument).max(20),
  /** The first is the preferred one, here and of the e-mails. */
  phones: z.array(CardPhone).max(12),
  emails: z.array(CardEmail).max(12),
  homeAddress: text(300),
  homeCity: text(80),
  homeCountry: CountryCode,
  /** ISO 639: `ar`, `zgh`, `fr`. */
  spokenLanguages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(12),
  occupation: text(120),
  entityType: z.enum(['', ...entityTypes]),
  /** Where and as what an entity is registered. */
  legalNumber: text(80),
  legalAuthority: text(160),
  legalCountry: CountryCode,
  legalDate: Day,
  website: text(200),
})
export type CardFacts = z.infer<typeof CardFacts>
export const cardFactNames = Object.keys(CardFacts.shape) as (keyof CardFacts)[]

/** What is read of a card that a newer version may have written: its words pass. */
export const ShownFacts = CardFacts.extend({
  sex: orNewer(z.enum(sexes)).or(z.literal('')),
  entityType: orNewer(z.enum(entityTypes)).or(z.literal('')),
})

/** A card that says none of it. */
export const noFacts = (): CardFacts => ({
  ...{ kinAr: { grandfather: '', mother: '' }, kinLatin: { grandfather: '', mother: '' } },
  ...{ sex: '', birthDate: '', birthPlace: '', nationalities: [], civilNumber: '', civilPlace: '' },
  ...{ documents: [], phones: [], emails: [], homeAddress: '', homeCity: '', homeCountry: '', spokenLanguages: [] },
  ...{ occupation: '', entityType: '', legalNumber: '', legalAuthority: '', legalCountry: '', legalDate: '' },
  website: '',
})
