import { z } from 'zod'
import { command, event, query } from './define'
import { Pass, Proof } from './proof'
import { DeskCode, Id, Instant, Names, None, Sha256, filled } from './values'

/* ---------- the wire, shared with the server (design: docs/sync.md) ---------- */

/** JSON without floats: RFC 8785 over strings, safe integers, booleans and null. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain }
export const Plain: z.ZodType<Plain> = z.lazy(() =>
  z.union([z.string(), z.int(), z.boolean(), z.null(), z.array(Plain), z.record(z.string(), Plain)]),
)
export const Fields = z.record(z.string(), Plain)
export type Fields = z.infer<typeof Fields>

export const operationKinds = ['create', 'patch'] as const

/**
 * One step of a change, made on a device. `(device, d)` is the idempotency key; `hash` chains it to the one before. What it
 * says without `d` and `hash` are the canonical bytes a person signs (domain/sync/change.ts).
 */
export const Operation = z.object({
  d: z.int().min(1),
  /** The command of one person this belongs to: judged all or none. */
  change: Id,
  entity: z.string().max(40),
  id: Id,
  /** One of `operationKinds`, or what a newer version invented: that waits, and the batch goes on. */
  kind: z.string().max(20),
  fields: Fields,
  /** What stood in the whole of each touched merge group before, abridged (domain/sync/merge.ts). */
  before: Fields,
  /** Claimed time of the device's clock. */
  time: Instant,
  /** Null: work of the device itself, which may do only what a device may. */
  user: Id.nullable(),
  /** h(d) = SHA-256(h(d-1) ‖ d ‖ what it says). */
  hash: Sha256,
})
export type Operation = z.infer<typeof Operation>

/** In the place of an operation too large for the line: it keeps the chain whole, and waits on the desk with its reason. */
export const Withheld = z.object({ d: z.int().min(1), hash: Sha256, withheld: z.literal('too-large') })

/** Bytes of the operations of one change that the line takes; a larger one is withheld. */
export const CHANGE_LIMIT = 4_000_000

/** One command of one person: who, with which key (`userKey` row), and their signature. Without a person the device signs. */
export const Change = z.object({
  id: Id,
  user: Id.nullable(),
  key: Id.nullable(),
  signature: z.string().max(200),
})
export type Change = z.infer<typeof Change>

export const parkReasons = [
  'unknown-entity',
  'invalid',
  'forbidden',
  'fixed-field',
  'stale-pen',
  'number-taken',
  'missing-row',
  'deferred',
  'unproven',
  'wrong-state',
  'incomplete',
  'too-large',
  'login-taken',
] as const
export const Outcome = z.object({
  d: z.int(),
  result: z.enum(['applied', 'merged', 'conflict', 'parked']),
  seq: z.int(),
  reason: z.enum(parkReasons).nullable(),
})
export type Outcome = z.infer<typeof Outcome>

/** A person a desk made under a login that was another's already: told to every desk until they have another one. */
export const LoginTwice = z.object({ userId: Id, login: z.string().max(40), names: Names, device: Id })
export type LoginTwice = z.infer<typeof LoginTwice>

/** A row as the server has it. `versions`: merge group → who wrote it last. */
export const GroupVersion = z.object({ seq: z.int(), device: Id, d: z.int() })
export type GroupVersion = z.infer<typeof GroupVersion>
export const RowVersion = z.object({
  entity: z.string(),
  id: Id,
  seq: z.int(),
  state: z.enum(['present', 'gone']),
  fields: Fields,
  versions: z.record(z.string(), GroupVersion),
})
export type RowVersion = z.infer<typeof RowVersion>

export const PullPage = z.object({
  epoch: z.string(),
  stream: Id,
  /** The head when the page was read; live goes up from the cursor, backfill down from it. */
  head: z.int(),
  rows: z.array(RowVersion),
  /** Next live cursor / next backfill cursor (exclusive upper bound; 0 = done). */
  live: z.int(),
  backfill: z.int(),
  /** The stream's chain where the asker stood, and where it stands now: another one is another history (a restored server). */
  at: z.string(),
  chain: z.string(),
  /** Where the asking PC's own chain stands here, and whether another history of it was seen (ADR 020). */
  device: z.object({ d: z.int(), hash: z.string(), split: z.boolean(), succeeded: z.boolean() }).optional(),
  /** The entities and kinds of operation the server knows: what waited for its update is said again. */
  knows: z.array(z.string().max(40)).max(500).optional(),
  twice: z.array(LoginTwice).max(50).optional(),
})
export type PullPage = z.infer<typeof PullPage>

