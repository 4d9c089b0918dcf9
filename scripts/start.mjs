import { build } from './build.mjs'
import { electronArgs, ended, root, underDisplay } from './lib/launch.mjs'
import { main } from './lib/say.mjs'
import { setup } from './setup.mjs'

await main(async () => {
  const electron = await setup()
  await build()
  return ended(underDisplay(electron.executable, [...(await electronArgs()), root, ...process.argv.slice(2)]))
})
