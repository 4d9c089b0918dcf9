import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './lib/launch.mjs'
import { main, run } from './lib/say.mjs'
import { setup } from './setup.mjs'

/** The central server on its own: `npm run server -- serve`, `npm run server -- code`. */
await main(async () => {
  await setup({ electron: false })
  await build()
  return run(process.execPath, [join(root, 'out/node/server.cjs'), ...process.argv.slice(2)])
})
