import { z } from 'zod'
import { Both, BothLines, Line } from '../../pdf/text'

/** What stands in a cell: a value, whose own letters give its direction, or the same thing in both languages. */
const Cell = z.union([z.string().max(5_000), Both])
export type Cell = z.infer<typeof Cell>

const Table = z.object({
  title: Both.nullable(),
  /** `*` shares what is left; else points. */
  columns: z.array(z.object({ head: Both, width: z.union([z.literal('*'), z.number()]) })).max(10),
  rows: z.array(z.object({ cells: z.array(Cell).max(10), struck: z.boolean().optional() })).max(5_000),
})

/** A page of evidence about a book (a closing sheet, an attestation), in Arabic and one other language, everything written out. */
export const PaperModel = z.object({
  createdAt: z.number().int(),
  other: z.enum(['fr', 'en', 'es']),
  office: BothLines,
  title: Both,
  mark: Both.nullable(),
  facts: z.array(z.object({ label: Both, value: Both })).max(20),
  figures: z.array(z.object({ label: Both, figure: Line, words: Both })).max(10),
  statement: Both,
  tables: z.array(Table).max(6),
  /** Who signs it, each with room for a name and an ink signature. */
  signatures: z.array(Both).max(4),
  /** What a machine reads, and the same for whoever types. */
  code: z
    .object({ qr: z.string().max(1_200), values: z.array(z.object({ label: Both, value: Line })).max(4) })
    .nullable(),
  footer: Both,
  /** Inside the document, under its name. */
  attached: z.object({ name: Line, description: Line, text: z.string().max(60_000_000) }).nullable(),
})
export type PaperModel = z.infer<typeof PaperModel>
