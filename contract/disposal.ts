import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Ids, Instant, LegalDate, Names, None, filled, orNewer, paragraphs } from './values'

/** A list somebody reviews line by line and signs: more than that is another list. */
export const MOST_LISTED = 1_000

/** What a list is for: what is destroyed, or handed over to the archives (R1, R2). */
export const listedFates = ['destroy', 'transfer'] as const
export const ListedFate = z.enum(listedFates)
export type ListedFate = z.infer<typeof ListedFate>
export const decisions = ['approved', 'refused', 'withdrawn'] as const
export const Decision = z.enum(decisions)

const Line = z.object({
  id: Id,
  numberText: z.string(),
  businessDate: LegalDate,
  subject: z.string().nullable(),
  /** Of its class now; null where it has none any more. */
  classId: Id.nullable(),
  code: z.string().nullable(),
  cancelled: z.boolean(),
})
/** What is due: its class says so, nothing holds it, and no list that stands names it. */
export const DueEntry = Line
export type DueEntry = z.infer<typeof DueEntry>
/** A line of a list as its reader may see it: of one that is hidden from them only that it is there (A2). */
export const ListedEntry = z.discriminatedUnion('hidden', [
  z.object({ hidden: z.literal(true) }),
  Line.extend({
    hidden: z.literal(false),
    /** Since the list was made: what keeps it from being carried out. */
    held: z.boolean(),
  }),
])
export type ListedEntry = z.infer<typeof ListedEntry>

export const DisposalRow = z.object({
  id: Id,
  name: z.string(),
  fate: orNewer(ListedFate),
  dueBy: LegalDate,
  entries: z.int(),
  preparedAt: Instant,
  preparedById: Id,
  preparedByNames: Names.nullable(),
  decision: z.object({ what: orNewer(Decision), at: Instant, byNames: Names.nullable(), note: z.string() }).nullable(),
  /** When it was carried out, and what stands of it: who witnessed it, the deposit number of the archives. */
  done: z.object({ on: LegalDate, byNames: Names.nullable(), note: z.string() }).nullable(),
})
export type DisposalRow = z.infer<typeof DisposalRow>
/** The scans of what a list names: how many there are, and what became of them. */
export const ListedScans = z.object({
  files: z.int(),
  bytes: z.int(),
  /** Their content is another entry's too: it stays there. */
  shared: z.int(),
  /** `left`: of those, this PC still has so many: it has not let go of them yet, or something holds them. */
  destroyed: z.object({ at: Instant, byNames: Names.nullable(), files: z.int(), left: z.int() }).nullable(),
})
export const Disposal = DisposalRow.extend({ lines: z.array(ListedEntry), scans: ListedScans })
export type Disposal = z.infer<typeof Disposal>

/** Stops disposal of an entry, or of all that a class and those under it hold. */
export const Hold = z.object({
  id: Id,
  reason: z.string(),
  entryId: Id.nullable(),
  numberText: z.string().nullable(),
  classId: Id.nullable(),
  placedAt: Instant,
  placedByNames: Names.nullable(),
  lifted: z.object({ at: Instant, byNames: Names.nullable(), reason: z.string() }).nullable(),
})
export type Hold = z.infer<typeof Hold>

/** What stands about one entry: holds that last, and the lists that name it. */
export const EntryDisposal = z.object({
  holds: z.array(Hold),
  lists: z.array(DisposalRow),
})

const ById = z.object({ id: Id })

/** Nothing is disposed of by itself: a list is prepared by one person, approved by another (A4), and carried out by hand (R2). */
export const disposal = {
  /** What is due on a day, at most `MOST_LISTED`, the oldest of each class first. A job. */
  due: query({
    needs: 'filing:manage',
    input: z.object({ fate: ListedFate, by: LegalDate, classId: Id.nullable() }),
    output: z.object({ entries: z.array(DueEntry), more: z.boolean(), heldClasses: z.int() }),
  }),
  /** Each is asked once more whether it is due. `id` is also the idempotency key. */
  prepare: command({
    needs: 'filing:manage',
    input: z.object({
      id: Id,
      fate: ListedFate,
      name: filled(120),
      by: LegalDate,
      entryIds: z.array(Id).min(1).max(MOST_LISTED),
    }),
    output: Disposal,
  }),
  /** The newest 500. */
  list: query({ needs: 'filing:approve', input: None, output: z.array(DisposalRow) }),
  get: query({ needs: 'filing:approve', input: ById, output: Disposal }),
  /** Approved or refused by another than its maker; withdrawn by its maker. Said once. */
  decide: command({
    needs: 'filing:approve',
    input: z.object({ id: Id, decision: Decision, note: paragraphs(500) }),
    output: Disposal,
  }),
  /** It was carried out: recorded once, of an approved list nothing of which is held. */
  done: command({
    needs: 'filing:manage',
    input: z.object({ id: Id, on: LegalDate, note: filled(500) }),
    output: Disposal,
  }),
  /** The scans of an approved list are destroyed, here, on every PC and on the server (R2). Once; their rows and hashes stay. */
  destroy: command({ needs: 'filing:manage', input: ById, output: Disposal }),
  /** What was destroyed, file by file with its hash: diwan://print/<token>. */
  certificate: query({ needs: 'filing:approve', input: ById, output: z.object({ url: z.string() }) }),
  /** The list in register form: diwan://print/<token>. */
  print: query({ needs: 'filing:approve', input: ById, output: z.object({ url: z.string() }) }),
  /**
   * The package of an approved transfer list, in a folder the person chooses; null when they changed their mind. A job. `zipped`: as one file, where a
   * zip can hold it; the answer says whether it did.
   */
  pack: command({
    needs: 'filing:manage',
    input: ById.extend({ zipped: z.boolean().default(false) }),
    output: z.object({ name: z.string(), entries: z.int(), files: z.int(), zipped: z.boolean() }).nullable(),
  }),
  /** Those that last, then those that were lifted. */
  holds: query({ needs: 'filing:approve', input: None, output: z.array(Hold) }),
  hold: command({
    needs: 'filing:manage',
    input: z.object({ id: Id, entryId: Id.nullable(), classId: Id.nullable(), reason: filled(500) }),
    output: z.array(Hold),
  }),
  lift: command({ needs: 'filing:manage', input: z.object({ id: Id, reason: filled(500) }), output: z.array(Hold) }),
  ofEntry: query({ needs: 'register:read', input: ById, output: EntryDisposal }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['disposal', 'hold'] }),
}
