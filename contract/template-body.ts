import { z } from 'zod'
import { letterForm } from './letter-forms'
import { letterFields, paragraphRoles, signatureModes } from './letters'
import { Level, Names, Urgency, isWithin, paragraphs, text } from './values'

/** What a template is for: the list is narrowed by it, nothing else depends on it. */
export const templateKinds = [
  'reply',
  'acknowledgement',
  'transmission',
  'reminder',
  'request',
  'invitation',
  'courtesy',
  'noteVerbale',
  'attestation',
  'summons',
  'circular',
  'minutes',
  'other',
] as const
export const TemplateKind = z.enum(templateKinds)
export type TemplateKind = z.infer<typeof TemplateKind>

/**
 * Everything a template may name, by what it is of. What the letter itself carries as a field stays one in the letter; the rest
 * is written out when the letter is begun.
 */
export const templateFields = {
  entry: ['number', 'reference', 'letterDate', 'letterDateHijri', 'arrivalDate', 'entrySubject'],
  date: ['today', 'todayHijri', 'year'],
  addressee: ['addressee', 'addresseeCity'],
  office: ['office', 'ministry', 'place'],
  signer: ['signer', 'writer'],
  column: ['column1', 'column2', 'column3', 'column4', 'column5', 'column6'],
  phrase: ['opening', 'closing', 'inform', 'inReply', 'yourLetter', 'ourLetter', 'enclosed'],
} as const
export type TemplateField = (typeof templateFields)[keyof typeof templateFields][number]
export const allTemplateFields: readonly TemplateField[] = Object.values(templateFields).flat()
/** Of those, what a letter carries as a field of its own. */
export const isLetterField = (field: string): boolean => (letterFields as readonly string[]).includes(field)

const inEach = <T extends z.ZodType>(one: T) => ({ ar: one, fr: one, en: one, es: one })
/** One text in the languages it was written in; empty in the others. */
export const TemplateTexts = z.object(inEach(text(500)))
export type TemplateTexts = z.infer<typeof TemplateTexts>

export const TemplateBlock = z.object({ role: z.enum(paragraphRoles), ...inEach(paragraphs(6000)) })
export type TemplateBlock = z.infer<typeof TemplateBlock>

/** Characters of one version, as it is kept and travels: some twenty pages in four languages. */
export const TEMPLATE_SIZE = 200_000

/** A letter before there is one: of what a letter holds, as much as is the same each time. */
const Shape = z.object({
  subject: TemplateTexts,
  blocks: z.array(TemplateBlock).min(1).max(60),
  enclosures: z.array(z.object(inEach(text(200)))).max(50),
  urgency: Urgency,
  level: Level,
  signatureMode: z.enum(signatureModes),
  /** Which kind of letter it becomes and how that is laid out. */
  kind: letterForm.kind,
  layout: letterForm.layout,
  /** Its blocks bear marks (domain/letters/marks), and so does the letter. */
  marked: letterForm.marked,
})
export const TemplateBody = Shape.refine((body) => JSON.stringify(body).length <= TEMPLATE_SIZE)
export type TemplateBody = z.infer<typeof TemplateBody>

const stored = (max: number) => z.string().refine((s) => isWithin(s, max))
const storedTexts = (max: number) => z.looseObject(inEach(stored(max)))
/** The same as it is kept and travels: words a newer version added are let through, sizes are not. */
export const templateBodyValue = z
  .looseObject({
    subject: storedTexts(500),
    blocks: z.array(storedTexts(6000)).min(1).max(60),
    enclosures: z.array(storedTexts(200)).max(50),
    urgency: z.string().max(40),
    level: z.string().max(40),
    signatureMode: z.string().max(40),
  })
  .refine((body) => JSON.stringify(body).length <= TEMPLATE_SIZE)

/** A template as a file: what ships, what an office exports, what it takes in. */
export const TemplateFile = z.object({
  diwan: z.literal('template'),
  format: z.literal(1),
  names: Names,
  use: TemplateKind,
  body: TemplateBody,
})
export type TemplateFile = z.infer<typeof TemplateFile>
