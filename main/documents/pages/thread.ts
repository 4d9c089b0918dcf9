import { join } from 'node:path'
import type { Signature } from '../../../contract/signatures'
import { Threads, type ThreadsOptions } from '../../jobs/threads'
import { PagesRefused, type PagesAsk, type PagesMade, type Placed, type Source } from './messages'

/** Takes scans apart away from the main thread. */
export type PageThread = {
  /** @throws PagesRefused */
  arrange(sources: Source[], papers: Placed[][], signal?: AbortSignal): Promise<Uint8Array[]>
  /** Papers one after the other as one, each beginning on a sheet of its own. @throws PagesRefused */
  together(sources: Source[], signal?: AbortSignal): Promise<Uint8Array>
  /** @param issuers certificates the office trusts, PEM */
  signatures(bytes: Uint8Array, issuers: string[], signal?: AbortSignal): Promise<Signature[]>
  /** The words a PDF carries; no longer than what is read of a file (text.ts). */
  text(bytes: Uint8Array, signal?: AbortSignal): Promise<string>
  close(): Promise<void>
}

/** One thread: two large scans are not taken apart at once, so that memory stays what one of them needs. */
export function pageThread(folder: string, options: ThreadsOptions = {}): PageThread {
  const threads = new Threads<PagesAsk, PagesMade>(join(folder, 'pages-worker.js'), options)
  const ask = (what: PagesAsk, signal?: AbortSignal): Promise<PagesMade> =>
    threads.ask(what, signal).catch((error: unknown) => {
      throw (error instanceof Error && PagesRefused.from(error.message)) || error
    })
  return {
    arrange: async (sources, papers, signal) => (await ask({ kind: 'arrange', sources, papers }, signal)).papers,
    together: async (sources, signal) =>
      (await ask({ kind: 'together', sources }, signal)).papers[0] ?? new Uint8Array(),
    signatures: async (bytes, issuers, signal) =>
      (await ask({ kind: 'signatures', bytes, issuers }, signal)).signatures,
    text: async (bytes, signal) => (await ask({ kind: 'text', bytes }, signal)).text,
    close: () => threads.close(),
  }
}
