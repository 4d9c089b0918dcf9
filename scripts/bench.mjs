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

/**
 * Speed, beside a peer or a physical limit in the same run; never part of the tests.
 * `npm run bench -- [registering|list|search|sync|import|letters|runs|names|window] [--entries N] [--persons N] [--json]`
 */
await main(async () => {
  const electron = await setup()
  await build()
  let code = 0
  const wants = (name) => !only || only === name
  if (wants('registering'))
    code ||= await run(process.execPath, [join(root, 'out/node/bench-registering.cjs'), ...options], { cwd: root })
  if (wants('sync')) {
    await peers()
    for (const part of ['bench-line', 'bench-sync'])
      code ||= await run(process.execPath, [join(root, `out/node/${part}.cjs`), ...options], { cwd: root })
  }
  if (wants('import'))
    code ||= await run(process.execPath, ['--expose-gc', join(root, 'out/node/bench-import.cjs'), ...options], {
      cwd: root,
    })
  if (wants('letters')) {
    await peers()
    code ||= await run(process.execPath, [join(root, 'out/node/bench-letters.cjs'), ...options], { cwd: root })
  }
  if (wants('runs'))
    code ||= await run(process.execPath, [join(root, 'out/node/bench-runs.cjs'), ...options], { cwd: root })
  if (wants('names')) {
    await peers()
    code ||= await run(process.execPath, [join(root, 'out/node/bench-names.cjs'), ...options], { cwd: root })
  }
  if (wants('list'))
    code ||= await run(process.execPath, [join(root, 'out/node/bench-list.cjs'), ...options], { cwd: root })
  if (wants('search'))
    code ||= await run(process.execPath, [join(root, 'out/node/bench-search.cjs'), ...options], { cwd: root })
  if (wants('window')) {
    if (!hasDisplay()) return code || ended(underDisplay(process.execPath, [import.meta.filename, 'window']))
    const { benchWindow } = await import('./bench/window.mjs')
    const figures = await benchWindow({ executable: electron.executable, args: await electronArgs(), app: root })
    for (const figure of figures) console.log(JSON.stringify(figure))
  }
  return code
})
