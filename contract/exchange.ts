import { z } from 'zod'
import { command, event, query } from './define'
import { errorCodes } from './errors'
import { EntryFile } from './register'
import { MOST_CHOSEN } from './lists'
import { Id, Ids, Instant, LegalDate, Level, Names, None, Urgency, filled } from './values'
import { LetterLanguages } from './parties'
import { Enclosure } from './register'

/** So many files are looked at in one order. */
export const MOST_CAPSULES = 2_000

const Reason = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

/**
 * What a signed file is, as it was looked at. `new`: a letter that is not here · `known`: it is, word for word · `revised`: it is, and its
 * sender has corrected it since · `acknowledgement`: of a letter that left here · `acknowledged`: that is recorded already · `office`: an
 * office presents itself · `own`: it left here · `refused`: nothing of it is believed.
 */
export const lookedStates = [
  ...(['new', 'known', 'revised', 'acknowledgement', 'acknowledged', 'office', 'own', 'refused'] as const),
] as const
export const Looked = z.object({
  token: Id,
  file: z.string(),
  state: z.enum(lookedStates),
  reason: Reason.nullable(),
  /** An administrator accepted the office whose key stands behind it. */
  accepted: z.boolean(),
  names: Names.nullable(),
  fingerprint: z.string().nullable(),
  number: z.string().nullable(),
  date: LegalDate.nullable(),
  subject: z.string().nullable(),
  level: Level.nullable(),
  documents: z.int(),
  /** What it became here, or what it acknowledges; null where the reader may not see it (A2). */
  entry: z.object({ id: Id, numberText: z.string() }).nullable(),
})
export type Looked = z.infer<typeof Looked>

/** What a form begins with. */
export const Taken = z.object({
  id: Id,
  registerId: Id,
  correspondent: z.object({ id: Id, nameAr: z.string(), nameLatin: z.string() }),
  reference: z.string(),
  letterDate: LegalDate,
  subject: z.string(),
  urgency: Urgency,
  level: Level,
  languages: LetterLanguages,
  enclosureCount: z.int(),
  enclosures: z.array(Enclosure),
  notes: z.string(),
  files: z.array(EntryFile),
})
export type Taken = z.infer<typeof Taken>

export const Outcome = z.object({
  /** The token, or the entry's id. */
  of: Id,
  entry: z.object({ id: Id, numberText: z.string() }).nullable(),
  reason: Reason.nullable(),
})
export type Outcome = z.infer<typeof Outcome>

/** That an entry left, or what it came as. */
export const CapsuleFact = z.object({
  id: Id,
  direction: z.string(),
  at: Instant,
  officeNames: Names.nullable(),
  acknowledged: z.object({ names: Names, number: z.string(), date: LegalDate, at: Instant }).nullable(),
})
export type CapsuleFact = z.infer<typeof CapsuleFact>

export const PartnerOffice = z.object({
  id: Id,
  names: Names,
  fingerprint: z.string(),
  acceptedAt: Instant,
  active: z.boolean(),
})
export type PartnerOffice = z.infer<typeof PartnerOffice>

const Paths = z.object({ paths: z.array(z.string().max(4000)).min(1).max(MOST_CAPSULES) })
const Saved = z.object({ name: z.string() }).nullable()
const tokens = z.array(Id).min(1).max(MOST_CAPSULES)

/** Letters that go from office to office as signed files (ADR 037). */
export const exchange = {
  /** The paths come from files a person chose or dropped. */
  open: command({ needs: 'sync:read', input: Paths, output: z.array(Looked) }),
  /** Takes a letter's scans in and gives what its form begins with; registered, it is one entry. */
  take: command({
    needs: 'register:write',
    input: z.object({ token: Id, registerId: Id }),
    output: Taken,
  }),
  /** Letters become entries, acknowledgements are recorded; each by itself, with how it ended. */
  register: command({
    needs: 'register:write',
    input: z.object({ tokens, registerId: Id, unitId: Id }),
    output: z.array(Outcome),
  }),
  /** Into a folder, or a file where there is one; null: nobody chose any. */
  send: command({
    needs: 'register:write',
    input: z.object({ ids: z.array(Id).min(1).max(MOST_CHOSEN) }),
    output: z.object({ outcomes: z.array(Outcome) }).nullable(),
  }),
  /** That a letter arrived here, as a file for its sender. */
  acknowledge: command({
    needs: 'register:write',
    input: z.object({ ids: z.array(Id).min(1).max(MOST_CAPSULES) }),
    output: z.object({ outcomes: z.array(Outcome) }).nullable(),
  }),
  ofEntry: query({ needs: 'register:read', input: z.object({ id: Id }), output: z.array(CapsuleFact) }),
  offices: query({
    needs: 'sync:read',
    input: None,
    output: z.object({ own: z.string().nullable(), known: z.array(PartnerOffice) }),
  }),
  /** This office as a file, to be accepted by others. */
  present: command({ needs: 'sync:read', input: None, output: Saved }),
  /** The fingerprint as the administrator read it, held against the file once more. */
  accept: command({
    needs: 'office:manage',
    input: z.object({ token: Id, fingerprint: filled(60) }),
    output: None,
  }),
  withdraw: command({ needs: 'office:manage', input: z.object({ id: Id }), output: None }),
  changed: event({ needs: 'register:read', payload: Ids, about: ['capsule', 'entry'] }),
}
