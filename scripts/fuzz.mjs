import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './lib/launch.mjs'
import { main, run } from './lib/say.mjs'
import { setup } from './setup.mjs'

/** The bridge and every route of the server fed from their own schemas: `npm run fuzz -- --inputs N --seed S [--only bridge|server] [--json]`. */
await main(async () => {
  await setup({ electron: false })
  await build()
  return run(process.execPath, [join(root, 'out/node/fuzz.cjs'), ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, DIWAN_DEVELOPMENT: '1' },
  })
})
