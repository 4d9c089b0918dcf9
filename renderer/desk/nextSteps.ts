import type { User } from '../../contract/session'
import type { SyncStatus } from '../../contract/sync'

export type NextStep = {
  name: 'backup' | 'backupOld' | 'dailyBackup' | 'server' | 'onlyAdministrator' | 'aside' | 'logins' | 'refused'
  to: string
  urgent: boolean
  /** How many it is about; for the plural of its sentence. */
  count: number
}
const DAY = 86_400_000

/** What an administrator should do next, the dearest to forget first. `backedUpAt`: 0 = never; instants in ms. */
export function nextSteps({
  now,
  backedUpAt,
  dailyFailed,
  users,
  status,
}: {
  now: number
  backedUpAt: number
  dailyFailed: boolean
  users: readonly Pick<User, 'roles' | 'active'>[]
  status: Pick<SyncStatus, 'phase' | 'aside' | 'logins' | 'parked'>
}): NextStep[] {
  const administrators = users.filter((user) => user.active && user.roles.includes('administrator')).length
  const days = Math.floor((now - backedUpAt) / DAY)
  const all: (NextStep | false)[] = [
    backedUpAt === 0 && { name: 'backup', to: '/settings/backup', urgent: true, count: 1 },
    backedUpAt > 0 && days >= 7 && { name: 'backupOld', to: '/settings/backup', urgent: true, count: days },
    dailyFailed && { name: 'dailyBackup', to: '/settings/backup', urgent: true, count: 1 },
    status.aside > 0 && { name: 'aside', to: '/settings/server', urgent: true, count: status.aside },
    status.logins > 0 && { name: 'logins', to: '/settings/users', urgent: true, count: status.logins },
    status.parked > 0 && { name: 'refused', to: '/settings/server', urgent: false, count: status.parked },
    administrators === 1 && { name: 'onlyAdministrator', to: '/settings/users', urgent: false, count: 1 },
    status.phase === 'unenrolled' && { name: 'server', to: '/settings/server', urgent: false, count: 1 },
  ]
  return all.filter((step) => step !== false)
}
