import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url&no-inline'
import type { CodeAnswer, CodeAsked } from './codeWorker'

/** Looks for codes in drawn pages, in a thread of its own: the window goes on. */
export class CodeReader {
  private readonly worker = new Worker(new URL('./codeWorker.ts', import.meta.url), { type: 'module' })
  private readonly waiting = new Map<number, { done(texts: string[]): void; failed(error: Error): void }>()
  private last = 0

  constructor() {
    this.worker.addEventListener('message', ({ data: answer }: MessageEvent<CodeAnswer>) => {
      const asked = this.waiting.get(answer.id)
      this.waiting.delete(answer.id)
      if ('texts' in answer) asked?.done(answer.texts)
      else asked?.failed(new Error(answer.failed))
    })
    this.worker.addEventListener('error', (event) => this.give(new Error(event.message)))
  }

  /** @param page is handed over: its bytes are gone here afterwards */
  read({ data, width, height }: ImageData): Promise<string[]> {
    const id = ++this.last
    const asked: CodeAsked = { id, wasm, width, height, data: data.buffer as ArrayBuffer }
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed })
      this.worker.postMessage(asked, [asked.data])
    })
  }

  close(): void {
    this.worker.terminate()
    this.give(new Error('closed'))
  }

  private give(error: Error): void {
    for (const { failed } of this.waiting.values()) failed(error)
    this.waiting.clear()
  }
}
