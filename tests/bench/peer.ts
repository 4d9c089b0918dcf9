import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { cardOf } from './words'

/** What PouchDB took for the same: milliseconds, bytes on the line, and the most memory of its process. */
export type PeerFigures = {
  pushMs: number
  pushBytes: number
  pullMs: number
  pullBytes: number
  editsMs: number
  megabytes: number
}

/** PouchDB → express-pouchdb with the same cards, in processes of their own (tests/bench/peers, a package of its own). */
export async function peer(rows: number, clients: number, edits: number): Promise<PeerFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bench-peer-'))
  try {
    const cards = join(folder, 'cards.json')
    writeFileSync(cards, JSON.stringify(Array.from({ length: rows }, (_, i) => cardOf(i, i))))
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [resolve('tests/bench/peers/pouchdb.mjs'), folder, cards, String(clients), String(edits)],
      { maxBuffer: 1 << 24 },
    )
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PeerFigures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
