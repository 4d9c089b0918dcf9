import { cpus } from 'node:os'
import { Threads, type ThreadsOptions } from '../jobs/threads'
import type { PagesAsked, PdfJob, PdfResult, StampAsked } from './jobs'
import type { LetterModel } from '../letters/pdf/model'
import type { ListPrintModel } from '../register/pdf/list-model'
import type { FormModel } from './form-model'
import type { EntryPrintModel } from '../register/pdf/model'
import type { MarkAsked } from './mark-page'
import type { PaperModel } from '../register/pdf/paper-model'
import type { LabelModel, SeparatorModel } from '../labels/label-model'
import type { AddressLabelModel, EnvelopeModel } from '../runs/post-model'

export interface PdfWorkerOptions extends ThreadsOptions {
  /** Where `amiri/` and `scheherazade-new/` lie. */
  fontsDir: string
}

export interface PdfWorker {
  letter(model: LetterModel, signal?: AbortSignal): Promise<PdfResult>
  entryPrint(model: EntryPrintModel, signal?: AbortSignal): Promise<PdfResult>
  listPrint(model: ListPrintModel, signal?: AbortSignal): Promise<PdfResult>
  paper(model: PaperModel, signal?: AbortSignal): Promise<PdfResult>
  form(model: FormModel, signal?: AbortSignal): Promise<PdfResult>
  labels(model: LabelModel, signal?: AbortSignal): Promise<PdfResult>
  envelopes(model: EnvelopeModel, signal?: AbortSignal): Promise<PdfResult>
  addressLabels(model: AddressLabelModel, signal?: AbortSignal): Promise<PdfResult>
  separators(model: SeparatorModel, signal?: AbortSignal): Promise<PdfResult>
  extract(asked: PagesAsked, signal?: AbortSignal): Promise<PdfResult>
  stamp(asked: StampAsked, signal?: AbortSignal): Promise<PdfResult>
  mark(asked: MarkAsked, signal?: AbortSignal): Promise<PdfResult>
  proof(input: unknown, signal?: AbortSignal): Promise<PdfResult>
  /** Starts a thread before it is needed: the first letter need not wait for the fonts. */
  warm(): Promise<void>
  readonly started: boolean
  /** Ends the thread; what was not answered is rejected, and so is everything asked later. */
  close(): Promise<void>
}

/** One core stays for the window and the main process; each thread holds the parsed fonts, so there are never many. */
const mostThreads = (): number => Math.max(1, Math.min(3, cpus().length - 1))

/** Sets pages in threads of the jobs' pool. */
export function pdfWorker(workerFile: string, { fontsDir, ...options }: PdfWorkerOptions): PdfWorker {
  const threads = new Threads<PdfJob & { fontsDir: string }, PdfResult>(workerFile, {
    most: mostThreads(),
    ...options,
  })
  const ask = async (job: PdfJob, signal?: AbortSignal): Promise<PdfResult> => {
    const { bytes, pages, missing } = await threads.ask({ ...job, fontsDir }, signal)
    return { bytes, pages, missing }
  }
  return {
    letter: (model, signal) => ask({ kind: 'letter', model }, signal),
    entryPrint: (model, signal) => ask({ kind: 'entry-print', model }, signal),
    listPrint: (model, signal) => ask({ kind: 'list-print', model }, signal),
    paper: (model, signal) => ask({ kind: 'paper', model }, signal),
    form: (model, signal) => ask({ kind: 'form', model }, signal),
    labels: (model, signal) => ask({ kind: 'labels', model }, signal),
    envelopes: (model, signal) => ask({ kind: 'envelopes', model }, signal),
    addressLabels: (model, signal) => ask({ kind: 'addressLabels', model }, signal),
    separators: (model, signal) => ask({ kind: 'separators', model }, signal),
    extract: (model, signal) => ask({ kind: 'extract', model }, signal),
    stamp: (model, signal) => ask({ kind: 'stamp', model }, signal),
    mark: (model, signal) => ask({ kind: 'mark', model }, signal),
    proof: (model, signal) => ask({ kind: 'proof', model }, signal),
    warm: async () => {
      if (!threads.started) await ask({ kind: 'warm' })
    },
    get started() {
      return threads.started
    },
    close: () => threads.close(),
  }
}
