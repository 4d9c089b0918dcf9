import type { Letterhead } from '../contract/letterhead'
import type { Actor } from '../contract/permissions'
import type { Emit } from '../contract/define'
import type { Contract } from '../contract'
import type { ClockPeriod } from '../contract/clock'
import type { Country, Names, SecondLanguage } from '../contract/values'
import type { Stamp } from '../db/outbox/stamp'
import type { Database } from '../db/core/database'
import type { FileRow } from '../db/documents/files'
import type { NameSearch } from './community/name-search'
import type { PrintTray } from './documents/print-tray'
import type { Jobs } from './jobs/jobs'
import type { Schedule } from './jobs/schedule'
import type { FileStore } from './documents/file-store'
import type { PageThread } from './documents/pages/thread'
import type { PartialFiles } from './documents/partial-files'
import type { LetterModel } from './letters/pdf/model'
import type { ListPrintModel } from './register/pdf/list-model'
import type { FormModel } from './pdf/form-model'
import type { EntryPrintModel } from './register/pdf/model'
import type { PagesAsked, StampAsked } from './pdf/jobs'
import type { MarkAsked } from './pdf/mark-page'
import type { PaperModel } from './register/pdf/paper-model'
import type { LabelModel, SeparatorModel } from './labels/label-model'
import type { DestroyedLog } from './disposal/destroyed-log'
import type { AddressLabelModel, EnvelopeModel } from './runs/post-model'
import type { NumberJournal } from './register/journal'
import { AppError } from '../contract/errors'
import type { Believed } from '../domain/register/clock'
import type { Sign } from '../domain/trust/keys'

/** Wall clock, and how far it moved against the computer's own running time (N4). Injected, so that tests own the time. */
export type Clock = { now(): number; jumpMs(): number }

/** The facts of the office that rules ask for. */
export type OfficeFacts = {
  id: string
  country: Country
  timeZone: string
  /** Where an administrator knows better than the tables of the time zone (ADR 019). */
  clockPeriods: ClockPeriod[]
  names: Names
  ministry: { ar: string[]; other: string[] }
  place: { ar: string; other: string }
  secondLanguage: SecondLanguage
  ownApprovalAllowed: boolean
  letterhead: Letterhead
  /** Certificates whose word of a signer is taken, PEM (ADR 033). */
  trustedIssuers: string[]
}

/** Makes PDFs away from the main thread. */
export type PdfMaker = {
  /** `missing`: characters that no font of ours can draw. */
  letter(model: LetterModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number; missing: string[] }>
  entryPrint(model: EntryPrintModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  listPrint(model: ListPrintModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  /** A closing sheet, an attestation. */
  paper(model: PaperModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  form(model: FormModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  labels(model: LabelModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  envelopes(model: EnvelopeModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  addressLabels(model: AddressLabelModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  stamp(asked: StampAsked, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  /** Some pages of a document, as they lie in it. */
  extract(asked: PagesAsked, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  /** Across every page of a paper, who read it under a broken glass. */
  mark(asked: MarkAsked, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  separators(model: SeparatorModel, signal?: AbortSignal): Promise<{ bytes: Buffer; pages: number }>
  /** A page is about to be asked for: what makes it gets ready. Never fails. */
  warm(): void
}

export type { Sign }

/** The key of whoever is logged in, and the row that says whose it is. */
export type PersonSigner = {
  userId: string
  keyId: string
  publicKey: string
  sign: Sign
  /** An administrator set the password: until it is changed this key signs nothing but its owner's own one. */
  reset: boolean
}

/** An opened vault and everything services work with. There is one, and only while the vault is open. */
export type Desk = {
  db: Database
  clock: Clock
  newId: () => string
  /** Read at opening, refreshed when the office changes. */
  office: OfficeFacts
  /** `logName`: the oldest name it had, under which its security log goes on (ADR 020). */
  device: { id: string; logName: string; deskCode: string | null; sign: Sign; publicKey: string }
  /** The key of whoever is logged in; null for the device actor. */
  signer: PersonSigner | null
  files: FileStore
  /** Scans on their way here. */
  fetched: PartialFiles
  journal: NumberJournal
  /** How far the security log has come, kept the same way: outside the database and its backups. */
  logHead: NumberJournal
  /** Scans it let go of by approved lists, kept the same way (R2). */
  destroyed: DestroyedLog
  print: PrintTray
  pdf: PdfMaker
  /** Takes scans apart and verifies signatures, away from the main thread. */
  pages: PageThread
  /** What takes longer than a blink. */
  jobs: Jobs
  emit: Emit<Contract>
  /** The folder everything of this office lies in. */
  folder: string
  /** The time of the last act written here: what the clock is held against (N4). */
  believed: Believed | null
  /** What this PC does by itself. Set when somebody has come in. */
  schedule?: Schedule
  /** This PC's clock minus the server's; null = not known since the program began. Set by the line. */
  driftMs?: () => number | null
  /** Brings the bytes of another PC's scan here, when there is a line; null = there is none. Set by the line. */
  fetchFile?: (file: FileRow) => Promise<string | null>
  /** Cards by any spelling of their names (main/community/name-search.ts). Set by the app. */
  names?: NameSearch
  /** Asks for a newer program, and fetches it (main/updates). Set by the app. */
  lookForUpdates?: () => Promise<void>
  /** This day's copy, when an administrator wants one a day (main/backup/daily.ts). Set by the app. */
  makeDailyBackup?: () => Promise<void>
  /** Sends what a person said may go (main/support). Set by the app. */
  sendReports?: () => Promise<void>
}

/** What a handler gets: both throw `signed-out` when nobody is logged in. */
export type Ctx = { readonly actor: Actor; readonly desk: Desk }

/** One command of the person who is logged in. @throws signed-out · password-to-change */
export function stampOf(desk: Desk, actor: Actor, at = desk.clock.now()): Stamp {
  const { signer } = desk
  if (signer?.userId !== actor.userId) throw new AppError('signed-out')
  if (signer.reset) throw new AppError('password-to-change')
  return { officeId: desk.office.id, userId: actor.userId, deviceId: desk.device.id, at, signer }
}

/** Work in the background, which may do only what a device may (domain/sync/rights.ts). */
export const deviceStamp = (desk: Desk): Stamp => ({
  officeId: desk.office.id,
  userId: null,
  deviceId: desk.device.id,
  at: desk.clock.now(),
  signer: { keyId: null, publicKey: desk.device.publicKey, sign: desk.device.sign },
})
