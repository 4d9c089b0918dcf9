import { can, type Actor } from '../../contract/permissions'

type Started = { byId: string | null }

export const isMine = (actor: Actor, job: Started): boolean => job.byId === actor.userId

/** Everybody sees and stops what they started; who looks after the PC, all of it, its own work too. */
export const seesJob = (actor: Actor, job: Started): boolean => isMine(actor, job) || can(actor, 'sync:manage')
