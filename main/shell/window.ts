import { BrowserWindow, Menu, nativeTheme, type Session as ElectronSession } from 'electron'
import { isOurPage } from './policy'
import { followZoomKeys } from './zoom'

/** As Electron's security guide says: sandbox, context isolation, no node, no remote content, no new windows, no permissions. */
/** @param how.minimised started with the PC, to be there · how.development the window’s own tools may be opened */
export function createWindow(preload: string, how: { minimised: boolean; development: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Diwan',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#121614' : '#f4f5f4',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: how.development && process.env['DIWAN_DEVTOOLS'] === '1',
    },
  })
  window.once('ready-to-show', () => (how.minimised ? window.minimize() : window.show()))
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event, url) => {
    if (!isOurPage(url)) event.preventDefault()
  })
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())
  Menu.setApplicationMenu(null)
  followZoomKeys(window.webContents)
  return window
}

const AGAIN = { times: 3, withinMs: 10 * 60_000 }

/** A page that died is drawn anew, a few times: what was typed and not kept is gone, what was kept is in main. @param died hears of each */
export function drawnAgain(window: BrowserWindow, died: (reason: string, exitCode: number) => void): void {
  let times: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    died(reason, exitCode)
    const now = Date.now()
    times = [...times.filter((at) => now - at < AGAIN.withinMs), now]
    if (times.length <= AGAIN.times) window.webContents.reload()
  })
}

export function lockDownSession(session: ElectronSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  // Nothing of ours is on the network; the line to the server is main's own.
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: /^(https?|wss?|ftp|file):/.test(details.url) })
  })
}
