import type { Offer, PackageFile, Release, ReleaseChannel, UpdateReport } from '../../contract/updates'
import type { Here } from '../../domain/updates/release'
import type { Pieces } from './fetching'
import type { RunTask } from './folder-run'

/** The program that runs: what it came as and whose releases it takes. */
export type Program = Pick<Here, 'version' | 'keys' | 'kind' | 'arch'>

/** Puts a package in the program's place: electron-updater (main/shell/installer.ts); in tests, a stand-in. */
export type Installer = {
  /**
   * Has the package brought to where it keeps it, unless it is there, and holds its bytes against their hash once more.
   * @returns where it lies; null when nobody may know
   */
  take: (release: Release, file: PackageFile, bring: (destination: string) => Promise<void>) => Promise<string | null>
  /** The system asks for an administrator's password. */
  asksAdministrator: boolean
}

/** What of the server is asked. */
export type ReleaseSource = {
  offer: (program: { version: string; kind: string; arch: string; channel: ReleaseChannel }) => Promise<Offer>
  piece: Pieces
  /** Its pieces (domain/updates/pieces.ts). */
  list: (file: PackageFile) => Promise<Buffer>
  report: (report: UpdateReport) => Promise<void>
}

export type UpdateParts = {
  folder: string
  program: Program
  installer: Installer
  /** Does what is done in the office's folder. */
  inFolder: RunTask
  now: () => number
  changed: () => void
  report: (id: string, error: unknown) => void
  /** Null while there is no line. */
  source: () => ReleaseSource | null
  /** Shown as work under way, and stopped there. */
  asJob: (about: string, work: (w: FetchWork) => Promise<void>) => Promise<void>
  /** Work that a new program must not cut: a merge, an import, a closing, a signature. */
  busy: () => boolean
  /** Closes the office, hands the package to the installer and starts again. */
  leave: () => Promise<void>
}
export type FetchWork = { signal: AbortSignal; at: (done: number, of: number) => void }
/** The system's own dialog: for an update on a stick, or a release for the server. Null: nothing was chosen. */
export type ChooseFile = (what: 'update' | 'release') => Promise<string | null>
export type GivenFile = { heard: () => void; readonly waits: boolean; take: () => string | null }
/** What whoever starts the program says of it. */
export type UpdateOptions = Pick<UpdateParts, 'folder' | 'program' | 'installer' | 'leave' | 'inFolder'> & {
  chooseFile: ChooseFile
  /** An update file that somebody opened in the system (main/shell/given.ts). */
  given?: GivenFile
}
