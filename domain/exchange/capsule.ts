import { z } from 'zod'
import { enclosureKinds } from '../../contract/register'
import { partyRoles } from '../../contract/parties'
import { Id, LegalDate, Names, Sha256, Urgency, filled, text } from '../../contract/values'
import { idFrom } from '../hash'

/** Levels that leave in plain: what is above them waits for a way to seal it for its reader (ADR 037). */
export const openLevels = ['ordinary', 'restricted'] as const
export const mayLeave = (level: string): boolean => (openLevels as readonly string[]).includes(level)

/** What one capsule may hold; the schema says the same. */
export const MOST_DOCUMENTS = 50
export const MOST_DOCUMENT_BYTES = 150_000_000
/** All of them together: a receiver opens no larger file. */
export const MOST_BYTES = 650_000_000

export const CapsuleDocument = z.object({
  name: filled(200),
  mediaType: filled(100),
  size: z.int().min(1).max(MOST_DOCUMENT_BYTES),
  sha256: Sha256,
})
export type CapsuleDocument = z.infer<typeof CapsuleDocument>

/** A letter as its sender registered it. */
export const CapsuleLetter = z.object({
  number: filled(80),
  date: LegalDate,
  level: z.enum(openLevels),
  urgency: Urgency,
  letterDate: LegalDate.nullable(),
  reference: filled(80).nullable(),
  subject: filled(1000),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20),
  parties: z.array(z.object({ role: z.enum(partyRoles), names: Names })).max(101),
  enclosureCount: z.int().min(0).max(999),
  enclosures: z
    .array(z.object({ title: filled(200), kind: z.enum(enclosureKinds), pages: z.int().min(1).max(9999).nullable() }))
    .max(200),
  documents: z.array(CapsuleDocument).max(MOST_DOCUMENTS),
})
export type CapsuleLetter = z.infer<typeof CapsuleLetter>

/** That a letter arrived, and under which number. */
export const Acknowledges = z.object({ capsule: Id, number: filled(80), date: LegalDate })

/** A letter, its acknowledgement, or an office that presents itself. */
export const Capsule = z.object({
  id: Id,
  office: z.object({ id: Id, names: Names }),
  /** Who handed over what stands above ordinary (A3). */
  handedBy: text(200).nullable(),
  letter: CapsuleLetter.nullable(),
  acknowledges: Acknowledges.nullable(),
})
export type Capsule = z.infer<typeof Capsule>

/** The same entry is the same capsule, from whichever PC and however often it leaves. */
export const capsuleIdOf = (officeId: string, entryId: string): string => idFrom(`diwan capsule ${officeId} ${entryId}`)
export const acknowledgementIdOf = (officeId: string, capsule: string): string =>
  idFrom(`diwan capsule acknowledgement ${officeId} ${capsule}`)
/** An id is its writer's: another office that uses the same one writes another letter. */
export const keptIdOf = (root: string, capsule: string): string => idFrom(`diwan capsule of ${root} ${capsule}`)
/** What a capsule becomes on a PC: opened twice it takes one number (N2), and no number is lost when two PCs open it without a line (N3). */
export const entryIdOf = (kept: string, deviceId: string): string => idFrom(`diwan capsule entry ${kept} ${deviceId}`)
export const rowIdOf = (direction: 'in' | 'out', kept: string, deviceId: string): string =>
  idFrom(`diwan capsule ${direction} ${kept} ${deviceId}`)

/** What is signed: the exact bytes of `capsule.xml`, by their hash. */
export const signedText = (sha256: string): string => `diwan capsule\n${sha256}`
export const documentPath = (index: number): string => `documents/${index + 1}`
