import { z } from 'zod'
import { command, event, query } from './define'
import { DeskCode, Id, Instant, Names, None, filled, orNewerCode } from './values'
import { Plain, parkReasons } from './wire'

export const syncPhases = [
  'unenrolled',
  'idle',
  'pushing',
  'pulling',
  'files',
  'waiting',
  'offline',
  'revoked',
  'recovering',
] as const
export const SyncPhase = z.enum(syncPhases)
export type SyncPhase = z.infer<typeof SyncPhase>

export const SyncStatus = z.object({
  phase: SyncPhase,
  server: z.string().nullable(),
  /** Operations not yet acknowledged, and since when the oldest waits. */
  waiting: z.int(),
  waitingSince: Instant.nullable(),
  files: z.object({ waiting: z.int(), bytesLeft: z.int(), bytesTotal: z.int() }),
  lastContact: Instant.nullable(),
  nextTry: Instant.nullable(),
  /** Why not: an error code of `contract/errors.ts`. */
  reason: z.string().nullable(),
  conflicts: z.int(),
  /** Changes the server did not take and nobody has answered. */
  parked: z.int(),
  /** Rows kept aside: only an administrator is told how many. */
  aside: z.int(),
  /** Logins two desks have made: only who looks after people is told. */
  logins: z.int(),
  driftMs: z.int().nullable(),
  /** The proxy that waits for somebody's log-in. */
  proxy: z.string().nullable(),
})
export type SyncStatus = z.infer<typeof SyncStatus>

export const QueueItem = z.object({
  d: z.int(),
  entity: z.string(),
  rowId: z.string(),
  kind: z.string(),
  title: z.string(),
  at: Instant,
  state: z.literal('waiting'),
})
export type QueueItem = z.infer<typeof QueueItem>

/** A change the server did not take: what it was, mine beside what stands, and what can be done. */
export const ParkedChange = z.object({
  id: Id,
  entity: z.string(),
  rowId: Id,
  kind: z.string(),
  title: z.string(),
  at: Instant,
  /** Whose it is; null = the PC's own work. */
  names: Names.nullable(),
  own: z.boolean(),
  reason: orNewerCode(z.enum(parkReasons)).nullable(),
  fields: z.array(z.object({ name: z.string(), mine: Plain, stands: Plain })),
  /** The whole thing is not on the server: nothing stands beside it. */
  whole: z.boolean(),
  /** Why it cannot be tried again by this person; null when it can. */
  refused: z.enum(['elsewhere', 'same-again', 'own-only']).nullable(),
  mend: z.object({ form: z.enum(['contact', 'letter', 'correction']), id: Id }).nullable(),
})
export type ParkedChange = z.infer<typeof ParkedChange>

/** A same-field conflict: both values are kept, a person decides. */
/** `here`: written on this PC. */
const ConflictSide = z.object({ names: Names.nullable(), device: z.string(), at: Instant, here: z.boolean() })
/** Whether a decision may be taken back here, or why not; null while there is none. */
export const conflictUndos = [
  'may',
  'forbidden',
  'cancelled',
  'book',
  'changed',
  'undone',
  'fixed',
  'elsewhere',
] as const
export const Conflict = z.object({
  id: Id,
  entity: z.string(),
  rowId: Id,
  title: z.string(),
  group: z.string(),
  fields: z.array(z.object({ name: z.string(), server: Plain, other: Plain })),
  server: ConflictSide,
  other: ConflictSide,
  decidedAt: Instant.nullable(),
  /** Who decided, and which of the two they kept. */
  decidedByNames: Names.nullable(),
  kept: z.enum(['server', 'other']).nullable(),
  /** Put off by this person, on this PC; it stays counted. */
  laterUntil: Instant.nullable(),
  undo: z.enum(conflictUndos).nullable(),
  /** Who took the decision back, where that was done on this PC. */
  undoneAt: Instant.nullable(),
  undoneByNames: Names.nullable(),
})
export type ConflictUndo = Conflict['undo']
export type Conflict = z.infer<typeof Conflict>

