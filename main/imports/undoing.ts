import { setTimeout as pause } from 'node:timers/promises'
import type { Tx } from '../../db/core/sql'
import {
  beginTranscribing,
  closeUp,
  isTranscribing,
  notePiece,
  sealTranscribing,
  undoPiece,
} from '../../db/imports/transcribing'
import { changeBegun } from '../../db/outbox/changes'
import type { Desk } from '../desk'

/** Between two pieces: other programs of a small PC breathe too. */
const REST_MS = 2
const running = new WeakSet<Desk>()

/** What is written until it ends is one transcription: nobody takes it back from beside it. */
export async function asOne<T>(desk: Desk, work: () => Promise<T>): Promise<T> {
  running.add(desk)
  try {
    return await work()
  } finally {
    running.delete(desk)
  }
}

/** A piece of cards that can still be taken back, and of which nothing is sent before all of them are sealed. */
export async function asPiece(tx: Tx, write: () => Promise<void>): Promise<void> {
  await beginTranscribing(tx, 'cards')
  await write()
  const change = changeBegun(tx)
  if (change !== null) await notePiece(tx, change)
}
/** From here on it stands, and travels. */
export const sealPieces = (tx: Tx): Promise<void> => sealTranscribing(tx)

/** Takes back what was written, the last piece first; a kill in the middle goes on at the next opening. @param signal stops between two */
export async function undoImport(desk: Desk, signal?: AbortSignal): Promise<void> {
  if (!(await isTranscribing(desk.db.read))) return
  while (await desk.db.write((tx) => undoPiece(tx), 'spare')) {
    signal?.throwIfAborted()
    await pause(REST_MS)
  }
  await desk.db.write((tx) => closeUp(tx, desk.device.id))
  desk.emit('register', 'changed', { ids: [] })
  desk.emit('office', 'changed', {})
}

/** After a kill, or a log-out in the middle: nothing stays half imported. */
export async function undoCutImport(desk: Desk): Promise<void> {
  if (running.has(desk) || !(await isTranscribing(desk.db.read))) return
  await desk.jobs.run({ kind: 'import', byId: null }, async ({ signal }) => {
    if (!running.has(desk)) await undoImport(desk, signal)
  })
}
