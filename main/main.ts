import { join } from 'node:path'
import { app, protocol, session } from 'electron'
import { openChannel } from './ipc/ipc'
import { beginsSmall } from './shell/given'
import { pageOf } from './shell/page'
import { watchPage } from './shell/page-up'
import { plainly } from './shell/plainly'
import { isOurPage, PAGE } from './shell/policy'
import { createWindow, lockDownSession } from './shell/window'
import type { Entered } from './start'

/** The ordinary start. The window first: what it shows is loaded while its own process begins. */
export async function start(entered: Entered): Promise<void> {
  const { program, starts, given } = entered
  lockDownSession(session.defaultSession)
  protocol.handle('app', pageOf(program))
  const window = createWindow(join(__dirname, '../preload/preload.js'), {
    minimised: beginsSmall(process.argv, given.waits),
    development: program.development,
  })
  const up = watchPage(window.webContents, () => void pageBroken(entered))
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
      up()
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

/** The page is broken, and the program behind it is not: the next start leads back. Where no way does, it is said, and not in a circle. */
async function pageBroken({ starts }: Entered): Promise<void> {
  const asked = starts.asksFirst
  starts.pageBroken()
  if (!asked) {
    app.relaunch()
    return app.exit(0)
  }
  const [{ words }, { WindowMemory }] = await Promise.all([
    import('../domain/words'),
    import('./session/window-memory'),
  ])
  const memory = new WindowMemory(join(app.getPath('userData'), 'office', 'window.json'), 'ar')
  const w = words[memory.value.language].wayBack
  await plainly({ message: w.window, detail: w.windowText, buttons: [w.close] })
  app.exit(1)
}
