import { keepLast, lastMade } from './last'
import { whileLocked } from '../session/folder-lock'
import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { can } from '../../contract/permissions'
import type { JobFinding } from '../../contract/jobs'
import type { Backup, backup } from '../../contract/session'
import type { Ctx } from '../desk'
import type { Queue } from '../../db/core/queue'
import { schemaVersion } from '../../db/migrations/version'
import { ARRIVING, asideName, removeReplaced, replacedFolders } from '../session/leftovers'
import type { Session } from '../session/session'
import { swapIn } from '../session/swap'
import { wipe } from '../session/slots'
import { record } from '../security/log'
import { readOpened } from '../way-back/opened'
import { sayBefore } from '../security/refusals'
import { authorise, type By } from './authority'
import { backupName, makeBackup } from './backup'
import { dailyPlan, planDaily } from './daily'
import { zoneOf } from '../../domain/text/zone'
import { inspectBackup } from './inspect'
import { readKeys } from './manifest'
import { medium } from './medium'
import { bringIn } from './restore'
import { inTurnOf } from './turn'

/** Asks the person for a folder with the system's dialog; null when they changed their mind. */
export type ChooseFolder = () => Promise<string | null>

/** @param turn of everything that copies or restores */
export const backupHandlers = (
  s: Session,
  choose: ChooseFolder,
  now: () => number,
  turn: Queue,
): Handlers<typeof backup, Ctx> => {
  const inTurn = inTurnOf(turn)
  // The window never names a path: it hands back the token of the folder that was chosen in the dialog.
  let chosen: { token: string; folder: string } | null = null
  /** A3: a restore is said before it is done, where the next opening finds it; when it cannot be said it is not done. */
  const said = async (userId: string | null, reason: string, work: () => Promise<void>): Promise<void> => {
    const unsay = sayBefore(s.vault.folder, now(), { kind: 'restored', userId, detail: { reason } })
    await work().catch((error: unknown) => {
      unsay()
      throw error
    })
  }

  return {
    make: async ({ desk, actor }) => {
      const parent = await choose()
      if (parent === null) return null
      const finding = (made: Backup): JobFinding => (made.filesMissing === 0 ? 'good' : 'attention')
      return desk.jobs.run({ kind: 'backup', byId: actor.userId, about: basename(parent), finding }, (work) =>
        inTurn(work.signal, async () => {
          await record(desk, { kind: 'backup', userId: actor.userId })
          const made = await makeBackup(desk, parent, backupName(now(), zoneOf(desk.office)), medium, work)
          await keepLast(desk, made)
          return made
        }),
      )
    },
    last: async ({ desk }) => ({ at: await lastMade(desk) }),
    daily: ({ desk }) => dailyPlan(desk.db.read),
    planDaily: async ({ desk, actor }, { wanted }) => {
      const folder = wanted ? await choose() : null
      if (wanted && folder === null) return dailyPlan(desk.db.read)
      await record(desk, { kind: 'backup', userId: actor.userId })
      await planDaily(desk, folder)
      if (wanted) desk.schedule?.soon('backup')
      return dailyPlan(desk.db.read)
    },
    choose: async () => {
      const folder = await choose()
      if (folder === null) return null
      const { manifest: _known, ...shown } = await inspectBackup(folder)
      chosen = { token: randomUUID(), folder }
      return { ...shown, token: chosen.token }
    },
    restore: (_ctx, { token, by, incomplete }) =>
      turn.run(async () => {
        if (chosen?.token !== token) throw new AppError('not-found')
        const { folder } = chosen
        const { manifest } = await inspectBackup(folder)
        const who = personOf(s, by)
        const key = await authorise(s, await readKeys(folder), by).catch(async (error: unknown) => {
          if (s.vault.exists) await s.happened({ kind: 'restoreRefused', userId: who, detail: { reason: 'forbidden' } })
          throw error
        })
        try {
          await bringIn(s, folder, manifest, key, { incomplete, now: now() })
        } finally {
          wipe(key)
        }
        await said(who, 'login' in by ? 'password' : 'secret', () => exchange(s, ARRIVING, asideName(now())))
        chosen = null
        // Who restored goes on, when the restored office knows them by this password.
        if ('login' in by) await s.logIn(by.login, by.password).catch(onlyIfUnknown)
        return s.state()
      }),
    replaced: async () => ({ at: await replacedAt(s.vault.folder) }),
    undo: () =>
      turn.run(async () => {
        // Who asked may have left while another restore ran.
        const { actor } = s
        if (!can(actor, 'backup:manage')) throw new AppError('forbidden')
        const [last] = await replacedFolders(s.vault.folder)
        if (last === undefined) throw new AppError('not-found')
        // What a newer program left, and a way back set aside, waits for a program that reads it.
        const found = readOpened(join(s.vault.folder, last))?.schema ?? 0
        if (found > schemaVersion) throw new AppError('database-from-the-future', { found, known: schemaVersion })
        await said(actor.userId, 'undone', () => exchange(s, last, asideName(now())))
        return s.state()
      }),
  }
}

/** Everything was proved; only now is what is here closed. When a file is held, everything moves back and is opened as before. */
async function exchange(s: Session, from: string, aside: string): Promise<void> {
  await s.logOut()
  await whileLocked(s.vault.folder, (folder) => swapIn(folder, from, aside))
  await removeReplaced(s.vault.folder, aside)
}

/** Whoever sits here, or whose login it is; the printed secret names nobody. */
function personOf(s: Session, by: By): string | null {
  if (s.phase === 'open') return s.actor.userId
  return ('login' in by && s.vault.read()?.slots.find((slot) => slot.login === by.login)?.userId) || null
}

function onlyIfUnknown(error: unknown): void {
  if (!(error instanceof AppError && ['wrong-password', 'forbidden', 'wait-before-retry'].includes(error.code)))
    throw error
}

async function replacedAt(folder: string): Promise<number | null> {
  const [last] = await replacedFolders(folder)
  const [, day, hour, minute, second] = /^replaced-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)/.exec(last ?? '') ?? []
  return day ? Date.parse(`${day}T${hour}:${minute}:${second}Z`) : null
}
