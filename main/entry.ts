import { join } from 'node:path'
import { app, protocol } from 'electron'
import { Given } from './shell/given'
import { homeFolder } from './shell/home'
import { programIn } from './updates/program'
import { Starts } from './way-back/starts'

// The first lines of the program, and few: what they load must not be what a broken version breaks. Each start is counted before
// anything else is loaded; after two that crashed the next one shows the way back, and nothing of the office (docs/adr/026).

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
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  {
    scheme: 'diwan',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
  },
])

/** An update file that was opened in the system, at the start or later; macOS says it in its own way. */
const given = new Given()
given.said(process.argv.slice(1), process.cwd())
app.on('open-file', (event, path) => {
  event.preventDefault()
  given.said([path], '/')
})

async function enter(): Promise<void> {
  const starts = new Starts(join(app.getPath('userData'), 'office', 'starts.json'), program.version)
  const careful = starts.asksFirst ? (await import('./shell/careful')).careful : null
  const loaded = careful ? null : import('./main')
  await app.whenReady()
  // No way leads back from a first version: it is started as ever.
  if (careful && (await careful({ program, starts }))) return
  const { start } = await (loaded ?? import('./main'))
  await start({ program, machine, starts, given })
}

// One window an office: a second start shows the first.
if (!app.requestSingleInstanceLock()) app.quit()
else {
  app.on('window-all-closed', () => app.quit())
  enter().catch((error: unknown) => {
    // A start that is cut here was begun and came to no window: it counts as one that crashed.
    console.error(error)
    app.exit(1)
  })
}
