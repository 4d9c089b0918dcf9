import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { electronArgs, ended, root, underDisplay } from './lib/launch.mjs'
import { hasDisplay } from './lib/machine.mjs'
import { main, run, Stop } from './lib/say.mjs'
import { setup } from './setup.mjs'

/** What is measured beside is a package of its own: its dependencies are nobody's but the benchmark's. */
async function peers() {
  const cwd = join(root, 'tests/bench/peers')
  // One that came later is missing where the others were installed before.
  const wanted = ['pouchdb', 'double-metaphone', '@myriaddreamin/typst-ts-node-compiler']
  if (wanted.every((name) => existsSync(join(cwd, 'node_modules', name)))) return
  const code = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd })
  if (code !== 0) throw new Stop('the peers of the benchmark could not be installed')
}

const [first, ...others] = process.argv.slice(2)
const only = first?.startsWith('-') ? undefined : first
const options = only ? others : process.argv.slice(2)

/** What runs in Node, in this order; `peers`: what it is measured beside is a package of its own. */
const BENCHES = {
  registering: { programs: ['bench-registering'] },
  sync: { programs: ['bench-line', 'bench-sync'], peers: true },
  import: { programs: ['bench-import'], flags: ['--expose-gc'] },
  letters: { programs: ['bench-letters'], peers: true },
  runs: { programs: ['bench-runs'] },
  clocks: { programs: ['bench-clocks'] },
  names: { programs: ['bench-names'], peers: true },
  persons: { programs: ['bench-persons'] },
  baskets: { programs: ['bench-baskets'] },
  duplicates: { programs: ['bench-duplicates'] },
  list: { programs: ['bench-list'] },
  everyday: { programs: ['bench-everyday'] },
  search: { programs: ['bench-search'] },
}

/**
 * Speed, beside a peer or a physical limit in the same run; never part of the tests.
 * `npm run bench -- [one of the above, or window] [--entries N] [--persons N] [--json]`
 */
await main(async () => {
  const electron = await setup()
  await build()
  let code = 0
  const wants = (name) => !only || only === name
  for (const [name, { programs, flags = [], peers: beside = false }] of Object.entries(BENCHES)) {
    if (!wants(name)) continue
    if (beside) await peers()
    for (const program of programs)
      code ||= await run(process.execPath, [...flags, join(root, `out/node/${program}.cjs`), ...options], { cwd: root })
  }
  if (wants('window')) {
    if (!hasDisplay()) return code || ended(underDisplay(process.execPath, [import.meta.filename, 'window']))
    const { benchWindow } = await import('./bench/window.mjs')
    const figures = await benchWindow({ executable: electron.executable, args: await electronArgs(), app: root })
    for (const figure of figures) console.log(JSON.stringify(figure))
  }
  return code
})
