import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, protocol, session } from 'electron'
import { openChannel } from './ipc/ipc'
import { homeFolder } from './shell/home'
import { servePage } from './shell/page'
import { isOurPage, PAGE } from './shell/policy'
import { createWindow, lockDownSession } from './shell/window'

/** Chromium’s own doors for programs beside it. */
const DEBUGGING = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address']

/** A checkout, or a package made for tests on an unsupported Electron, as its packaging wrote into it (scripts/package.mjs). */
const development = !app.isPackaged || saysDevelopment(join(app.getAppPath(), 'package.json'))
const machine = { platform: process.platform, env: process.env, appData: app.getPath('userData') }
app.setPath('userData', homeFolder(machine))
// Whoever may start a program must not look into an office's window with it.
if (!development) for (const name of DEBUGGING) app.commandLine.removeSwitch(name)
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  {
    scheme: 'diwan',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
  },
])

/** The window first: what it shows is loaded while its own process begins. */
function start(): void {
  lockDownSession(session.defaultSession)
  protocol.handle('app', (request) => servePage(join(__dirname, '../renderer'), request.url))
  const window = createWindow(join(__dirname, '../preload/preload.js'), {
    minimised: process.argv.includes('--minimised'),
    development,
  })
  void window.loadURL(PAGE)
  const program = import('./start').then(({ startProgram }) => startProgram(window, { machine, development }))
  openChannel(
    () => (window.isDestroyed() ? null : window),
    isOurPage,
    async (raw) => (await program).dispatch(raw),
  )
  protocol.handle('diwan', async (request) => (await program).answer(request))
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  program.catch((error: unknown) => {
    // Nothing is there yet that could say it in the window.
    dialog.showErrorBox('Diwan', String(error))
    app.exit(1)
  })
}

function saysDevelopment(file: string): boolean {
  const { diwan } = JSON.parse(readFileSync(file, 'utf8')) as { diwan?: { development?: unknown } }
  return diwan?.development === true
}

// One window an office: a second start shows the first.
if (!app.requestSingleInstanceLock()) app.quit()
else {
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(start)
}
