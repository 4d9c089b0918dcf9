import { z } from 'zod'
import { Book, Register, RegisterKind } from './books'
import { command, query } from './define'
import { Credentials } from './session'
import { lineOf } from './typed'
import { Id, Instant, LegalDate, Names, None, Year, text } from './values'

/** As it stands in every number of the register: letters, digits, a dot or a hyphen. */
export const RegisterCode = z
  .string()
  .overwrite(lineOf)
  .trim()
  .regex(/^[\p{L}\p{N}.-]{1,12}$/u)

/** How a book was opened: by whom, and whether a second person said the same number (N1). */
export const Opening = z.object({
  year: Year,
  opening: z.int().min(1),
  at: Instant,
  byNames: Names.nullable(),
  confirmed: z.object({ at: Instant, byNames: Names.nullable(), secondNames: Names.nullable() }).nullable(),
})
export type Opening = z.infer<typeof Opening>

/** An office opens as many books as it has desks and subjects (N6). Direction, code and pattern are fixed once they are there. */
export const registers = {
  /** With its first book, held by this PC (N7). `id` is the idempotency key. */
  open: command({
    needs: 'register:open',
    input: z.object({
      id: Id,
      kind: RegisterKind,
      code: RegisterCode,
      names: Names,
      pattern: text(80),
      /** N1: the first number; not 1 where the paper book of this year goes on here. */
      opening: z.int().min(1).max(9_999_999),
      /** Who says the same, with their own password; left out only where the office's policy lets one person do it (A4). */
      second: Credentials.optional(),
      /** The day, confirmed after the clock jumped (N4). */
      confirmDate: LegalDate.optional(),
    }),
    output: Register,
  }),
  rename: command({
    needs: 'register:open',
    input: z.object({ id: Id, names: Names, basedOn: Names }),
    output: Register,
  }),
  /** Another code for a register the server did not take, because another PC had opened one with it: nothing is numbered in it yet. */
  recode: command({ needs: 'register:open', input: z.object({ id: Id, code: RegisterCode }), output: Register }),
  /** N7: a book of this PC in a register that was opened on another. */
  openBook: command({
    needs: 'register:open',
    input: z.object({
      registerId: Id,
      opening: z.int().min(1).max(9_999_999),
      second: Credentials.optional(),
      confirmDate: LegalDate.optional(),
    }),
    output: Book,
  }),
  opening: query({ needs: 'register:read', input: z.object({ bookId: Id }), output: Opening }),
  /** The second person's word for a book that one person opened. */
  confirm: command({
    needs: 'register:open',
    input: z.object({ bookId: Id, second: Credentials, confirmDate: LegalDate.optional() }),
    output: None,
  }),
  /** The act of opening on paper. */
  openingSheet: command({
    needs: 'register:read',
    input: z.object({ bookId: Id }),
    output: z.object({ url: z.string() }),
  }),
}
