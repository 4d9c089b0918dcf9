import { join } from 'node:path'
import {
  app,
  type BrowserWindow,
  dialog,
  type OpenDialogOptions,
  powerMonitor,
  protocol,
  session as electronSession,
} from 'electron'
import { EVENT } from '../contract/channel'
import { engine } from '../db/core/database'
import { waysOf } from '../domain/sync/proxies'
import { createApp } from './app'
import { systemClock } from './clock'
import { answer } from './documents/protocol'
import { openChannel } from './ipc/ipc'
import { whyNotLocal, type Machine } from './shell/home'
import type { ElectronInstaller } from './shell/installer'
import { openLog } from './shell/log'
import { servePage } from './shell/page'
import { assertRealOffice, isSandboxed } from './shell/support'
import { systemHandlers } from './shell/system'
import { isOurPage, PAGE } from './shell/policy'
import { createWindow, lockDownSession } from './shell/window'
import { asksAdministrator, type programIn } from './updates/program'
import type { Starts } from './way-back/starts'

/** What was found out before anything of an office was loaded (entry.ts). */
export type Entered = {
  program: ReturnType<typeof programIn>
  machine: Machine
  starts: Starts
}

let window: BrowserWindow | null = null

/** The ordinary start: everything of an office, and its window. */
export function start({ program, machine, starts }: Entered): void {
  const home = app.getPath('userData')
  /** After so long without a key or a mouse the window locks. Under a virtual display nobody ever moves one. */
  const idleSeconds = Number((program.development && process.env['DIWAN_IDLE_SECONDS']) || 10 * 60)
  const resources = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources')
  const log = openLog(join(home, 'logs'))
  const report = (id: string, error: unknown): void => log.error({ reportId: id, err: error }, 'unexpected')
  process.on('uncaughtException', (error) => report('uncaught', error))
  process.on('unhandledRejection', (error) => report('unhandled', error))

  const clock = systemClock()
  let installer: ElectronInstaller | null = null
  const theInstaller = async (): Promise<ElectronInstaller> =>
    (installer ??= (await import('./shell/installer')).electronInstaller(report))
  const diwan = createApp({
    clock,
    folder: join(home, 'office'),
    fontsDir: join(resources, 'fonts'),
    pdfWorkerFile: join(__dirname, 'pdf-worker.js'),
    send: (message) => window?.webContents.send(EVENT, message),
    chooseFolder: () => chooseFolder(program.development),
    system: systemHandlers(() => window),
    realOffice: () =>
      assertRealOffice({
        electron: process.versions.electron ?? '',
        sandboxed: isSandboxed((name) => app.commandLine.hasSwitch(name), process.env),
        development: program.development,
        env: process.env,
        away: whyNotLocal(home, machine),
      }),
    updates: {
      folder: join(home, 'updates'),
      program,
      installer: {
        asksAdministrator: asksAdministrator(program),
        take: async (...asked) => {
          return (await theInstaller()).take(...asked)
        },
      },
      leave: async () => {
        await close().catch((error: unknown) => report('closing', error))
        // The old program goes on, and says at its start that the new one could not be installed.
        if (!installer?.install(true)) restart()
      },
      chooseFile: () => chooseFile(program.development),
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

  lockDownSession(electronSession.defaultSession)
  protocol.handle('app', (request) => servePage(join(__dirname, '../renderer'), request.url))
  protocol.handle('diwan', async (request) => {
    const response = await answer(request, diwan.ctx)
    // The page's own origin is app:; it may read what was answered to it.
    response.headers.set('access-control-allow-origin', 'app://diwan')
    return response
  })
  openChannel(
    () => window,
    isOurPage,
    (asked) => {
      // The page asks: somebody can use it.
      starts.window()
      return diwan.dispatch(asked)
    },
  )

  window = createWindow(join(__dirname, '../preload/preload.js'), {
    minimised: process.argv.includes('--minimised'),
    development: program.development,
  })
  window.on('closed', () => (window = null))
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  void window.loadURL(PAGE)
  if (program.fails === 'start') process.kill(process.pid, 'SIGKILL')
  // While the person types a password, what opens the database is loaded.
  window.once('ready-to-show', () => setTimeout(() => void engine(), 1500))

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
}

function restart(): void {
  app.relaunch()
  app.exit(0)
}

async function chooseFolder(development: boolean): Promise<string | null> {
  // Tests and the demo have nobody to click in the system's own dialog.
  const answered = process.env['DIWAN_CHOOSE_FOLDER']
  if (answered && development) return answered
  return chosen({ properties: ['openDirectory', 'createDirectory'] })
}
async function chooseFile(development: boolean): Promise<string | null> {
  const answered = process.env['DIWAN_CHOOSE_FILE']
  if (answered && development) return answered
  return chosen({ properties: ['openFile'], filters: [{ name: 'Diwan', extensions: ['diwan-update'] }] })
}
async function chosen(options: OpenDialogOptions): Promise<string | null> {
  if (!window) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
  return canceled ? null : (filePaths[0] ?? null)
}
