import { z } from 'zod'
import { letterLayouts } from '../../../contract/letter-forms'
import { Both, BothLines, Line, Lines, Pieces } from '../../pdf/text'

/*
 * What a letter says, ready to be set: every text in both languages, every date written out, nothing to be looked up. The letter
 * service makes it from a template and data; letter.ts only gives it a shape on paper.
 */

const Item = z.object({ number: Line.nullable(), pieces: Pieces })
/** Headings, lists and tables of a paragraph, as `domain/letters/marks` finds them, with every field and figure written out. */
export const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['text', 'heading']), pieces: Pieces }),
  z.object({ kind: z.literal('list'), items: z.array(Item.extend({ items: z.array(Item).max(3_000) })).max(3_000) }),
  z.object({
    kind: z.literal('table'),
    heads: z.number().int().min(0),
    columns: z.number().int().min(1).max(12),
    rows: z
      .array(z.array(z.object({ pieces: Pieces, across: z.number().int(), down: z.number().int() }).nullable()).max(12))
      .max(3_000),
  }),
])
export type Block = z.infer<typeof Block>
const Blocks = z.array(Block).max(3_000)

const Labelled = z.object({ label: Both, ar: Pieces, other: Pieces })

export const LetterModel = z.object({
  /** Written into the file, in milliseconds: the same letter gives the same bytes. */
  createdAt: z.number().int(),
  languages: z.object({ second: z.enum(['fr', 'en', 'es']) }),
  /** The figures of Arabic text: of the page's number, of a list. */
  digits: z.enum(['latn', 'arab']).optional(),
  /** How the two languages stand; letters set before there was a choice stand side by side. */
  layout: z.enum(letterLayouts).optional(),
  /** شهادة / Attestation, above the subject. */
  heading: Both.optional(),
  title: Line.optional(),
  header: z.object({ ar: Lines, other: Lines, emblemSvg: z.string().max(200_000).optional() }),
  /** `text` is null until the letter is signed and registered (W2): then `pending` stands in a dashed box. */
  number: z.object({ text: Both.nullable(), label: Both, pending: Both, issued: Both.nullable().optional() }),
  date: BothLines,
  /** Of every addressee, one under the other: twenty and one of as many lines as three hundred characters make. */
  addressee: z.object({ ar: z.array(Line).max(3_200), other: z.array(Line).max(3_200) }),
  subject: Labelled,
  reference: Labelled.nullable(),
  /** `blocks`: what it is made of where it is more than words; `ar` and `other` are its words then. */
  paragraphs: z
    .array(z.object({ ar: Pieces, other: Pieces, blocks: z.object({ ar: Blocks, other: Blocks }).optional() }))
    .max(500),
  signature: BothLines.extend({
    signedBy: z.object({ name: Both, at: Both }).nullable().optional(),
    /** A place for initials and the seal, and no name. */
    initialled: z.boolean().optional(),
    stampText: Line.optional(),
  }),
  confidentialityMark: Both.nullable(),
  urgencyMark: Both.nullable(),
  enclosures: z.object({ label: Both, items: z.array(Both).max(200) }).nullable(),
  copies: z.object({ label: Both, items: z.array(Both).max(200) }).nullable(),
  qr: z.object({ payload: z.string().min(1).max(1_200), caption: Both }).nullable(),
  /** Printed across the page until the letter is issued. */
  draftMark: Both.nullable(),
})
export type LetterModel = z.infer<typeof LetterModel>