export const asideReasons = [
  'unsigned',
  'signature',
  'key',
  'authority',
  'not-allowed',
  'older',
  'invalid',
  'gone',
  'fixed',
  'unstorable',
] as const
export const AsideItem = z.object({
  rowId: Id,
  entity: z.string(),
  reason: z.enum(asideReasons),
  at: Instant,
})
export type AsideItem = z.infer<typeof AsideItem>

/** A PC of the office, and the books whose pen it holds. */
export const DeviceItem = z.object({
  id: Id,
  name: z.string(),
  deskCode: z.string().nullable(),
  here: z.boolean(),
  books: z.array(z.object({ names: Names, year: z.int() })),
})
export type DeviceItem = z.infer<typeof DeviceItem>

export const sync = {
  status: query({ needs: 'sync:read', input: None, output: SyncStatus }),
  /** Oldest first, from after a place in it on. */
  queue: query({
    needs: 'sync:read',
    input: z.object({ after: z.int().min(0), limit: z.int().min(1).max(200) }),
    output: z.array(QueueItem),
  }),
  /** One's own, and for an administrator everybody's, as far as they may see it (A2). Oldest first. */
  parked: query({ needs: 'sync:read', input: None, output: z.array(ParkedChange) }),
  /** A new change of the same, on today's row, signed by whoever asks; twice is once. */
  again: command({ needs: 'sync:read', input: z.object({ id: Id }), output: z.array(ParkedChange) }),
  /** Kept, and asked about no more. `mended`: its form was saved anew instead. */
  putAway: command({
    needs: 'sync:read',
    input: z.object({ id: Id, mended: z.boolean() }),
    output: z.array(ParkedChange),
  }),
  conflicts: query({ needs: 'sync:read', input: None, output: z.array(Conflict) }),
  decide: command({
    needs: 'conflicts:resolve',
    input: z.object({ id: Id, keep: z.enum(['server', 'other']) }),
    output: z.array(Conflict),
  }),
  /** It leaves the head of the list until then; null: now after all. */
  later: command({
    needs: 'conflicts:resolve',
    input: z.object({ id: Id, until: Instant.nullable() }),
    output: z.array(Conflict),
  }),
  /** An ordinary edit that writes the other value again; twice is once. */
  undecide: command({ needs: 'conflicts:resolve', input: z.object({ id: Id }), output: z.array(Conflict) }),
  enrol: command({
    needs: 'sync:manage',
    input: z.object({ code: z.string().trim().min(1).max(2000), deviceName: filled(60) }),
    output: SyncStatus,
  }),
  /** After a restore or a copy: this PC goes on with its books under a new identity, or becomes a desk of its own. */
  renew: command({
    needs: 'sync:manage',
    /** Null: as it was called before; a desk of its own needs a code. */
    input: z.object({ goesOn: z.boolean(), deskCode: DeskCode.nullable(), deviceName: filled(60).nullable() }),
    output: SyncStatus,
  }),
  /** For a person's new PC: shown once, typed or carried to it within a quarter of an hour. */
  newCode: command({
    needs: 'users:manage',
    input: z.object({ userId: Id }),
    output: z.object({ code: z.string() }),
  }),
  /** What came and was not put in place, because nobody who may stands behind it, or because it cannot be stored. */
  aside: query({ needs: 'sync:manage', input: None, output: z.array(AsideItem) }),
  devices: query({ needs: 'sync:manage', input: None, output: z.array(DeviceItem) }),
  /** For the proxy that asked: kept in memory while the program runs, told to nobody else. Also before an office is here. */
  proxyLogin: command({
    needs: 'anyone',
    input: z.object({ name: z.string().trim().min(1).max(200), password: z.string().max(200) }),
    output: None,
  }),
  tryNow: command({ needs: 'sync:read', input: None, output: SyncStatus }),
  changed: event({ needs: 'sync:read', payload: z.object({ phase: SyncPhase }) }),
}
