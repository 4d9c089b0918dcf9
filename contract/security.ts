import { z } from 'zod'
import { command, query } from './define'
import { Id, Instant, LegalDate, Names, None } from './values'

/** What the security log records (A3), in the groups it is filtered by. */
export const securityKinds = {
  seats: ['logIn', 'logInRefused', 'logOut', 'lock'],
  readings: ['read', 'listed', 'print', 'export', 'glassBroken'],
  rights: ['personAdded', 'personChanged', 'rightsArrived', 'levelLowered', 'wallChanged', 'officeChanged', 'clockSet'],
  keys: [
    'passwordSet',
    'passwordChanged',
    'recovered',
    'recoveryRefused',
    'secretShown',
    'deviceCode',
    'joined',
    'deviceRenewed',
  ],
  copies: ['backup', 'restoreRefused', 'restored'],
  log: ['logBegun', 'logExported', 'unrecorded'],
} as const
export type SecurityGroup = keyof typeof securityKinds
export const securityGroups = Object.keys(securityKinds) as [SecurityGroup, ...SecurityGroup[]]
export type SecurityKind = (typeof securityKinds)[SecurityGroup][number]

/** Why, in a word of ours: never text that somebody typed. */
export const securityReasons = [
  'wrong',
  'wait',
  'forbidden',
  'failed',
  'password',
  'secret',
  'undone',
  'wayBack',
  'goesOn',
  'ownDesk',
] as const

export const SecurityFilter = z.object({
  personId: Id.nullable(),
  group: z.enum(securityGroups).nullable(),
  from: LegalDate.nullable(),
  to: LegalDate.nullable(),
})
export type SecurityFilter = z.infer<typeof SecurityFilter>

export const SecurityLine = z.object({
  position: z.int(),
  at: Instant,
  /** One of `securityKinds`, or what a newer version recorded. */
  kind: z.string(),
  /** Null: nobody who could be named (a log-in nobody here has). */
  person: Names.nullable(),
  /** The person it was done to. */
  subject: Names.nullable(),
  entity: z.string().nullable(),
  /** The number of what was read, as far as the reader of the log may know it (A2); never a text. */
  thing: z.string().nullable(),
  hidden: z.boolean(),
  reason: z.enum(securityReasons).nullable(),
  /** Lines a restore left behind in the copy that was set aside; those that could not be written (`unrecorded`). */
  lost: z.int().nullable(),
  /** Guarded lines that a page of a list showed. */
  shown: z.int().nullable(),
})
export type SecurityLine = z.infer<typeof SecurityLine>

export const SecurityVerdict = z.object({
  result: z.enum(['whole', 'altered', 'truncated', 'anchor-differs']),
  /** The line at which it first fails. */
  at: z.int().nullable(),
  lines: z.int(),
})

/** Read by the administrator; there is no call that writes in it, changes it or takes from it. */
export const security = {
  lines: query({
    needs: 'security:read',
    /** Newest first, from below a position on. */
    input: SecurityFilter.extend({
      before: z.int().min(1).nullable(),
      limit: z.int().min(1).max(200),
    }),
    /** `total`: said with the first page. */
    output: z.object({ total: z.int().nullable(), lines: z.array(SecurityLine) }),
  }),
  verify: query({ needs: 'security:read', input: None, output: SecurityVerdict }),
  /** What the filter shows, as a table (CSV): diwan://print/<token>. It is recorded. */
  export: command({ needs: 'security:read', input: SecurityFilter, output: z.object({ url: z.string() }) }),
}
