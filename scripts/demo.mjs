import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { electronArgs, ended, root, underDisplay } from './lib/launch.mjs'
import { hasDisplay } from './lib/machine.mjs'
import { main, run, say } from './lib/say.mjs'
import { startServer } from './lib/server.mjs'
import { setup } from './setup.mjs'

/** Starts the server and the app on a demonstration office; `--exit`, or a machine without a display, walks the main job. */
await main(async () => {
  const electron = await setup()
  await build()
  // Readable by others on the way: the database's own user must reach its folder.
  const folder = await mkdtemp(join(tmpdir(), 'diwan-server-'))
  const server = await startServer(folder)
  say(`server at ${server.url}`)
  try {
    const code = await server.code()
    if (process.argv.includes('--exit') || !hasDisplay()) return await walk(code)
    const home = await mkdtemp(join(tmpdir(), 'diwan-home-'))
    const env = { ...process.env, DIWAN_HOME: home }
    say('making the demonstration office and sending it to the server')
    const made = await run(process.execPath, [join(root, 'out/main/diwan.js'), 'demonstration', 'make', code], { env })
    if (made !== 0) return made
    say('log in as nadia (clerk), karim (officer), said (head of office) or admin; everybody’s password is diwan-demo')
    const closed = await ended(underDisplay(electron.executable, [...(await electronArgs()), root], { env }))
    await rm(home, { recursive: true, force: true })
    return closed
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

async function walk(code) {
  const env = { ...process.env, DIWAN_DEMO_CODE: code, DIWAN_ELECTRON_ARGS: (await electronArgs()).join(' ') }
  return ended(underDisplay(process.execPath, [join(root, 'out/node/walk.cjs')], { env }))
}
