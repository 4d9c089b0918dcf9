import type { Kind } from '../../../domain/documents/kinds'
import type { Turn } from '../../../domain/documents/pages'
import type { Signature } from '../../../contract/signatures'

/** A scan pages are taken from. */
export type Source = { bytes: Uint8Array; mediaType: Kind }
/** One page of what comes of it: page `page` (0 the first) of source `source`, turned clockwise from how it is shown now. */
export type Placed = { source: number; page: number; turn: Turn }

/** `papers`: one PDF each. */
export type PagesAsk =
  | { kind: 'arrange'; sources: Source[]; papers: Placed[][] }
  | { kind: 'together'; sources: Source[] }
  | { kind: 'signatures'; bytes: Uint8Array; issuers: string[] }
  | { kind: 'text'; bytes: Uint8Array }
export type PagesMade = { papers: Uint8Array[]; signatures: Signature[]; text: string }

/** Why pages could not be taken, as the thread says it; `source`: of which file. */
export const refusals = ['protected', 'unreadable', 'too-large', 'no-such-page', 'webp'] as const
export type Refusal = (typeof refusals)[number]

/** Crosses the thread as its message. */
export class PagesRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly source: number,
  ) {
    super(`${refusal} ${source}`)
  }

  /** What a thread's message says; null: something else went wrong in it. */
  static from(message: string): PagesRefused | null {
    const [said, source] = message.split(' ')
    const refusal = refusals.find((one) => one === said)
    return refusal && /^\d+$/.test(source ?? '') ? new PagesRefused(refusal, Number(source)) : null
  }
}
