import { z } from 'zod'
import { closingKinds, Verdict } from './books'
import { command, query } from './define'
import { Credentials } from './session'
import { filled, Id, Instant, LegalDate, Names, None, orNewer, paragraphs, Sha256, text, Year } from './values'

const Count = z.int().min(0)

/** A book as whoever closes it sees it (I4, N6). */
export const BookToClose = z.object({
  id: Id,
  registerId: Id,
  names: Names,
  code: z.string(),
  year: Year,
  desk: z.string().nullable(),
  heldHere: z.boolean(),
  /** The day it is, where the office is. */
  today: LegalDate,
  /** The last day that is closed. */
  through: LegalDate.nullable(),
  /** Days with entries that are on no sheet yet, oldest first; today too. */
  open: z.array(z.object({ date: LegalDate, entries: Count })),
  session: z.object({ number: z.int(), date: LegalDate }).nullable(),
  yearClosed: z.boolean(),
  /** The year is over, and its act is not written. */
  yearDue: z.boolean(),
  /** The closing a re-opening would undo. */
  newest: z.int().nullable(),
})
export type BookToClose = z.infer<typeof BookToClose>

export const ClosingCounts = z.object({
  first: z.int().nullable(),
  last: z.int().nullable(),
  entries: Count,
  cancelled: Count,
  corrected: Count,
  late: Count,
  voids: Count,
})
export type ClosingCounts = z.infer<typeof ClosingCounts>

/** What would stand on the next sheet, and what is unfinished: said before anybody presses. */
export const ClosingPreview = z.object({
  date: LegalDate,
  counts: ClosingCounts,
  drafts: Count,
  withoutScan: Count,
  /** Operations that have not reached the server; null without one. */
  unsent: Count.nullable(),
})
export type ClosingPreview = z.infer<typeof ClosingPreview>

/** A closing of a day, a duty session or a year, with what became of its sheet. */
export const Sheet = z.object({
  id: Id,
  kind: orNewer(z.enum(closingKinds)),
  position: z.int(),
  date: LegalDate,
  session: z.int().nullable(),
  counts: ClosingCounts,
  at: Instant,
  byNames: Names.nullable(),
  head: Sha256,
  /** False: two people opened it again, and another takes its place. */
  stands: z.boolean(),
  deposit: z.object({ date: LegalDate, where: z.string(), receipt: z.string() }).nullable(),
  /** The server has it; null without one. */
  atServer: z.boolean().nullable(),
})
export type Sheet = z.infer<typeof Sheet>

/** A head kept on paper, held against the book: it stands there, another stands there, or the book does not reach so far. */
export const anchorResults = ['stands', 'differs', 'beyond', 'unread', 'no-book'] as const
export const AnchorFound = z.object({
  text: z.string(),
  bookId: Id.nullable(),
  position: z.int().nullable(),
  /** Of a sheet's code: the PC that signed it; null for a head that was typed. */
  device: z.string().nullable(),
  result: z.enum(anchorResults),
})
export type AnchorFound = z.infer<typeof AnchorFound>

/** What closings a book has that its own acts contradict. */
export const BookProof = Verdict.extend({
  registerId: Id,
  names: Names,
  code: z.string(),
  year: Year,
  desk: z.string().nullable(),
  opening: z.int(),
  last: z.int(),
  used: Count,
  voids: Count,
  cancelled: Count,
  /** Signatures that were verified. */
  signatures: Count,
  /** Sheets that stand, and the last day they close. */
  sheets: Count,
  through: LegalDate.nullable(),
  yearClosed: z.boolean(),
  /** R2: scans of its entries that were destroyed, and by which list. */
  destroyed: z.array(
    z.object({ name: z.string(), at: Instant, byNames: Names.nullable(), entries: Count, files: Count }),
  ),
})
export type BookProof = z.infer<typeof BookProof>
export const Proof = z.object({
  /** Under which it can be printed while the program runs. */
  id: Id,
  at: Instant,
  books: z.array(BookProof),
  anchors: z.array(AnchorFound),
})
export type Proof = z.infer<typeof Proof>

const OfBook = z.object({ bookId: Id })
const Confirmed = OfBook.extend({
  /** The day, confirmed after the clock jumped (N4). */
  confirmDate: LegalDate.optional(),
})
const Print = z.object({ url: z.string() })

/** What is done with a book as a whole: its days and years are closed, and what it says is proven (I4, I5). */
export const closing = {
  books: query({ needs: 'register:read', input: None, output: z.array(BookToClose) }),
  preview: query({ needs: 'register:duty', input: OfBook.extend({ through: LegalDate }), output: ClosingPreview }),
  sheets: query({ needs: 'register:read', input: OfBook, output: z.array(Sheet) }),
  /** A PDF/A-3 with the acts it is about inside: diwan://print/<token>. */
  sheet: query({ needs: 'register:read', input: z.object({ id: Id }), output: Print }),
  /** Every open day up to and with `through`, each with a sheet of its own. */
  closeDays: command({
    needs: 'register:close',
    input: Confirmed.extend({ through: LegalDate }),
    output: z.array(Sheet),
  }),
  closeYear: command({ needs: 'register:close', input: Confirmed, output: z.array(Sheet) }),
  /** I4: two people: whoever is logged in, and another with their own password. */
  reopen: command({
    needs: 'register:close',
    input: Confirmed.extend({
      closing: z.int().min(1),
      reason: paragraphs(500).min(1),
      ...Credentials.shape,
    }),
    output: None,
  }),
  /** A duty session (مداومة) on a day that is closed, or off. */
  openSession: command({
    needs: 'register:duty',
    input: Confirmed.extend({ reason: paragraphs(500).min(1) }),
    output: None,
  }),
  closeSession: command({ needs: 'register:duty', input: Confirmed, output: z.array(Sheet) }),
  /** To whom sheets were handed, and the receipt: the strictest law asks for it by the next working day. */
  deposit: command({
    needs: 'register:close',
    input: Confirmed.extend({
      closings: z.array(z.int().min(1)).min(1).max(400),
      where: filled(200),
      date: LegalDate,
      receipt: text(200),
    }),
    output: None,
  }),
  /** Every book, against its signatures, its sheets, and heads kept on paper: the text of a sheet's code, or a head as it is printed. */
  prove: query({ needs: 'register:read', input: z.object({ anchors: z.array(text(2000)).max(50) }), output: Proof }),
  attestation: query({ needs: 'register:read', input: z.object({ id: Id }), output: Print }),
}
