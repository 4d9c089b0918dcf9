import { randomUUID } from 'node:crypto'
import { access, readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import type { JobFinding } from '../../contract/jobs'
import { DailyBackup, type Backup } from '../../contract/session'
import { writeDurably } from '../../db/core/durable'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Reader } from '../../db/core/sql'
import { superfluous } from '../../domain/backup/kept'
import { dueTime } from '../../domain/jobs/due'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { record } from '../security/log'
import { makeBackup } from './backup'
import { keepLast } from './last'
import { medium } from './medium'
import type { InTurn } from './turn'

const PLAN = 'backup.daily'

/** At noon the PC is on, and what was registered in the morning is in it. */
export const EACH_DAY = { dailyAt: '12:30' } as const

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
  if (!plan || (await isThere(desk, plan.folder))) return
  const finding = (made: Backup | null): JobFinding => (made?.filesMissing ? 'attention' : 'good')
  const about = basename(plan.folder)
  await desk.jobs.run({ kind: 'backup', byId: null, about, finding }, (work) =>
    inTurn(work.signal, async () => {
      try {
        // Asked for twice, it waited for the other.
        if (await isThere(desk, plan.folder)) return null
        if ((await markOf(plan.folder)) !== plan.mark) throw new AppError('medium-gone')
        await record(desk, { kind: 'backup', userId: null })
        const made = await makeBackup(desk, plan.folder, `${prefixOf(desk)}${today(desk)}`, medium, work)
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

/** Since the last half past twelve: one that was cut, or slept through, is made when the office is opened again. */
async function isThere(desk: Desk, folder: string): Promise<boolean> {
  const due = new Date(dueTime(EACH_DAY, desk.clock.now(), zoneOf(desk.office)) * 86_400_000).toISOString().slice(0, 10)
  return (await daysIn(desk, folder)).some((day) => day >= due)
}

/** Of copies that are whole and exactly so called: what somebody made or renamed by hand is theirs. */
async function daysIn(desk: Desk, folder: string): Promise<string[]> {
  const prefix = prefixOf(desk)
  const days: string[] = []
  // No folder is no copy; why it is away is said by who wants to write there.
  for (const name of await readdir(folder).catch(() => [])) {
    const day = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    if (/^\d{4}-\d\d-\d\d$/.test(day) && (await isWhole(join(folder, name)))) days.push(day)
  }
  return days
}

async function removeSuperfluous(desk: Desk, folder: string): Promise<void> {
  for (const day of superfluous(await daysIn(desk, folder)))
    await rm(join(folder, `${prefixOf(desk)}${day}`), { recursive: true, force: true })
}

/** Its manifest is written last. Not asked of the disk while everybody waits: a share may hang. */
const isWhole = (copy: string): Promise<boolean> =>
  access(join(copy, 'manifest.json')).then(
    () => true,
    () => false,
  )

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
