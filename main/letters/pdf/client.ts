import { Worker } from 'node:worker_threads'
import type { PdfAnswer, PdfJob, PdfRequest, PdfResult } from './jobs'
import type { EntryPrintModel, LetterModel } from './model'

export interface PdfWorkerOptions {
  /** Where `amiri/` and `scheherazade-new/` lie. */
  fontsDir: string
  /** A thread with parsed fonts holds some 100 MB: it is let go when nobody has printed for so long. */
  idleMs?: number
}

export interface PdfWorker {
  letter(model: LetterModel): Promise<PdfResult>
  entryPrint(model: EntryPrintModel): Promise<PdfResult>
  proof(input: unknown): Promise<PdfResult>
  /** Ends the thread; what was not answered is rejected, and so is everything asked later. */
  close(): Promise<void>
}

interface Waiting {
  request: PdfRequest
  resolve(result: PdfResult): void
  reject(error: Error): void
}

/**
 * One thread, started when the first job comes, given one job at a time, and started again after it died: the job it died of is
 * rejected, those behind it are done by its successor.
 */
export function pdfWorker(workerFile: string, { fontsDir, idleMs = 60_000 }: PdfWorkerOptions): PdfWorker {
  const queue: Waiting[] = []
  let worker: Worker | null = null
  let current: Waiting | null = null
  let idle: NodeJS.Timeout | undefined
  let closed = false
  let lastId = 0

  function start(): Worker {
    const started = new Worker(workerFile)
    // The app may quit while the thread is idle.
    started.unref()
    let fault: Error | null = null
    started.on('message', (answer: PdfAnswer) => finish(answer))
    started.on('error', (error) => {
      fault = error instanceof Error ? error : new Error(String(error))
    })
    started.on('exit', (code) => {
      // One that was let go answers for nothing any more.
      if (worker !== started) return
      worker = null
      const lost = current
      current = null
      lost?.reject(fault ?? new Error(`The PDF worker stopped (exit code ${code})`))
      next()
    })
    return started
  }

  function finish(answer: PdfAnswer): void {
    if (current?.request.id !== answer.id) return
    const { resolve, reject } = current
    current = null
    if (answer.ok) resolve({ bytes: answer.bytes, pages: answer.pages, missing: answer.missing })
    else reject(new Error(answer.message))
    next()
  }

  function next(): void {
    if (closed || current) return
    clearTimeout(idle)
    const waiting = queue.shift()
    if (!waiting) {
      worker?.unref()
      idle = setTimeout(() => void stop(), idleMs)
      idle.unref()
      return
    }
    current = waiting
    worker ??= start()
    worker.ref()
    try {
      worker.postMessage(waiting.request)
    } catch (error) {
      // A model that cannot be cloned (a function in it) is the caller's mistake, not the thread's.
      current = null
      waiting.reject(error instanceof Error ? error : new Error(String(error)))
      next()
    }
  }

  async function stop(): Promise<void> {
    const stopped = worker
    worker = null
    await stopped?.terminate()
  }

  function ask(job: PdfJob): Promise<PdfResult> {
    if (closed) return Promise.reject(new Error('The PDF worker is closed'))
    return new Promise((resolve, reject) => {
      queue.push({ request: { ...job, id: ++lastId, fontsDir }, resolve, reject })
      next()
    })
  }

  return {
    letter: (model) => ask({ kind: 'letter', model }),
    entryPrint: (model) => ask({ kind: 'entry-print', model }),
    proof: (model) => ask({ kind: 'proof', model }),
    async close() {
      closed = true
      clearTimeout(idle)
      const unanswered = [...(current ? [current] : []), ...queue.splice(0)]
      current = null
      for (const { reject } of unanswered) reject(new Error('The PDF worker is closed'))
      await stop()
    },
  }
}
