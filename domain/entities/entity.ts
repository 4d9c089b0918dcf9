import type { Actor } from '../../contract/permissions'
import type { Proof } from '../../contract/proof'
import type { Fields } from '../../contract/wire'
import type { Language } from '../../contract/values'
import type { Rule } from '../visibility/rule'
import type { Field, FieldDescriptor } from './field'
import type { Refusal, WriteRule } from './writing'

/** Rows that give power: who set those fields signed them, and the row's `proof` says so to every desk (docs/security.md). */
export type Power = {
  /** The fields the proof covers. */
  proves: readonly string[]
  /** Fields of a later version that give power carry their proof inside: older PCs find the row's own proof as they know it. */
  seals?: readonly string[]
  /** The office's own key may stand behind it: at the founding, and with the printed secret. */
  rooted?: boolean
  /** Whether the row, as it is, claims something that must be signed; without it, always. */
  claims?: (fields: Fields) => boolean
  /** The signer's rights are those of the moment of signing; whether they still hold is asked when the change comes (`writes`). */
  may: (values: Fields, signer: Actor, proof: Proof, isProven: IsProven) => boolean
}

/** Whether a row that is carried along inside another is proven by itself: a letter carries the delegation it was signed under (W3). */
export type IsProven = (entity: string, id: string, fields: Fields) => boolean

/** Which feature's window hears that rows changed, and by which of their columns: its own id, or another's that shows it. */
export type Told = {
  feature:
    | 'register'
    | 'community'
    | 'letters'
    | 'runs'
    | 'templates'
    | 'slips'
    | 'deliveries'
    | 'postings'
    | 'papers'
    | 'valuables'
    | 'mail'
    | 'tenders'
    | 'exchange'
    | 'users'
    | 'finding'
    | 'filing'
    | 'disposal'
    | 'diaspora'
    | 'calendar'
    | 'deadlines'
    | 'routing'
    | 'standing'
    | 'walls'
  ids: string
}

/**
 * A replicated entity, described once. The desk's tables, the server's checks, merge, rights, proofs, visibility (in JS and SQL), conflict
 * cards, the queue's titles, what a joining PC needs and what the window hears are derived from it; nothing of it is written elsewhere.
 */
export type Description = {
  fields: Record<string, Field>
  /** Who may see a row (A1, A2). */
  sees: Rule
  /** Who may write it, asked by the server of every change; the desk's services ask the same table of rights. */
  writes: WriteRule
  power?: Power
  /** One row's alone within an office, as `key` reads it: the server refuses the second, which two desks made without a line. */
  unique?: { field: string; key: (value: string) => string; reason: Refusal }
  /** Of a row whose id follows from what it says: who said it and when. Two desks say the same; the first one's stays, so these are not `fixed`, and `writes` refuses them in a patch. */
  firstSays?: readonly string[]
  /** What a reader of that language calls a row: the first of these that is not empty; inside a JSON field: `names.ar`. */
  title?: (language: Language) => readonly string[]
  /** A PC that joins needs all of them before anything else, however old. */
  needed?: boolean
  /** The server's `gone` evicts a row; never, or not while this PC holds its book (I1, N7). */
  stays?: 'always' | 'in-held-book'
  tells?: readonly Told[]
  /** The office itself changed: its facts are read anew. */
  ofOffice?: boolean
}
export type Entity = Omit<Description, 'fields'> & {
  fields: Record<string, FieldDescriptor>
  proves: readonly string[]
  seals: readonly string[]
}

export function entity<const D extends Description>(
  description: D,
): Omit<Entity, 'fields'> & { fields: Record<keyof D['fields'] & string, FieldDescriptor> } {
  const entries = Object.entries(description.fields).map(([name, f]): [string, FieldDescriptor] => [
    name,
    { type: f.type, value: f.value, nullable: f.nullable ?? false, fixed: f.fixed ?? false, group: f.group ?? name },
  ])
  const fields = Object.fromEntries(entries) as Record<keyof D['fields'] & string, FieldDescriptor>
  return { ...description, fields, proves: description.power?.proves ?? [], seals: description.power?.seals ?? [] }
}
