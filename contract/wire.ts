import { z } from 'zod'
import { Pass, Proof } from './proof'
import { forms, Id, Instant, isNewerCode, isWithin, Names, Sha256, filled } from './values'

// What desks and server say to each other (design: docs/sync.md); what the window asks is in sync.ts.

/** JSON without floats: RFC 8785 over strings, safe integers, booleans and null. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain }
/** By hand: a schema of a union asks every kind of every value, which for a page of rows took longer than reading it. */
export const Plain: z.ZodType<Plain> = z.custom<Plain>(isPlain)
function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'object') return false
  return Array.isArray(value) ? value.every(isPlain) : isFields(value)
}
/** A name that means something to JavaScript itself is nobody's field. */
function isFields(value: unknown): value is Fields {
  if (!isObject(value)) return false
  for (const name of Object.keys(value)) if (name === '__proto__' || !isPlain(value[name])) return false
  return true
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isId = (value: unknown): value is string => typeof value === 'string' && forms.id.test(value)
const isCount = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && isWithin(value, most)
export const Fields = z.custom<Fields>(isFields)
export type Fields = { [field: string]: Plain }

export const operationKinds = ['create', 'patch'] as const

/**
 * One step of a change, made on a device. `(device, d)` is the idempotency key; `hash` chains it to the one before. What it
 * says without `d` and `hash` are the canonical bytes a person signs (domain/sync/change.ts).
 */
export type Operation = {
  d: number
  /** The command of one person this belongs to: judged all or none. */
  change: string
  entity: string
  id: string
  /** One of `operationKinds`, or what a newer version invented: that waits, and the batch goes on. */
  kind: string
  fields: Fields
  /** What stood in the whole of each touched merge group before, abridged (domain/sync/merge.ts). */
  before: Fields
  /** Claimed time of the device's clock. */
  time: number
  /** Null: work of the device itself, which may do only what a device may. */
  user: string | null
  /** h(d) = SHA-256(h(d-1) ‖ d ‖ what it says). */
  hash: string
}
/** The least an operation has, however new its version: its place in the device's chain. */
export const isLink = (value: unknown): value is Pick<Operation, 'd' | 'hash'> =>
  isObject(value) && isCount(value['d'], 1) && typeof value['hash'] === 'string' && forms.sha256.test(value['hash'])
/** What else it carries is let through, and is nobody's. */
export const isOperation = (value: unknown): value is Operation =>
  isLink(value) && isObject(value) && saysWhat(value) && saysWho(value)
const saysWhat = (o: Record<string, unknown>): boolean =>
  isText(o['entity'], 40) && isId(o['id']) && isText(o['kind'], 20) && isFields(o['fields']) && isFields(o['before'])
const saysWho = (o: Record<string, unknown>): boolean =>
  isId(o['change']) && isCount(o['time'], 0) && (o['user'] === null || isId(o['user']))

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
  'code-taken',
] as const
/** These for good: what a desk does depends on them. A reason is for a person, and a newer server may have others. */
const results = ['applied', 'merged', 'conflict', 'parked'] as const
export type Outcome = {
  d: number
  result: (typeof results)[number]
  seq: number
  reason: (typeof parkReasons)[number] | null
}
export const Outcome = z.custom<Outcome>(
  (value) =>
    isObject(value) &&
    Number.isSafeInteger(value['d']) &&
    Number.isSafeInteger(value['seq']) &&
    (results as readonly unknown[]).includes(value['result']) &&
    (value['reason'] === null || isNewerCode(value['reason'])),
)

/** A person a desk made under a login that was another's already: told to every desk until they have another one. */
export const LoginTwice = z.object({ userId: Id, login: z.string().max(40), names: Names, device: Id })
export type LoginTwice = z.infer<typeof LoginTwice>

/** A row as the server has it. `versions`: merge group → who wrote it last; '' → who wrote all the others. */
export type GroupVersion = { seq: number; device: string; d: number }
const isGroupVersion = (value: unknown): boolean =>
  isObject(value) && Number.isSafeInteger(value['seq']) && isId(value['device']) && Number.isSafeInteger(value['d'])
const states = ['present', 'gone', 'own'] as const
export type RowVersion = {
  entity: string
  id: string
  seq: number
  /** `own`: it stands as the asking PC wrote it; its fields are not said again. */
  state: (typeof states)[number]
  fields: Fields
  versions: Record<string, GroupVersion>
}
export const RowVersion = z.custom<RowVersion>(
  (value) =>
    isObject(value) &&
    typeof value['entity'] === 'string' &&
    isId(value['id']) &&
    Number.isSafeInteger(value['seq']) &&
    (states as readonly unknown[]).includes(value['state']) &&
    isFields(value['fields']) &&
    isObject(value['versions']) &&
    !Object.hasOwn(value['versions'], '__proto__') &&
    Object.values(value['versions']).every(isGroupVersion),
)

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
  /** The desk knows what `own` means; one that does not say so gets its own rows in full. */
  brief: z.boolean().default(false),
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
  'outdated',
  // Of a release somebody brings from their window.
  'no-keys',
  'signature',
  'expired',
  'under-way',
  'no-room',
] as const
/** A code a newer server invented is still an answer; `want` is the next operation it expects. */
export const WireError = z.object({ error: z.string().max(40), want: z.int().optional() })
export type WireErrorCode = (typeof wireErrors)[number]

export const ReferenceReply = z.object({ epoch: z.string(), stream: Id, rows: z.array(RowVersion) })

/** How much of a scan the server has; pieces may come in any order. `missing` names the first of those it lacks. */
export const UploadStatus = z.object({
  size: z.int(),
  complete: z.boolean(),
  missing: z.array(z.int().min(0)).max(64),
  lacking: z.int().min(0),
})
export type UploadStatus = z.infer<typeof UploadStatus>
