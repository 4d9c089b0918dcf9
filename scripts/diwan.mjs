import { build } from './build.mjs'
import { root } from './lib/launch.mjs'
import { main, run } from './lib/say.mjs'
import { setup } from './setup.mjs'

/** The administrator's command line: the same services, without a window. */
await main(async () => {
  const args = process.argv.slice(2)
  // Setting a proof and comparing names need no database: they work where the native build is not done yet.
  const needsNone = ['names', 'help'].includes(args[0]) || (args[0] === 'letter' && args[1] === 'proof')
  if (!needsNone && args.length > 0) await setup({ electron: false })
  await build()
  // Paths on the command line are the caller's, who may stand in another folder.
  return run(process.execPath, [`${root}/out/main/diwan.js`, ...args], { cwd: process.env.INIT_CWD ?? root })
})
