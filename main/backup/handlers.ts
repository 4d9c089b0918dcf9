import type { Handlers } from '../../contract/define'
import type { backup } from '../../contract/session'
import type { Ctx } from '../desk'
import type { Session } from '../session/session'
import { backupName, inspectBackup, makeBackup, restoreBackup } from './backup'

/** Asks the person for a folder with the system's dialog; null when they changed their mind. */
export type ChooseFolder = () => Promise<string | null>

export const backupHandlers = (s: Session, choose: ChooseFolder, now: () => number): Handlers<typeof backup, Ctx> => ({
  make: async ({ desk }) => {
    const parent = await choose()
    if (parent === null) return null
    return makeBackup(desk, parent, backupName(now(), desk.office.timeZone))
  },
  choose: async () => {
    const folder = await choose()
    if (folder === null) return null
    const { officeId: _known, ...shown } = await inspectBackup(folder)
    return shown
  },
  restore: async (_ctx, { folder, login, password }) => {
    const here = s.vault.exists ? s.vault.facts() : null
    await s.close()
    await restoreBackup(folder, s.vault.folder, here, { login, password }, now())
    return s.logIn(login, password)
  },
})
