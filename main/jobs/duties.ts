import { z } from 'zod'
import type { Reader } from '../../db/core/sql'
import { metaValue, setMeta } from '../../db/core/meta'
import { nothingAnswered, type Answered } from '../../domain/jobs/due'
import { zoneOf } from '../../domain/text/zone'
import { undoCutImport } from '../imports/undoing'
import { carryOut } from '../disposal/destroying'
import { EACH_DAY } from '../backup/daily'
import { keepIndex } from '../community/indexing'
import type { Desk } from '../desk'
import { keepStanding } from '../deadlines/standing'
import { readTexts } from '../documents/texts'
import { stampWaiting } from '../letters/signature/office-signature'
import { Schedule, type Duty } from './schedule'

const HOUR = 3600_000
const QUARTER = 15 * 60_000

/** What this PC does by itself, and when. One line a duty. */
const dutiesOf = (desk: Desk): Duty[] => [
  { name: 'index', plan: { everyMs: HOUR }, atOpening: true, work: () => keepIndex(desk) },
  { name: 'import', plan: { everyMs: HOUR }, atOpening: true, work: () => undoCutImport(desk) },
  { name: 'destroy', plan: { everyMs: HOUR }, atOpening: true, work: async () => void (await carryOut(desk)) },
  { name: 'texts', plan: { everyMs: QUARTER }, atOpening: true, work: async () => void (await readTexts(desk)) },
  { name: 'deadlines', plan: { everyMs: QUARTER }, atOpening: true, work: () => keepStanding(desk) },
  { name: 'backup', plan: EACH_DAY, atOpening: true, work: async () => desk.makeDailyBackup?.() },
  { name: 'stamps', plan: { everyMs: QUARTER }, atOpening: true, work: () => stampWaiting(desk) },
  { name: 'updates', plan: { everyMs: QUARTER }, atOpening: true, work: async () => desk.lookForUpdates?.() },
  { name: 'support', plan: { everyMs: QUARTER }, atOpening: true, work: async () => desk.sendReports?.() },
]

export function scheduleOf(desk: Desk, report: (id: string, error: unknown) => void): Schedule {
  const parts = {
    now: () => desk.clock.now(),
    zone: () => zoneOf(desk.office),
    recall: (name: string) => recall(desk.db.read, name),
    remember: (name: string, what: Answered) =>
      desk.db.write((tx) => setMeta(tx, `schedule.${name}`, JSON.stringify(what)), 'spare'),
    report,
  }
  return new Schedule(parts, dutiesOf(desk))
}

const Kept = z.object({ floor: z.int(), stretches: z.array(z.tuple([z.int(), z.int()])) })

async function recall(read: Reader, name: string): Promise<Answered> {
  const text = await metaValue(read, `schedule.${name}`)
  return text === undefined ? nothingAnswered : Kept.parse(JSON.parse(text))
}
