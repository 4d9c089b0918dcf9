import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { asAppError } from '../../db/core/errors'
import type { Tx } from '../../db/core/sql'
import type { Desk } from '../desk'
import { note, type Happened } from './log'

/** What happened while nobody had the vault open (a refused log-in, a restore) waits here for the next opening. */
const FILE = 'happened.log'
/** Whoever tries a million passwords writes no million lines. */
const LARGEST = 256 * 1024
/** How many were left out for that: one small number beside it. */
const LEFT_OUT = 'happened.more'
const Line = z.object({
  at: z.int(),
  kind: z.enum(['logInRefused', 'recoveryRefused', 'restoreRefused', 'restored', 'unrecorded', 'joined', 'logBegun']),
  userId: z.string().max(60).nullable(),
  detail: z.record(z.string().max(20), z.union([z.string().max(20), z.int()])).default({}),
})

/** On the disk when it returns. @throws disk-full · disk-failed: it is the caller's to say what is not done then */
export function keepForLater(folder: string, at: number, { kind, userId, detail = {} }: Happened): void {
  try {
    if (kind !== 'restored' && sizeOf(folder) > LARGEST) return leaveOut(folder)
    const out = openSync(join(folder, FILE), 'a', 0o600)
    try {
      writeSync(out, JSON.stringify({ at, kind, userId, detail }) + '\n')
      fsyncSync(out)
    } finally {
      closeSync(out)
    }
  } catch (error) {
    throw asAppError(error)
  }
}

/**
 * What replaces the office here is said before it is done: what cannot be said is not done (A3).
 * @returns takes the line back, when it was not done after all
 */
export function sayBefore(folder: string, at: number, happened: Happened): () => void {
  const before = sizeOf(folder)
  const unsay = (): void => {
    if (sizeOf(folder) > before) truncateSync(join(folder, FILE), before)
  }
  try {
    keepForLater(folder, at, happened)
  } catch (error) {
    unsay() // half a line is none
    throw error
  }
  return unsay
}

const sizeOf = (folder: string): number => statSync(join(folder, FILE), { throwIfNoEntry: false })?.size ?? 0
const leftOut = (folder: string): number => {
  const file = join(folder, LEFT_OUT)
  return existsSync(file) ? Number(/^\d{1,12}/.exec(readFileSync(file, 'utf8'))?.[0] ?? 0) : 0
}
const leaveOut = (folder: string): void =>
  writeFileSync(join(folder, LEFT_OUT), `${leftOut(folder) + 1}\n`, { mode: 0o600 })

/** Takes what waited into the log; the restore first, because its line says which lines went with the office it replaced. */
export async function takeWaiting(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'device' | 'logHead'>,
  folder: string,
): Promise<void> {
  const lines = readWaiting(folder)
  const restores = lines.filter((line) => line.kind === 'restored')
  for (const line of [...restores, ...lines.filter((l) => l.kind !== 'restored')]) await note(tx, desk, line, line.at)
  const lost = leftOut(folder)
  if (lost > 0) await note(tx, desk, { kind: 'unrecorded', userId: null, detail: { lost } })
}

/** After the commit: what was taken in is not taken in again. */
export function forgetWaiting(folder: string): void {
  for (const file of [FILE, LEFT_OUT]) rmSync(join(folder, file), { force: true })
}

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
