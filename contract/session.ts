import { z } from 'zod'
import { ClockPeriods } from './clock'
import { Letterhead } from './letterhead'
import { command, event, query } from './define'
import { Failed } from './jobs'
import { Unit } from './units'
import { roleNames, type Role } from './permissions'
import { lineOf } from './typed'
import {
  Country,
  DeskCode,
  Id,
  Instant,
  Language,
  Level,
  Names,
  None,
  SecondLanguage,
  filled,
  text,
  orNewer,
} from './values'

const RoleName = z.enum(roleNames as [Role, ...Role[]])
export const Password = z.string().max(200)
export const Login = z
  .string()
  .overwrite(lineOf)
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}._-]{2,40}$/u)

const Theme = z.enum(['system', 'light', 'dark'])

/** How a person wants the interface; kept per person, switched live. */
export const Preferences = z.object({
  language: Language,
  digits: z.enum(['latn', 'arab']),
  density: z.enum(['comfortable', 'standard', 'dense']),
  /** `system`: as Windows or the desktop is set, also while it changes. What was kept before there was a choice is that. */
  theme: Theme.default('system'),
  /** The first tour of the window: offered to who is new; whoever was here before it knows the window. */
  tour: z.enum(['wanted', 'done']).default('done'),
})
export type Preferences = z.infer<typeof Preferences>

/** Who may be tried in the demonstration office, in the order a letter meets them. */
export const demonstrationLogins = ['nadia', 'karim', 'said', 'admin'] as const

/** Who is at the desk. */
export const Me = z.object({
  userId: Id,
  login: z.string(),
  names: Names,
  roles: z.array(orNewer(RoleName)),
  clearance: orNewer(Level),
  officeId: Id,
  deviceId: Id,
  unitId: Id.nullable(),
  preferences: Preferences,
  /** An administrator set the password: nothing can be signed before it is changed. */
  mustChangePassword: z.boolean(),
})
export type Me = z.infer<typeof Me>

/**
 * empty: no office on this PC · closed: nobody has opened the vault since start or last log-out ·
 * locked: the window is blanked, work in the background goes on · open: somebody is logged in ·
 * failed: this version did not come up; only the way back is here (way-back.ts).
 */
export const SessionState = z.object({
  phase: z.enum(['empty', 'closed', 'locked', 'open', 'failed']),
  officeNames: Names.nullable(),
  country: Country.nullable(),
  /** The locked person's login, so that only the password is asked. */
  login: z.string().nullable(),
  me: Me.nullable(),
  /** Language and theme of the last person, for the log-in screen. */
  language: Language,
  theme: Theme,
  demonstration: z.boolean(),
  /** The founder is here and has not said yet that the printed secret is put away. */
  secretUnseen: z.boolean(),
})
export type SessionState = z.infer<typeof SessionState>

export const NewUser = z.object({
  login: Login,
  password: Password,
  names: Names,
  roles: z.array(RoleName).min(1),
  clearance: Level,
  unitId: Id.nullable(),
})
export const User = NewUser.omit({ password: true }).extend({
  /** A role of a newer version stays with its person and gives nothing here. */
  roles: z.array(orNewer(RoleName)).min(1),
  clearance: orNewer(Level),
  id: Id,
  active: z.boolean(),
  /** Whether this PC has a key slot for this person. */
  slotHere: z.boolean(),
  createdAt: Instant,
})
export type User = z.infer<typeof User>

/** First run: the office in a few questions. */
export const NewOffice = z.object({
  country: Country,
  timeZone: z.string().min(1).max(60),
  names: Names,
  /** Letterhead lines above the office's own name, in Arabic and in the second language. */
  ministry: z.object({ ar: z.array(filled(200)).min(1).max(6), other: z.array(filled(200)).max(6) }),
  place: z.object({ ar: filled(80), other: filled(80) }),
  secondLanguage: SecondLanguage,
  units: z.array(Names).min(1).max(40),
  /** Opening numbers: the next number of a book taken over from paper mid-year (N1). */
  registers: z
    .array(z.object({ kind: z.enum(['incoming', 'outgoing', 'internal']), opening: z.int().min(1).max(9_999_999) }))
    .min(1),
  ownApprovalAllowed: z.boolean(),
  administrator: NewUser.omit({ roles: true, clearance: true, unitId: true }),
  language: Language,
})
export type NewOffice = z.infer<typeof NewOffice>

