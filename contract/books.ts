import { z } from 'zod'
import { Id, Instant, Names, Sha256, orNewer, Year } from './values'

/** Which way a register's letters go: that decides the fields of an entry. What it is for is its own name and code (N6). */
export const registerKinds = ['incoming', 'outgoing', 'internal'] as const
export const RegisterKind = z.enum(registerKinds)
export type RegisterKind = z.infer<typeof RegisterKind>

/** N1: register + year + sequence; `desk` names a second desk's book (N7). Unique as a tuple. */
export const EntryNumber = z.object({
  register: z.string(),
  year: Year,
  desk: z.string().nullable(),
  seq: z.int().min(1),
})
export type EntryNumber = z.infer<typeof EntryNumber>

/** What a transcribed book says of the paper: which numbers stand there, how many are missing between them, and how many stand twice. */
export const PaperNumbers = z.object({
  lines: z.int(),
  first: z.int().nullable(),
  last: z.int().nullable(),
  missing: z.int(),
  doubled: z.int(),
  unnumbered: z.int(),
})
export type PaperNumbers = z.infer<typeof PaperNumbers>

/** What stands on paper of a transcribed entry, from which file, and when it was brought in. */
export const OnPaper = z
  .object({ number: z.string(), page: z.string().nullable(), file: z.string(), line: z.int().nullable(), at: Instant })
  .nullable()
  .default(null)

/**
 * Numbers 1..last of a book are used or void. Of a transcribed one `whole` says that all its lines are here; the paper's own gaps and
 * doubles stand in `paper`.
 */
export const Continuity = z.object({
  bookId: Id,
  desk: z.string().nullable(),
  first: z.int(),
  last: z.int(),
  whole: z.boolean(),
  paper: PaperNumbers.nullable().default(null),
})

export const Book = z.object({
  id: Id,
  registerId: Id,
  year: Year,
  desk: z.string().nullable(),
  /** Only the holder numbers. */
  heldHere: z.boolean(),
  epoch: z.int(),
  opening: z.int(),
  lastSeq: z.int(),
  state: z.enum(['open', 'suspended', 'closed']),
  /** From paper: nobody numbers in it. */
  transcribed: z.boolean(),
})
export type Book = z.infer<typeof Book>

/** Of a register that was opened here, in an office of several PCs: whether the server has it, or has the code already. */
export const registerStandings = ['taken', 'waiting', 'refused'] as const

export const Register = z.object({
  id: Id,
  kind: RegisterKind,
  /** As printed in a number: و, ص, د. */
  code: z.string(),
  names: Names,
  pattern: z.string(),
  standing: z.enum(registerStandings),
  /** Newest year first. */
  books: z.array(Book),
})
export type Register = z.infer<typeof Register>

export const actKinds = [
  ...(['opening', 'registration', 'correction', 'cancellation', 'clock', 'void', 'rescan'] as const),
  'description',
] as const
/** What is done with a book as a whole (I4): none of them is about an entry. */
export const closingKinds = ['dayClosing', 'yearClosing', 'reopening', 'session', 'deposit'] as const
export type ClosingKind = (typeof closingKinds)[number]
/** One numbered act of a book's chain (I5). */
export const Act = z.object({
  id: Id,
  kind: orNewer(z.enum(actKinds)),
  at: Instant,
  userNames: Names.nullable(),
  /** For a correction: which field, old and new value; for a cancellation its reason; hidden content is null. */
  detail: z.record(z.string(), z.unknown()).nullable(),
  link: Sha256,
})
export type Act = z.infer<typeof Act>

export const Verdict = z.object({
  bookId: Id,
  result: z.enum(['whole', 'incomplete', 'altered', 'truncated', 'anchor-differs']),
  /** The number at which the chain first fails. */
  at: z.string().nullable(),
  acts: z.int(),
  head: Sha256.nullable(),
  /** Of a book that was transcribed: what the paper has, which the chain only guards. */
  paper: PaperNumbers.nullable().default(null),
})
export type Verdict = z.infer<typeof Verdict>
