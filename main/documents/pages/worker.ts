import { parentPort } from 'node:worker_threads'
import type { Answer } from '../../jobs/threads'
import { verifySignatures } from '../signatures/verify'
import { together } from './together'
import { arrange } from './arrange'
import type { PagesAsk, PagesMade } from './messages'

/** The thread in which files from outside are taken apart: what one of them does to a parser, it does there. */
async function work(ask: PagesAsk): Promise<PagesMade> {
  if (ask.kind === 'signatures') return { papers: [], signatures: verifySignatures(ask.bytes, ask.issuers) }
  if (ask.kind === 'together') return { papers: [await together(ask.sources)], signatures: [] }
  return { papers: await arrange(ask.sources, ask.papers), signatures: [] }
}

parentPort?.on('message', (asked: PagesAsk & { id: number }) => {
  work(asked).then(
    (made) => {
      const answer: Answer<PagesMade> = { id: asked.id, ok: true, ...made }
      parentPort?.postMessage(answer)
    },
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      const answer: Answer<PagesMade> = { id: asked.id, ok: false, message }
      parentPort?.postMessage(answer)
    },
  )
})
