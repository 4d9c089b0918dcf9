import { join } from 'node:path'
import {
  app,
  dialog,
  powerMonitor,
  session as electronSession,
  type BrowserWindow,
  type OpenDialogOptions,
} from 'electron'
import { EVENT } from '../contract/channel'
import { engine } from '../db/core/database'
import { fileNameFor } from '../domain/documents/names'
import { waysOf } from '../domain/sync/proxies'
import { createApp } from './app'
import { systemClock } from './clock'
import { answer } from './documents/protocol'
import type { Dispatch } from './ipc/router'
import { whyNotLocal, type Machine } from './shell/home'
import type { Given } from './shell/given'
import type { ElectronInstaller } from './shell/installer'
import { openLog } from './shell/log'
import { assertRealOffice, isSandboxed } from './shell/support'
import { systemHandlers } from './shell/system'
import { drawnAgain } from './shell/window'
import { Crashes } from './support/crashes'
import { runningHere } from './support/handlers'
import { utility } from './shell/utility'
import { runner } from './updates/folder-run'
import { asksAdministrator, type programIn } from './updates/program'
import type { Starts } from './way-back/starts'

/** What was found out before anything of an office was loaded (entry.ts). */
export type Entered = {
  program: ReturnType<typeof programIn>
  machine: Machine
  starts: Starts
  given: Given
}

export type Started = { dispatch: Dispatch; answer: (request: Request) => Promise<Response> }

/** Everything behind the window: the office, its updates, the idle lock, and how all of it is closed. */
export function startProgram(window: BrowserWindow, { program, machine, starts, given }: Entered): Started {
  const { development } = program
  const home = app.getPath('userData')
  const resources = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources')
  const log = openLog(join(home, 'logs'))
  const report = (id: string, error: unknown): void => log.error({ reportId: id, err: error }, 'unexpected')
  process.on('uncaughtException', (error) => report('uncaught', error))
  process.on('unhandledRejection', (error) => report('unhandled', error))
  /** After so long without a key or a mouse the window locks. Under a virtual display nobody ever moves one. */
  const idleSeconds = Number((development && process.env['DIWAN_IDLE_SECONDS']) || 10 * 60)

  const clock = systemClock()
  const running = { ...runningHere(), version: app.getVersion() }
  const crashes = new Crashes(join(home, 'crashes'), running, clock.now)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => crashes.keep('main', { error }))
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    // Ended because the program ends, or by the system at a log-out.
    if (reason !== 'clean-exit' && reason !== 'killed') crashes.keep('helper', { reason, exitCode, process: type })
  })
  drawnAgain(window, (reason, exitCode) => crashes.keep('window', { reason, exitCode }))
  let installer: ElectronInstaller | null = null
  const theInstaller = async (): Promise<ElectronInstaller> =>
    (installer ??= (await import('./shell/installer')).electronInstaller(report))
  const choosing = chooser(window, development)
  const diwan = createApp({
    clock,
    folder: join(home, 'office'),
    support: { logFile: join(home, 'logs/diwan.log'), running, crashes },
    fontsDir: join(resources, 'fonts'),
    pdfWorkerFile: join(__dirname, 'pdf-worker.js'),
    send: (message) => {
      if (!window.isDestroyed()) window.webContents.send(EVENT, message)
    },
    chooseFolder: choosing.folder,
    chooseSave: choosing.save,
    system: systemHandlers(() => (window.isDestroyed() ? null : window)),
    realOffice: () =>
      assertRealOffice({
        electron: process.versions.electron ?? '',
        sandboxed: isSandboxed((name) => app.commandLine.hasSwitch(name), process.env),
        development,
        env: process.env,
        away: whyNotLocal(home, machine),
      }),
    updates: {
      folder: join(home, 'updates'),
      program,
      installer: {
        asksAdministrator: asksAdministrator(program),
        take: async (...asked) => (await theInstaller()).take(...asked),
      },
      leave: async () => {
        await close().catch((error: unknown) => report('closing', error))
        // The old program goes on, and says at its start that the new one could not be installed.
        if (!installer?.install(true)) restart()
      },
      chooseFile: choosing.file,
      given,
      inFolder: runner(utility(join(__dirname, 'folder-process.js'))),
    },
    start: {
      starts,
      fails: program.fails === 'opening',
      install: async (kept) => {
        const { takeBack, install } = await theInstaller()
        await takeBack(kept)
        return install(true)
      },
      restart,
    },
    // The system's proxies, a PAC script included.
    resolve: async (url) => waysOf(await electronSession.defaultSession.resolveProxy(url)),
    report,
  })
  // While the person types a password, what opens the database is loaded.
  setTimeout(() => void engine(), 1500)

  void diwan.updates.begin().catch((error: unknown) => report('updates', error))
  const idle = setInterval(() => {
    if (powerMonitor.getSystemIdleTime() >= idleSeconds) diwan.session.lock()
    void diwan.updates.force().catch((error: unknown) => report('updates', error))
  }, 15_000)
  powerMonitor.on('lock-screen', () => diwan.session.lock())
  powerMonitor.on('suspend', clock.sleeps)
  powerMonitor.on('resume', clock.wakes)

  let closed = false
  const close = async (): Promise<void> => {
    clearInterval(idle)
    await diwan.close().finally(() => (closed = true))
  }
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void (async () => {
      const toInstall = await diwan.updates.closing().catch((error: unknown) => report('updates', error))
      await close().catch((error: unknown) => report('closing', error))
      if (!(toInstall && installer?.install(false))) app.quit()
    })()
  })
  return {
    dispatch: diwan.dispatch,
    answer: async (request) => {
      const response = await answer(request, diwan.ctx)
      // The page's own origin is app:; it may read what was answered to it.
      response.headers.set('access-control-allow-origin', 'app://diwan')
      return response
    },
  }
}

function restart(): void {
  app.relaunch()
  app.exit(0)
}

/** The system's own dialogs. Tests and the demo have nobody to click in them. */
function chooser(window: BrowserWindow, development: boolean) {
  const chosen = async (answered: string | undefined, options: OpenDialogOptions): Promise<string | null> => {
    if (answered && development) return answered
    if (window.isDestroyed()) return null
    const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
    return canceled ? null : (filePaths[0] ?? null)
  }
  return {
    folder: () => chosen(process.env['DIWAN_CHOOSE_FOLDER'], { properties: ['openDirectory', 'createDirectory'] }),
    save: async (suggested: string): Promise<string | null> => {
      const folder = process.env['DIWAN_SAVE_IN']
      const name = fileNameFor(suggested, '')
      if (folder && development) return join(folder, name)
      if (window.isDestroyed()) return null
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: name })
      return canceled ? null : filePath || null
    },
    file: (what: 'update' | 'release') =>
      chosen(process.env['DIWAN_CHOOSE_FILE'], {
        properties: ['openFile'],
        filters: [{ name: 'Diwan', extensions: what === 'update' ? ['diwan-update'] : ['json'] }],
      }),
  }
}
