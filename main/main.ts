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
import { homeFolder, whyNotLocal } from './shell/home'
import type { ElectronInstaller } from './shell/installer'
import { openLog } from './shell/log'
import { servePage } from './shell/page'
import { assertRealOffice, isSandboxed } from './shell/support'
import { systemHandlers } from './shell/system'
import { isOurPage, PAGE } from './shell/policy'
import { createWindow, lockDownSession } from './shell/window'
import { utility } from './shell/utility'
import { runner } from './updates/folder-run'
import { asksAdministrator, programIn } from './updates/program'

/** Chromium’s own doors for programs beside it. */
const DEBUGGING = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address']

const program = programIn({
  folder: app.getAppPath(),
  packaged: app.isPackaged,
  resources: process.resourcesPath,
  platform: process.platform,
  arch: process.arch,
  env: process.env,
})
const machine = { platform: process.platform, env: process.env, appData: app.getPath('userData') }
app.setPath('userData', homeFolder(machine))
// Whoever may start a program must not look into an office's window with it.
if (!program.development) for (const name of DEBUGGING) app.commandLine.removeSwitch(name)
/** After so long without a key or a mouse the window locks. Under a virtual display nobody ever moves one. */
const idleSeconds = Number((program.development && process.env['DIWAN_IDLE_SECONDS']) || 10 * 60)
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  {
    scheme: 'diwan',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
  },
])

let window: BrowserWindow | null = null

function start(): void {
  const home = app.getPath('userData')
  const resources = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources')
  const log = openLog(join(home, 'logs'))
  const report = (id: string, error: unknown): void => log.error({ reportId: id, err: error }, 'unexpected')
  process.on('uncaughtException', (error) => report('uncaught', error))
  process.on('unhandledRejection', (error) => report('unhandled', error))

  const clock = systemClock()
  let installer: ElectronInstaller | null = null
  const diwan = createApp({
    clock,
    folder: join(home, 'office'),
    fontsDir: join(resources, 'fonts'),
    pdfWorkerFile: join(__dirname, 'pdf-worker.js'),
    send: (message) => window?.webContents.send(EVENT, message),
    chooseFolder,
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
          installer ??= (await import('./shell/installer')).electronInstaller(report)
          await installer.take(...asked)
        },
      },
      leave: async () => {
        await close().catch((error: unknown) => report('closing', error))
        // The old program goes on, and says at its start that the new one could not be installed.
        if (!installer?.install(true)) restart()
      },
      chooseFile,
      inFolder: runner(utility(join(__dirname, 'folder-process.js'))),
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
  openChannel(() => window, isOurPage, diwan.dispatch)

  window = createWindow(join(__dirname, '../preload/preload.js'), {
    minimised: process.argv.includes('--minimised'),
    development: program.development,
  })
  window.on('closed', () => (window = null))
  void window.loadURL(PAGE)
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

async function chooseFolder(): Promise<string | null> {
  // Tests and the demo have nobody to click in the system's own dialog.
  const answered = process.env['DIWAN_CHOOSE_FOLDER']
  if (answered && program.development) return answered
  return chosen({ properties: ['openDirectory', 'createDirectory'] })
}
async function chooseFile(what: 'update' | 'release'): Promise<string | null> {
  const answered = process.env['DIWAN_CHOOSE_FILE']
  if (answered && program.development) return answered
  const extensions = what === 'update' ? ['diwan-update'] : ['json']
  return chosen({ properties: ['openFile'], filters: [{ name: 'Diwan', extensions }] })
}
async function chosen(options: OpenDialogOptions): Promise<string | null> {
  if (!window) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
  return canceled ? null : (filePaths[0] ?? null)
}

// One window an office: a second start shows the first.
if (!app.requestSingleInstanceLock()) app.quit()
else {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(start)
}
