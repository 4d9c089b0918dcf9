import { join } from 'node:path'
import { app, type BrowserWindow, dialog, powerMonitor, protocol, session as electronSession } from 'electron'
import { EVENT } from '../contract/channel'
import { engine } from '../db/core/database'
import { waysOf } from '../domain/sync/proxies'
import { createApp } from './app'
import { systemClock } from './clock'
import { answer } from './documents/protocol'
import { openChannel } from './ipc/ipc'
import { openLog } from './shell/log'
import { servePage } from './shell/page'
import { assertRealOffice, isSandboxed } from './shell/support'
import { systemHandlers } from './shell/system'
import { isOurPage, PAGE } from './shell/policy'
import { createWindow, lockDownSession } from './shell/window'

/** After so long without a key or a mouse the window locks. */
const IDLE_SECONDS = 10 * 60

// DIWAN_HOME: an office of its own (the demonstration, tests); otherwise the person's own folder of this program.
if (process.env['DIWAN_HOME']) app.setPath('userData', process.env['DIWAN_HOME'])
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
        packaged: app.isPackaged,
        env: process.env,
      }),
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

  window = createWindow(join(__dirname, '../preload/preload.js'))
  window.on('closed', () => (window = null))
  void window.loadURL(PAGE)
  // While the person types a password, what opens the database is loaded.
  window.once('ready-to-show', () => setTimeout(() => void engine(), 1500))

  const idle = setInterval(() => {
    if (powerMonitor.getSystemIdleTime() >= IDLE_SECONDS) diwan.session.lock()
  }, 15_000)
  powerMonitor.on('lock-screen', () => diwan.session.lock())
  powerMonitor.on('suspend', clock.sleeps)
  powerMonitor.on('resume', clock.wakes)

  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    clearInterval(idle)
    void diwan.close().finally(() => {
      closed = true
      app.quit()
    })
  })
}

async function chooseFolder(): Promise<string | null> {
  // Tests and the demo have nobody to click in the system's own dialog.
  const answered = process.env['DIWAN_CHOOSE_FOLDER']
  if (answered && !app.isPackaged) return answered
  if (!window) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
  })
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
