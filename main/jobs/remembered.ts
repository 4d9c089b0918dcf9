import { z } from 'zod'
import { Job } from '../../contract/jobs'
import type { Database } from '../../db/core/database'
import type { Tx } from '../../db/core/sql'
import { metaValue, setMeta } from '../../db/core/meta'
import type { JobRecord } from './jobs'

/** Jobs under way, as the encrypted database remembers them: what is still there at the next opening was cut. */
const UNDER_WAY = 'jobs.underWay'
const Kept = z.array(Job.omit({ mine: true }))

export async function interruptedJobs({ read }: Database, now: number): Promise<JobRecord[]> {
  const text = await metaValue(read, UNDER_WAY)
  // A version that knows other kinds may have written it: then nothing is said.
  const kept = Kept.safeParse(text === undefined ? [] : JSON.parse(text))
  return kept.success ? kept.data.map((job) => ({ ...job, error: null, endedAt: job.endedAt ?? now })) : []
}

export const rememberJobs = (tx: Tx, open: readonly JobRecord[]): Promise<void> =>
  setMeta(tx, UNDER_WAY, JSON.stringify(open))

/** The copy a restore brought in was made while its backup ran. */
export const forgetJobs = (tx: Tx): Promise<void> => setMeta(tx, UNDER_WAY, '[]')
