import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { renameWithRetries, syncFolder, writeDurably, type Retry } from '../../db/core/durable'
import { OPENED } from '../way-back/opened'

/** Left by a restore for the next opening: books the journal does not know to be up to date are then suspended (R3). */
export const RESTORED = 'restored'

/** What an office is on the disk. The number journal and the counted guesses are this PC's own and stay. */
export const PARTS = ['vault.json', OPENED, 'diwan.db', 'diwan.db-wal', 'diwan.db-shm', 'files', RESTORED] as const

const Plan = z.object({
  /** in: what lies in `from` comes in, what is here goes to `aside` · back: the other way round, after a failure. */
  way: z.enum(['in', 'back']),
  from: z.string(),
  aside: z.string(),
  coming: z.array(z.enum(PARTS)),
  leaving: z.array(z.enum(PARTS)),
})
type Plan = z.infer<typeof Plan>
const planOf = (folder: string): string => join(folder, 'swap.json')

/** An exchange was begun here and not ended: what lies about is an office all the same. */
export const isSwapping = (folder: string): boolean => existsSync(planOf(folder))

/**
 * Exchanges the office here for the one in a folder beside it. The plan is on the disk before anything moves, so that a kill
 * at any point is finished by `finishSwap`; a file that is held is waited for, and when it is never let go everything moves
 * back.
 * @param from folder inside `folder` with a whole office · @param aside where what is here goes, to be taken back from
 * @throws file-held; all is as before then
 */
export async function swapIn(folder: string, from: string, aside: string, retry: Retry = {}): Promise<void> {
  await mkdir(join(folder, aside), { recursive: true, mode: 0o700 })
  const there = (place: string) => PARTS.filter((part) => existsSync(join(folder, place, part)))
  const plan: Plan = { way: 'in', from, aside, coming: there(from), leaving: there('') }
  await writeDurably(planOf(folder), JSON.stringify(plan))
  try {
    await carryOut(folder, plan, retry)
  } catch (error) {
    const back: Plan = { ...plan, way: 'back' }
    await writeDurably(planOf(folder), JSON.stringify(back))
    await carryOut(folder, back, retry)
    throw error
  }
}

/** What a kill left between two moves is brought to its end. The vault's folder must be locked. */
export async function finishSwap(folder: string): Promise<void> {
  if (!isSwapping(folder)) return
  await carryOut(folder, Plan.parse(JSON.parse(readFileSync(planOf(folder), 'utf8'))))
}

async function carryOut(folder: string, plan: Plan, retry: Retry = {}): Promise<void> {
  const { way, from, aside, coming, leaving } = plan
  const move = (part: string, source: string, target: string): Promise<void> =>
    moveOnce(join(folder, source, part), join(folder, target, part), retry)
  if (way === 'in') {
    // What still lies in `from` says how far it was: nothing of it moves before everything here is aside.
    if (coming.every((part) => existsSync(join(folder, from, part))))
      for (const part of leaving) await move(part, '', aside)
    for (const part of [...coming].reverse()) await move(part, from, '')
  } else {
    for (const part of coming) if (!existsSync(join(folder, from, part))) await move(part, '', from)
    for (const part of [...leaving].reverse()) await move(part, aside, '')
  }
  for (const place of [from, aside, '']) if (existsSync(join(folder, place))) syncFolder(join(folder, place))
  await rm(planOf(folder))
  syncFolder(folder)
  if (way === 'back') await rm(join(folder, aside), { recursive: true, force: true })
  else await rm(join(folder, from), { recursive: true, force: true })
}

/** Done already when its source is gone. */
async function moveOnce(source: string, target: string, retry: Retry = {}): Promise<void> {
  if (existsSync(source)) await renameWithRetries(source, target, retry)
}
