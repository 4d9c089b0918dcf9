import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { JobFinding } from '../../contract/jobs'
import { DailyBackup, type Backup } from '../../contract/session'
import { writeDurably } from '../../db/core/durable'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Reader } from '../../db/core/sql'
import { superfluous } from '../../domain/backup/kept'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { record } from '../security/log'
import { makeBackup } from './backup'
import { keepLast } from './last'
import { medium } from './medium'
import type { InTurn } from './turn'

const PLAN = 'backup.daily'

/** Of this PC, which alone knows what its folders are called. `mark`: what the folder said of itself when it was chosen. */
const Plan = z.object({
  folder: z.string(),
  mark: z.string(),
  failed: DailyBackup.shape.failed,
})
type Plan = z.infer<typeof Plan>

/** In the chosen folder, so that an empty one that stands in its place, as when a disk is not plugged in, is not written to. */
const MARK = '.diwan-daily'

export async function dailyPlan(read: Reader): Promise<DailyBackup> {
  const plan = await planIn(read)
  return { folder: plan?.folder ?? null, failed: plan?.failed ?? null }
}

/** From now on each day's copy goes there; null = no more. @throws medium-full · medium-read-only · medium-gone */
export async function planDaily(desk: Desk, folder: string | null): Promise<void> {
  const plan = folder === null ? null : { folder, mark: await marked(folder), failed: null }
  await keepPlan(desk, plan)
}

/** This day's copy, when an administrator wants one; the older ones that are no longer wanted go. How it ended is kept. */
export async function makeDaily(desk: Desk, inTurn: InTurn): Promise<void> {
  const plan = await planIn(desk.db.read)
  const name = `${prefixOf(desk)}${today(desk)}`
  if (!plan || isWhole(join(plan.folder, name))) return
  const finding = (made: Backup | null): JobFinding => (made?.filesMissing ? 'attention' : 'good')
  const about = basename(plan.folder)
  await desk.jobs.run({ kind: 'backup', byId: null, about, finding }, (work) =>
    inTurn(work.signal, async () => {
      try {
        // Asked for twice, it waited for the other.
        if (isWhole(join(plan.folder, name))) return null
        if ((await markOf(plan.folder)) !== plan.mark) throw new AppError('medium-gone')
        await record(desk, { kind: 'backup', userId: null })
        const made = await makeBackup(desk, plan.folder, name, medium, work)
        await keepLast(desk, made)
        await removeSuperfluous(desk, plan.folder)
        if (plan.failed) await keepPlan(desk, { ...plan, failed: null })
        return made
      } catch (error) {
        // Stopped by a person, or by closing: nothing failed.
        if (!work.signal.aborted && error instanceof AppError) {
          const { code, params } = error
          await keepPlan(desk, { ...plan, failed: { at: desk.clock.now(), error: { code, params } } })
        }
        throw error
      }
    }),
  )
}

/** diwan-daily-1a2b3c4d-2026-11-21: two PCs may have one folder. */
const prefixOf = (desk: Desk): string => `diwan-daily-${desk.device.id.slice(-8)}-`
const today = (desk: Desk): string => dateOf(desk.clock.now(), zoneOf(desk.office))

async function removeSuperfluous(desk: Desk, folder: string): Promise<void> {
  const prefix = prefixOf(desk)
  // Only what is whole and exactly so called: what somebody made or renamed by hand is theirs.
  const days = (await readdir(folder))
    .filter((name) => name.startsWith(prefix) && /^\d{4}-\d\d-\d\d$/.test(name.slice(prefix.length)))
    .filter((name) => isWhole(join(folder, name)))
    .map((name) => name.slice(prefix.length))
  for (const day of superfluous(days)) await rm(join(folder, `${prefix}${day}`), { recursive: true, force: true })
}

/** Its manifest is written last. */
const isWhole = (copy: string): boolean => existsSync(join(copy, 'manifest.json'))

const markOf = (folder: string): Promise<string | null> => readFile(join(folder, MARK), 'utf8').catch(() => null)

/** Two PCs that copy to one folder share its mark. */
async function marked(folder: string): Promise<string> {
  const known = await markOf(folder)
  if (known) return known
  const mark = randomUUID()
  await writeDurably(join(folder, MARK), mark)
  return mark
}

async function planIn(read: Reader): Promise<Plan | null> {
  const text = await metaValue(read, PLAN)
  return text === undefined ? null : Plan.nullable().parse(JSON.parse(text))
}

const keepPlan = (desk: Desk, plan: Plan | null): Promise<void> =>
  desk.db.write((tx) => setMeta(tx, PLAN, JSON.stringify(plan)))
