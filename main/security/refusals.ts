import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Tx } from '../../db/core/sql'
import type { Desk } from '../desk'
import { note, type Happened } from './log'

/** What happened while nobody had the vault open (a refused log-in, a restore) waits here for the next opening. */
const FILE = 'happened.log'
/** Whoever tries a million passwords writes no million lines. */
const LARGEST = 256 * 1024
const Line = z.object({
  at: z.int(),
  kind: z.enum(['logInRefused', 'recoveryRefused', 'restoreRefused', 'restored']),
  userId: z.string().max(60).nullable(),
  detail: z.record(z.string().max(20), z.string().max(20)).default({}),
})

export function keepForLater(folder: string, at: number, { kind, userId, detail = {} }: Happened): void {
  const file = join(folder, FILE)
  try {
    if (kind !== 'restored' && existsSync(file) && statSync(file).size > LARGEST) return
    appendFileSync(file, JSON.stringify({ at, kind, userId, detail }) + '\n', { mode: 0o600 })
  } catch {
    // A full disk must not turn a wrong password into another error; the guess itself is counted (attempts.ts).
  }
}

/** Takes what waited into the log; the restore first, because its line says which lines went with the office it replaced. */
export async function takeWaiting(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'device' | 'logHead'>,
  folder: string,
): Promise<void> {
  const lines = readWaiting(folder)
  const restores = lines.filter((line) => line.kind === 'restored')
  for (const line of [...restores, ...lines.filter((l) => l.kind !== 'restored')]) await note(tx, desk, line, line.at)
}

/** After the commit: what was taken in is not taken in again. */
export const forgetWaiting = (folder: string): void => rmSync(join(folder, FILE), { force: true })

function readWaiting(folder: string): z.infer<typeof Line>[] {
  const file = join(folder, FILE)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [Line.parse(JSON.parse(text))]
      } catch {
        return [] // cut by a crash, or not ours
      }
    })
}
