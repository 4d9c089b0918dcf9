import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './lib/launch.mjs'
import { main, run } from './lib/say.mjs'
import { setup } from './setup.mjs'

/** A desk killed at random points: `npm run torture -- --kills N --seed S [--json]`. */
await main(async () => {
  await setup({ electron: false })
  await build()
  return run(process.execPath, [join(root, 'out/node/torture.cjs'), ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, DIWAN_DEVELOPMENT: '1' },
  })
})
