import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'

/**
 * Time to a usable window, and memory of all its processes at rest, of Diwan and of an empty Electron window, in turns in one
 * run. Memory is PSS (shared pages counted once), read from /proc; Linux only.
 * @param {{ executable: string, args: string[], app: string, rounds?: number }} options
 */
export async function benchWindow({ executable, args, app, rounds = 5 }) {
  const work = await mkdtemp(join(tmpdir(), 'diwan-window-'))
  const empty = join(work, 'empty')
  await mkdir(empty)
  await writeFile(join(empty, 'package.json'), '{"name":"empty","version":"1.0.0","main":"main.js"}')
  await writeFile(
    join(empty, 'main.js'),
    `const { app, BrowserWindow } = require('electron')
     app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true, contextIsolation: true } }).loadURL('data:text/html,<input id="ready" autofocus>'))`,
  )
  const kinds = { diwan: { folder: app, ready: 'button, input' }, empty: { folder: empty, ready: '#ready' } }
  const seen = { diwan: { ms: [], mb: [] }, empty: { ms: [], mb: [] } }
  for (let round = 0; round < rounds; round++) {
    for (const [name, { folder, ready }] of Object.entries(kinds)) {
      const home = await mkdtemp(join(work, 'home-'))
      const began = performance.now()
      const electron = await _electron.launch({
        executablePath: executable,
        args: [...args, `--user-data-dir=${home}`, folder],
        env: { ...process.env, DIWAN_HOME: home, DIWAN_DEVELOPMENT: '1' },
      })
      const page = await electron.firstWindow()
      await page.locator(ready).first().waitFor()
      seen[name].ms.push(performance.now() - began)
      await new Promise((r) => setTimeout(r, 4000))
      seen[name].mb.push(await memory(electron.process().pid))
      await electron.close()
    }
  }
  await rm(work, { recursive: true, force: true })
  const ms = { diwan: median(seen.diwan.ms), empty: median(seen.empty.ms) }
  const mb = { diwan: median(seen.diwan.mb), empty: median(seen.empty.mb) }
  return [
    {
      name: 'time to a usable window',
      rounds,
      msDiwan: ms.diwan,
      msEmpty: ms.empty,
      ratio: ms.diwan / ms.empty,
      aim: '<= 1.5',
    },
    {
      name: 'idle memory of all processes (PSS)',
      rounds,
      mbDiwan: mb.diwan,
      mbEmpty: mb.empty,
      ratio: mb.diwan / mb.empty,
      aim: '<= 1.5',
    },
  ]
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/** MB of a process and all its children. */
async function memory(root) {
  const parents = new Map()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const parent = /\) \S (\d+)/.exec(stat)?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  const belongs = (pid) => pid === root || (parents.has(pid) && parents.get(pid) > 1 && belongs(parents.get(pid)))
  let kb = 0
  for (const pid of parents.keys()) {
    if (!belongs(pid)) continue
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kb += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
  }
  return kb / 1024
}
