import type { Handlers } from '../../contract/define'
import { AppError, type Params } from '../../contract/errors'
import type { Job, jobs } from '../../contract/jobs'
import type { Actor } from '../../contract/permissions'
import { isMine, seesJob } from '../../domain/jobs/sight'
import type { Ctx } from '../desk'
import type { JobRecord } from './jobs'

/** A2: of another person's work the kind and how far it is; not what it is about, nor names in what went wrong. */
export function toldTo(actor: Actor, job: JobRecord): Job {
  if (isMine(actor, job)) return { ...job, mine: true }
  const { error } = job
  return { ...job, mine: false, about: null, error: error && { ...error, ...nameless(error.params) } }
}

const nameless = (params: Params | undefined): { params?: Params } =>
  params === undefined
    ? {}
    : { params: Object.fromEntries(Object.entries(params).map(([k, v]) => [k, typeof v === 'number' ? v : '…'])) }

export const jobHandlers: Handlers<typeof jobs, Ctx> = {
  list: async ({ desk, actor }) => {
    const seen = desk.jobs.list().filter((job) => seesJob(actor, job))
    const late = (job: JobRecord): number => job.endedAt ?? Number.MAX_SAFE_INTEGER
    return seen.sort((a, b) => late(b) - late(a) || (a.id < b.id ? 1 : -1)).map((job) => toldTo(actor, job))
  },
  cancel: async ({ desk, actor }, { id }) => {
    const job = desk.jobs.list().find((one) => one.id === id && seesJob(actor, one))
    if (!job) throw new AppError('not-found')
    desk.jobs.cancel(id)
    return {}
  },
  clear: async ({ desk, actor }) => {
    await desk.jobs.clear((job) => seesJob(actor, job))
    return {}
  },
}
