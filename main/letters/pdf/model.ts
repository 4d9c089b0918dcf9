import { z } from 'zod'

/*
 * What a letter says, ready to be set: every text in both languages, every date written out, nothing to be looked up. The letter
 * service makes it from a template and data; letter.ts only gives it a shape on paper.
 */

const Line = z.string().max(2_000)
const Lines = z.array(Line).max(20)

/** One thing said in Arabic and in the letter's other language. */
export const Both = z.object({ ar: Line, other: Line })
export type Both = z.infer<typeof Both>

export const BothLines = z.object({ ar: Lines, other: Lines })
export type BothLines = z.infer<typeof BothLines>

/** A value (reference, date, amount, telephone) stands as one thing, whichever way the sentence around it runs. */
export const Piece = z.union([z.object({ text: z.string() }), z.object({ value: z.string() })])
export type Piece = z.infer<typeof Piece>

const Pieces = z.array(Piece).max(2_000)

const Labelled = z.object({ label: Both, ar: Pieces, other: Pieces })

export const LetterModel = z.object({
  /** Written into the file, in milliseconds: the same letter gives the same bytes. */
  createdAt: z.number().int(),
  languages: z.object({ second: z.enum(['fr', 'en', 'es']) }),
  title: Line.optional(),
  header: z.object({ ar: Lines, other: Lines, emblemSvg: z.string().max(200_000).optional() }),
  /** `text` is null until the letter is signed and registered (W2): then `pending` stands in a dashed box. */
  number: z.object({ text: Line.nullable(), label: Both, pending: Both, issued: Both.nullable().optional() }),
  date: BothLines,
  addressee: BothLines,
  subject: Labelled,
  reference: Labelled.nullable(),
  paragraphs: z.array(z.object({ ar: Pieces, other: Pieces })).max(500),
  signature: BothLines.extend({
    signedBy: z.object({ name: Both, at: Both }).nullable().optional(),
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

export const EntryPrintModel = z.object({
  createdAt: z.number().int(),
  language: z.enum(['ar', 'fr', 'en', 'es']),
  direction: z.enum(['rtl', 'ltr']),
  title: Line,
  number: Line,
  office: Lines,
  rows: z.array(z.object({ label: Line, value: z.string().max(5_000), isolate: z.boolean().optional() })).max(60),
  history: z.object({
    title: Line,
    acts: z.array(z.object({ when: Line, what: Line, who: Line })).max(500),
  }),
  /** The empty box for the stamp of the office. */
  stampLabel: Line,
  mark: Line.optional(),
  footer: Line,
  qr: z.string().max(1_200).optional(),
})
export type EntryPrintModel = z.infer<typeof EntryPrintModel>
