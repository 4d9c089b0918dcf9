import { join } from 'node:path'
import { app, protocol, session } from 'electron'
import { openChannel } from './ipc/ipc'
import { beginsSmall } from './shell/given'
import { servePage } from './shell/page'
import { isOurPage, PAGE } from './shell/policy'
import { createWindow, lockDownSession } from './shell/window'
import type { Entered } from './start'

/** The ordinary start. The window first: what it shows is loaded while its own process begins. */
export async function start(entered: Entered): Promise<void> {
  const { program, starts, given } = entered
  lockDownSession(session.defaultSession)
  protocol.handle('app', (request) => servePage(join(__dirname, '../renderer'), request.url))
  const window = createWindow(join(__dirname, '../preload/preload.js'), {
    minimised: beginsSmall(process.argv, given.waits),
    development: program.development,
  })
  void window.loadURL(PAGE)
  if (program.fails === 'start') process.kill(process.pid, 'SIGKILL')
  const behind = import('./start').then(({ startProgram }) => startProgram(window, entered))
  openChannel(
    () => (window.isDestroyed() ? null : window),
    isOurPage,
    async (asked) => {
      const { dispatch } = await behind
      // The page asks: somebody can use it.
      starts.window()
      return dispatch(asked)
    },
  )
  protocol.handle('diwan', async (request) => (await behind).answer(request))
  const forward = (): void => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  app.on('second-instance', (_event, words, folder) => {
    given.said(words, folder)
    forward()
  })
  app.on('open-file', forward)
  await behind
}
