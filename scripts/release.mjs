import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './lib/launch.mjs'
import { main, run } from './lib/say.mjs'

/** Keys and signatures of releases, on a PC that never has a line: `npm run release -- key|sign|stick|show`. */
await main(async () => {
  await build()
  return run(process.execPath, [join(root, 'out/node/release.cjs'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? root,
  })
})
