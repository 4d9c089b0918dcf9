import { join } from 'node:path'
import { app, protocol, session as electronSession, type BrowserWindow } from 'electron'
import type { SessionState } from '../../contract/session'
import { systemClock } from '../clock'
import { openChannel } from '../ipc/ipc'
import { makeRouter, type AllHandlers } from '../ipc/router'
import { AppError } from '../../contract/errors'
import { WindowMemory } from '../session/window-memory'
import { leftBehind, Memory } from '../updates/kept'
import { asksAdministrator, type programIn } from '../updates/program'
import { Going } from '../way-back/going'
import { wayBackHandlers } from '../way-back/handlers'
import { withoutPage } from '../way-back/without-page'
import type { Starts } from '../way-back/starts'
import { openLog } from './log'
import { pageOf } from './page'
import { watchPage } from './page-up'
import { plainly } from './plainly'
import { isOurPage, PAGE } from './policy'
import { createWindow, lockDownSession } from './window'

/**
 * The start after two that crashed: a window with the way back, and nothing of what may have crashed. No database is opened and no native
 * module loaded before somebody has to prove a password.
 * @returns false when no way leads back
 */
export async function careful({
  program,
  starts,
}: {
  program: ReturnType<typeof programIn>
  starts: Starts
}): Promise<boolean> {
  const home = app.getPath('userData')
  const [folder, updates] = [join(home, 'office'), join(home, 'updates')]
  const log = openLog(join(home, 'logs'))
  const report = (id: string, error: unknown): void => log.error({ reportId: id, err: error }, 'unexpected')
  process.on('unhandledRejection', (error) => report('unhandled', error))
  const { now } = systemClock()
  const going = new Going({
    ...{ folder, updates, program, starts, now },
    asksAdministrator: asksAdministrator(program),
    why: () => 'crashed',
    locked: async (work) => {
      const lock = await import('../session/folder-lock').catch((error: unknown) => {
        // The engine of this version does not load, so nothing of it has the office open; there is one window, and this is it.
        report('lock', error)
        return null
      })
      await (lock ? lock.whileLocked(folder, work) : work())
    },
    weigh: async (by) => {
      const [{ Vault }, { Opening }, { weigh }] = await Promise.all([
        import('../session/vault'),
        import('../way-back/opening'),
        import('../way-back/weighing'),
      ])
      const opening = new Opening(folder, {
        ...{ version: program.version, now, report, starts: null, fails: false, copying: () => undefined },
      })
      return weigh(new Vault(folder, now, opening), by, now())
    },
    leave: (version) => new Memory(updates).change(leftBehind(version)),
    install: async (kept) => {
      const { takeBack, install } = (await import('./installer')).electronInstaller(report)
      await takeBack(kept)
      return install(true)
    },
    restart: () => {
      app.relaunch()
      app.exit(0)
    },
  })
  const offer = await going.offer().catch((error: unknown) => {
    // Whatever it was: better an ordinary start than none.
    report('way-back', error)
    return null
  })
  if (!offer) return false

  let window: BrowserWindow | null = null
  const memory = new WindowMemory(join(folder, 'window.json'), 'ar')
  const state = async (): Promise<SessionState> => ({
    ...memory.value,
    ...{ phase: 'failed', login: null, me: null, demonstration: false, secretUnseen: false },
  })
  const nobody = {
    get actor(): never {
      throw new AppError('signed-out')
    },
    get desk(): never {
      throw new AppError('signed-out')
    },
  }
  const handlers: Pick<AllHandlers, 'wayBack'> & { session: Partial<AllHandlers['session']> } = {
    session: {
      state,
      setPreferences: (_ctx, { language }) => {
        memory.set({ language })
        return state()
      },
    },
    wayBack: wayBackHandlers(going),
  }
  lockDownSession(electronSession.defaultSession)
  protocol.handle('app', pageOf(program))
  // What is not here is not found: the window shows one page.
  const dispatch = makeRouter(handlers as AllHandlers, nobody, report)
  let up = (): void => undefined
  openChannel(
    () => window,
    isOurPage,
    (asked) => {
      up()
      return dispatch(asked)
    },
  )
  window = createWindow(join(__dirname, '../preload/preload.js'), {
    minimised: false,
    development: program.development,
  })
  window.on('closed', () => (window = null))
  app.on('second-instance', () => window?.focus())
  up = watchPage(window.webContents, () => {
    void withoutPage(going, memory.value.language, plainly).then(
      () => app.quit(),
      (error: unknown) => {
        report('way-back', error)
        app.quit()
      },
    )
  })
  void window.loadURL(PAGE)
  return true
}