const Recovery = z.object({ recoverySecret: z.string() })
export const Credentials = z.object({ login: Login, password: Password })

export const session = {
  state: query({ needs: 'anyone', input: None, output: SessionState }),
  /** The recovery secret is in the answer once and nowhere else. */
  createOffice: command({ needs: 'anyone', input: NewOffice, output: Recovery }),
  /** A self-written office to try things on; only on a PC without an office. Everybody's password is `diwan-demo`. */
  openDemonstration: command({ needs: 'anyone', input: z.object({ language: Language }), output: SessionState }),
  /** A second PC of an office: enrols with the code, pulls, and makes the slot of the person the code was made for. */
  joinOffice: command({
    needs: 'anyone',
    input: z.object({
      code: z.string().trim().min(1).max(2000),
      password: Password,
      deskCode: DeskCode,
      deviceName: filled(60),
      language: Language,
    }),
    output: SessionState,
  }),
  logIn: command({ needs: 'anyone', input: Credentials, output: SessionState }),
  /** Closes the vault. */
  logOut: command({ needs: 'anyone', input: None, output: SessionState }),
  lock: command({ needs: 'anyone', input: None, output: SessionState }),
  changePassword: command({
    needs: 'sync:read', // everybody who is logged in
    input: z.object({ current: Password, next: Password }),
    output: None,
  }),
  /** The printed secret opens the vault and sets a new password for that login. */
  recover: command({
    needs: 'anyone',
    input: z.object({ secret: z.string().max(200), login: Login, password: Password }),
    output: SessionState,
  }),
  /** The secret again, for the founder alone, until `secretKept`. */
  recoverySecret: command({ needs: 'sync:read', input: None, output: Recovery }),
  /** It is written down: from now on it is kept nowhere. */
  secretKept: command({ needs: 'sync:read', input: None, output: SessionState }),
  setPreferences: command({ needs: 'anyone', input: Preferences, output: SessionState }),
  changed: event({ needs: 'anyone', payload: z.object({ phase: z.string() }) }),
  /** The database is being put under another key: 0 to 1. */
  rekeying: event({ needs: 'anyone', payload: z.object({ done: z.number() }) }),
  /** The database is being copied before a new version opens it: 0 to 1. */
  copying: event({ needs: 'anyone', payload: z.object({ done: z.number() }) }),
}

export const users = {
  list: query({ needs: 'users:manage', input: None, output: z.array(User) }),
  add: command({ needs: 'users:manage', input: NewUser, output: User }),
  update: command({
    needs: 'users:manage',
    /** `basedOn`: what the form was opened with; only what it changed is written. `login`: two desks may have made the same. */
    input: User.pick({ id: true, names: true, roles: true, clearance: true, unitId: true, active: true }).extend({
      login: Login.optional(),
      basedOn: User.pick({ names: true, roles: true, clearance: true, unitId: true, active: true }).optional(),
    }),
    output: User,
  }),
  /** A one-time password for this person on this PC; also how a person who came by sync gets a slot here. */
  setPassword: command({ needs: 'users:manage', input: z.object({ id: Id, password: Password }), output: None }),
  /** Two desks made the same login without a line: the second to arrive is renamed where it was made (`here`). */
  twice: query({
    needs: 'users:manage',
    input: None,
    output: z.array(
      z.object({
        userId: Id,
        login: z.string(),
        names: Names,
        first: Names.nullable(),
        device: z.string(),
        here: z.boolean(),
      }),
    ),
  }),
  changed: event({ needs: 'users:manage', payload: z.object({ ids: z.array(Id) }), about: ['user'] }),
}

