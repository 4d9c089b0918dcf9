import { z } from 'zod'
import { ContactHit, contactKinds, ReasonRow } from './community'
import { command, query } from './define'
import { cellRefusals, mappingOf, openedOf, previewOf, refusalOf, sheetCalls } from './sheet-import'
import { Id, Ids, Instant, Names, None, Sha256 } from './values'

/**
 * What a column of a list of people or entities is taken for. `name` and its parts go to the script they are written in; `note`: kept in the
 * notes under its heading, as it stands; `none`: left out.
 */
export const peopleUses = [
  ...(['name', 'nameAr', 'nameLatin', 'given', 'father', 'family', 'mother', 'kind', 'description'] as const),
  ...([
    'phone',
    'email',
    'birthDate',
    'birthPlace',
    'sex',
    'nationality',
    'nationalId',
    'passport',
    'document',
  ] as const),
  ...(['civilNumber', 'civilPlace', 'occupation', 'address', 'city', 'country'] as const),
  ...(['homeAddress', 'homeCity', 'homeCountry', 'legalNumber', 'website', 'notes', 'note', 'none'] as const),
] as const
export const PeopleUse = z.enum(peopleUses)
export type PeopleUse = z.infer<typeof PeopleUse>
/** What several columns may say: a card has many. */
export const manyOf = [
  'phone',
  'email',
  'document',
  'nationality',
  'note',
  'none',
] as const satisfies readonly PeopleUse[]

export const PeopleMapping = mappingOf(PeopleUse, {
  /** Of rows that do not say what they are. */
  kind: z.enum(contactKinds),
  /** What stands first in 03/04/1998. */
  dateOrder: z.enum(['day', 'month']),
})
export type PeopleMapping = z.infer<typeof PeopleMapping>

export const OpenedPeople = openedOf(PeopleMapping)
export type OpenedPeople = z.infer<typeof OpenedPeople>

export const peopleRefusals = [
  ...cellRefusals,
  ...(['card-nameless', 'date-unreadable', 'date-no-such-day', 'date-in-future', 'country-unknown'] as const),
  ...(['email-unreadable', 'card-kind-unknown', 'sex-unknown'] as const),
] as const
export const PeopleRefusal = refusalOf(z.enum(peopleRefusals))
export type PeopleRefusal = z.infer<typeof PeopleRefusal>

/** What becomes of a row whose person may be there already: what it says is added to that card, a card of its own, nothing. */
export const doings = ['join', 'new', 'leave'] as const
export const Doing = z.enum(doings)
export type Doing = z.infer<typeof Doing>

/** A row that may be of somebody who is there already, as a card, or as an earlier row of the same file. */
export const PeopleAlike = z.object({
  line: z.int(),
  name: z.string(),
  /** What tells them apart, each part by itself: a birthday, a document, a telephone, a city. */
  detail: z.array(z.string()),
  hit: ContactHit.nullable(),
  /** The earlier row, where it is not a card. */
  otherLine: z.int().nullable(),
  otherName: z.string(),
  chance: z.number(),
  /** Likely enough to be proposed as one person; else it is only shown. */
  sure: z.boolean(),
  reasons: z.array(ReasonRow),
})
export type PeopleAlike = z.infer<typeof PeopleAlike>
export const MOST_ALIKE = 1_000

export const PeoplePreview = previewOf(z.enum(peopleRefusals), {
  /** Rows that come in, of whom `sure` and `maybe` may be there already. */
  ...{ accepted: z.int(), refused: z.int(), sure: z.int(), maybe: z.int() },
  /** What was found of whom: another answer when it is written stops it. */
  seen: Sha256,
  /** The first of them; of the rest decides what is said for all. */
  alike: z.array(PeopleAlike).max(MOST_ALIKE),
  /** The first of what comes in, in the order of the file. */
  lines: z.array(
    z.object({
      ...{ line: z.int(), kind: z.enum(contactKinds), nameAr: z.string(), nameLatin: z.string() },
      detail: z.array(z.string()),
    }),
  ),
})
export type PeoplePreview = z.infer<typeof PeoplePreview>

export const PeopleOutcome = z.object({ added: z.int(), joined: z.int(), left: z.int(), refused: z.int() })
export type PeopleOutcome = z.infer<typeof PeopleOutcome>

/** An import of cards as it stands in the list of them. */
export const PastImport = z.object({
  ...{ id: Id, name: z.string(), at: Instant, by: Names, added: z.int(), joined: z.int() },
  /** Taken back by whom and when; null while it stands. */
  undone: z.object({ at: Instant, by: Names }).nullable(),
  /** Its cards that are here. */
  cards: z.int(),
  /** This person may take it back. */
  own: z.boolean(),
})
export type PastImport = z.infer<typeof PastImport>

const needs = 'contacts:write'

/** Cards brought in from a spreadsheet or as vCards (P1, P3, ADR 054): duplicates decided before anything is written, whole or undone, and taken back whole. */
export const peopleImport = {
  ...sheetCalls({
    ...{ needs, mapping: PeopleMapping, opened: OpenedPeople, preview: PeoplePreview, outcome: PeopleOutcome },
    run: {
      seen: Sha256,
      /** Of rows that are not decided one by one. */
      otherwise: z.object({ sure: Doing, maybe: Doing }),
      decided: z.array(z.object({ line: z.int(), does: Doing })).max(MOST_ALIKE),
    },
  }),
  /** The newest first. */
  past: query({ needs, input: None, output: z.array(PastImport).max(50) }),
  /** Takes a whole import back: cards nobody has used go, what it added to others is taken away where it still stands; the rest stays. */
  undo: command({
    needs,
    input: z.object({ id: Id }),
    output: z.object({ gone: z.int(), kept: z.int(), mended: z.int() }),
  }),
  /** Cards that went with an import come back. */
  putBack: command({ needs, input: Ids, output: None }),
}
