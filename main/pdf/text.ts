import { z } from 'zod'

/** Texts as a page takes them: one line, some, and a thing said in two languages. */
export const Line = z.string().max(2_000)
export const Lines = z.array(Line).max(20)

/** One thing said in Arabic and in the letter's other language. */
export const Both = z.object({ ar: Line, other: Line })
export type Both = z.infer<typeof Both>

export const BothLines = z.object({ ar: Lines, other: Lines })
export type BothLines = z.infer<typeof BothLines>

/** A value (reference, date, amount, telephone) stands as one thing, whichever way the sentence around it runs. */
const style = { bold: z.boolean().optional(), italic: z.boolean().optional(), underline: z.boolean().optional() }
export const Piece = z.union([z.object({ text: z.string(), ...style }), z.object({ value: z.string(), ...style })])
export type Piece = z.infer<typeof Piece>

/** As many as a paragraph of a letter has characters, and some: a cell of a table may be one of each. */
export const Pieces = z.array(Piece).max(8_000)