/** The head of the device's chain after these operations, signed with the device's key: kept by the server (I5). */
export const DeviceHead = z.object({ d: z.int().min(0), hash: Sha256, signature: z.string().max(200) })
export type DeviceHead = z.infer<typeof DeviceHead>

export const PushRequest = z.object({
  device: Id,
  epoch: z.string().max(100).nullable(),
  head: DeviceHead.nullable(),
  changes: z.array(Change).max(5000),
  /** Read one by one (server/sync/push.ts): one that cannot be read is parked, and the batch goes on. */
  operations: z.array(z.unknown()).max(20_000),
  live: z.int().min(0),
  backfill: z.int().min(-1),
})
export type PushRequest = z.infer<typeof PushRequest>
export const PushReply = z.object({ last: z.int(), outcomes: z.array(Outcome), page: PullPage })
export type PushReply = z.infer<typeof PushReply>

export const EnrolRequest = z.object({
  secret: z.string().max(100),
  device: z.object({ id: Id, name: filled(60), publicKey: z.string().max(200) }),
  /** For a first PC: the office it brings. */
  officeId: Id.nullable(),
  /** For a PC with books of its own (N7): unique within the office, checked before the code is used up. */
  deskCode: z.string().max(12).nullable().default(null),
  /** For a first PC: the key its office goes back to. The server pins it, and lets nobody else be the first. */
  root: z.string().max(100).nullable().default(null),
})
export type EnrolRequest = z.infer<typeof EnrolRequest>
/** `pass`: what an administrator signed when they made the code; with it the person's key on the new PC counts. */
export const EnrolReply = z.object({
  officeId: Id,
  epoch: z.string(),
  userId: Id.nullable(),
  pass: Pass.nullable().default(null),
})
export type EnrolReply = z.infer<typeof EnrolReply>

/** An administrator's new code: its hash, and the pass they signed. */
export const CodeRequest = z.object({ secretHash: Sha256, pass: Pass })
export type CodeRequest = z.infer<typeof CodeRequest>

/**
 * A PC that was restored or copied goes on under a new identity: a device row an administrator signed, sent under the old one.
 * `base`: up to where its chain, told anew from the new id, says what the server has answered already.
 */
export const SucceedRequest = z.object({
  device: z.object({
    id: Id,
    name: filled(60),
    deskCode: z.string().max(12).nullable(),
    publicKey: z.string().max(200),
  }),
  createdAt: Instant,
  proof: Proof,
  /** True: this is the one that goes on with the books; false: it becomes a desk of its own. */
  takesBooks: z.boolean(),
  base: z.object({ d: z.int().min(0), hash: Sha256 }),
})
export type SucceedRequest = z.infer<typeof SucceedRequest>
/** The identities whose books it holds from now on. */
export const SucceedReply = z.object({ pens: z.array(Id) })

export const wireErrors = [
  'unauthorised',
  'want-d',
  'clone',
  'revoked',
  'too-large',
  'bad-request',
  'code-invalid',
  'code-expired',
  'busy',
  'clock',
  'desk-code-taken',
  'not-found',
  'hash-mismatch',
  'unproven',
  'succeeded',
] as const
/** A code a newer server invented is still an answer; `want` is the next operation it expects. */
export const WireError = z.object({ error: z.string().max(40), want: z.int().optional() })
export type WireErrorCode = (typeof wireErrors)[number]

export const ReferenceReply = z.object({ epoch: z.string(), stream: Id, rows: z.array(RowVersion) })

/** How much of a scan the server has; pieces may come in any order. `missing` names the first of those it lacks. */
export const FileStanding = z.object({
  size: z.int(),
  complete: z.boolean(),
  missing: z.array(z.int().min(0)).max(64),
  lacking: z.int().min(0),
})
export type FileStanding = z.infer<typeof FileStanding>

/* ---------- the desk's own window ---------- */

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
  reason: z.enum(parkReasons).nullable(),
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
})
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

export const sync = {
  status: query({ needs: 'sync:read', input: None, output: SyncStatus }),
  queue: query({ needs: 'sync:read', input: z.object({ limit: z.int().min(1).max(200) }), output: z.array(QueueItem) }),
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
  /** For the proxy that asked: kept in memory while the program runs, told to nobody else. Also before an office is here. */
  proxyLogin: command({
    needs: 'anyone',
    input: z.object({ name: z.string().trim().min(1).max(200), password: z.string().max(200) }),
    output: None,
  }),
  tryNow: command({ needs: 'sync:read', input: None, output: SyncStatus }),
  changed: event({ needs: 'sync:read', payload: z.object({ phase: SyncPhase }) }),
}
