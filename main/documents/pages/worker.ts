import { parentPort } from 'node:worker_threads'
import type { Answer } from '../../jobs/threads'
import { verifySignatures } from '../signatures/verify'
import { together } from './together'
import { arrange } from './arrange'
import { textOfPdf } from './text'
import type { PagesAsk, PagesMade } from './messages'

/** The thread in which files from outside are taken apart: what one of them does to a parser, it does there. */
async function work(ask: PagesAsk): Promise<PagesMade> {
  const nothing: PagesMade = { papers: [], signatures: [], text: '' }
  if (ask.kind === 'signatures') return { ...nothing, signatures: verifySignatures(ask.bytes, ask.issuers) }
  if (ask.kind === 'text') return { ...nothing, text: await textOfPdf(ask.bytes) }
  if (ask.kind === 'together') return { ...nothing, papers: [await together(ask.sources)] }
  return { ...nothing, papers: await arrange(ask.sources, ask.papers) }
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
