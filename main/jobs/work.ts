import type { JobStep } from '../../contract/jobs'

/** What the work of a job gets. */
export type Work = {
  /** Aborts with what is to be thrown: `cancelled`, or `signed-out` when the vault closes. */
  readonly signal: AbortSignal
  /** How far it is. @throws what it was stopped with */
  progress(step: JobStep, done: number, of?: number | null): void
}

/** The same work where nobody watches and nothing stops it: the command line, a test. */
export const unwatched: Work = { signal: new AbortController().signal, progress: () => undefined }
