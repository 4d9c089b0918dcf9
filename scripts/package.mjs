import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { root } from './lib/launch.mjs'
import { onPath } from './lib/machine.mjs'
import { main, quiet, Stop } from './lib/say.mjs'
import { configuration } from './package/config.mjs'
import { setup } from './setup.mjs'

/** What can be made: for whom, and whether its makers' tools must come from GitHub. */
const TARGETS = {
  deb: { platform: 'linux', open: false },
  'tar.gz': { platform: 'linux', open: false, name: 'dir' },
  appimage: { platform: 'linux', open: true, name: 'AppImage' },
  win: { platform: 'win', open: true, name: 'nsis' },
  mac: { platform: 'mac', open: true, name: 'dmg' },
}

/**
 * `npm run package -- deb|tar.gz|appimage|win|mac [--version 1.2.3] [--output dist] [--development]
 * [--release-key PUBLIC]`: leaves the package in
 * dist/ and prints its size and sha256. On an Electron without security fixes only `--development` makes one, for tests; the
 * program in it holds no real office outside them. With `--fails start|opening|page` such a one crashes at start, opens no office, or shows none: for the
 * test of the way back.
 */
await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      version: { type: 'string' },
      output: { type: 'string', default: 'dist' },
      development: { type: 'boolean', default: false },
      fails: { type: 'string' },
      'release-key': { type: 'string', multiple: true },
    },
  })
  const [wanted = ''] = positionals
  const target = TARGETS[wanted]
  if (!target) throw new Stop(`which package? ${Object.keys(TARGETS).join(', ')}`)
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const version = values.version ?? own.version
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Stop(`a version has three numbers, not ${version}`)
  if (wanted === 'deb' && !onPath('dpkg-deb')) throw new Stop('a deb is made with dpkg-deb, which is not here')
  const electron = await setup()
  if (!electron.supported && !values.development)
    throw new Stop(
      `Electron ${electron.version} gets no security fixes: no office may be given a package of it. For tests: --development`,
    )
  await build()

  const work = await mkdtemp(join(tmpdir(), 'diwan-package-'))
  try {
    const config = configuration({
      root,
      output: resolve(root, values.output),
      version,
      electronVersion: electron.version,
      // Without GitHub the Electron that is here is packed, for the system it is for.
      ...(target.open ? {} : { electronDist: await clean(electron.dist, join(work, 'electron')) }),
      development: values.development,
      fails: values.fails,
      releaseKeys: values['release-key'],
    })
    process.env.CUSTOM_FPM_PATH ??= join(root, 'scripts/package/fpm-deb.mjs')
    const { build: pack, Platform } = await import('electron-builder')
    const platform = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC }[target.platform]
    const made = await pack({
      projectDir: root,
      targets: platform.createTarget(target.name ?? wanted),
      publish: 'never',
      config,
    })
    if (wanted === 'tar.gz') made.push(await archive(config.directories.output, version))
    for (const file of made.filter((path) => !/\.(yml|blockmap)$/.test(path)))
      console.log(`${relative(root, file)}  ${statSync(file).size} bytes  sha256 ${await sha256(file)}`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return 0
})

/** The packed folder as one archive, by the system's own tar: unpacked by hand, replaced by hand. */
async function archive(output, version) {
  const file = join(output, `diwan-${version}-linux-${process.arch}.tar.gz`)
  const { code, output: said } = await quiet('tar', [
    ...['-C', output, '-czf', file],
    ...['--owner=0', '--group=0', `--transform=s/^linux-unpacked/diwan-${version}/`],
    'linux-unpacked',
  ])
  if (code !== 0) throw new Stop(`tar failed:\n${said}`)
  return file
}

/** Electron as its makers packed it: without the loader that stands in for an application. */
async function clean(dist, to) {
  await cp(dist, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => basename(path) !== 'app' || !/resources[/\\]app$/.test(path),
  })
  return to
}

async function sha256(file) {
  const hash = createHash('sha256')
  for await (const part of createReadStream(file)) hash.update(part)
  return hash.digest('hex')
}