export const Office = z.object({
  id: Id,
  country: Country,
  timeZone: z.string(),
  clockPeriods: ClockPeriods,
  names: Names,
  ministry: z.object({ ar: z.array(z.string()), other: z.array(z.string()) }),
  place: z.object({ ar: z.string(), other: z.string() }),
  secondLanguage: SecondLanguage,
  ownApprovalAllowed: z.boolean(),
  letterhead: Letterhead,
  units: z.array(Unit),
  people: z.array(z.object({ id: Id, names: Names })),
})
export type Office = z.infer<typeof Office>

const OfficePolicy = Office.pick({ names: true, secondLanguage: true, ownApprovalAllowed: true }).extend({
  ministry: z.object({ ar: z.array(text(200)).max(20), other: z.array(text(200)).max(20) }),
  place: z.object({ ar: text(200), other: text(200) }),
})

export const office = {
  get: query({ needs: 'sync:read', input: None, output: Office }),
  update: command({
    needs: 'office:manage',
    input: OfficePolicy.extend({ basedOn: OfficePolicy.optional() }),
    output: Office,
  }),
  /** The letterhead in further languages, and the moon; `basedOn`: what stood when it was looked at. */
  setLetterhead: command({
    needs: 'office:manage',
    input: z.object({ letterhead: Letterhead, basedOn: Letterhead }),
    output: Office,
  }),
  /** What the clocks show in times the tables do not know; `basedOn`: what stood when it was looked at. */
  setClock: command({
    needs: 'office:manage',
    input: z.object({ periods: ClockPeriods, basedOn: ClockPeriods }),
    output: Office,
  }),
  changed: event({ needs: 'sync:read', payload: None }),
}

export const Backup = z.object({
  folder: z.string(),
  madeAt: Instant,
  officeNames: Names,
  entries: z.int(),
  /** Scans that rows name; how many of them are not there, and the first of those by name. */
  files: z.int(),
  filesMissing: z.int(),
  missing: z.array(z.string()),
  schema: z.int(),
})
export type Backup = z.infer<typeof Backup>

/** A copy each day by itself. `folder`: where to; null = not wanted. `failed`: how the last one ended, when it did not end well. */
export const DailyBackup = z.object({
  folder: z.string().nullable(),
  failed: z.object({ at: Instant, error: Failed }).nullable(),
})
export type DailyBackup = z.infer<typeof DailyBackup>

export const backup = {
  /** Asks where (system dialog), writes a folder that opens with the printed secret or an administrator's password. */
  make: command({ needs: 'backup:manage', input: None, output: Backup.nullable() }),
  /** When the last one was made here to its end; null = never. One that failed or was stopped is none. */
  last: query({ needs: 'backup:manage', input: None, output: z.object({ at: Instant.nullable() }) }),
  daily: query({ needs: 'backup:manage', input: None, output: DailyBackup }),
  /** Wanted: asks where (system dialog), and makes the first one now. */
  planDaily: command({ needs: 'backup:manage', input: z.object({ wanted: z.boolean() }), output: DailyBackup }),
  /** Step 1 of the guided restore: which folder, and what is in it. */
  choose: command({ needs: 'anyone', input: None, output: Backup.extend({ token: z.string() }).nullable() }),
  /**
   * Step 2: whoever may replaces what is here (kept aside, not deleted) by the folder that was chosen, after the copy has been
   * proved beside it. An administrator's password, or the printed secret.
   */
  restore: command({
    needs: 'anyone',
    input: z.object({
      token: z.string().max(100),
      by: z.union([Credentials, z.object({ secret: z.string().max(200) })]),
      /** The person has read which scans are missing and goes on without them. */
      incomplete: z.boolean().default(false),
    }),
    output: SessionState,
  }),
  /** When what a restore set aside was set aside; null = there is nothing to take back. */
  replaced: query({ needs: 'backup:manage', input: None, output: z.object({ at: Instant.nullable() }) }),
  /** Takes the restore back: what was set aside comes in again, what is here goes aside. Everybody logs in anew. */
  undo: command({ needs: 'backup:manage', input: None, output: SessionState }),
}
