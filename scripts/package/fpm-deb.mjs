#!/usr/bin/env node
// Stands where electron-builder calls `fpm -s dir -t deb`: Debian's own dpkg-deb makes the package, and nothing is downloaded.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const text = { type: 'string' }
const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    s: { ...text, short: 's' },
    t: { ...text, short: 't' },
    d: { ...text, short: 'd', multiple: true, default: [] },
    force: { type: 'boolean' },
    debug: { type: 'boolean' },
    log: text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
    'deb-priority': text,
    'deb-compression': text,
    'deb-recommends': { ...text, multiple: true, default: [] },
  },
})
if (o.t !== 'deb') throw new Error(`only deb can be made here, not ${o.t}`)

const root = mkdtempSync(join(tmpdir(), 'diwan-deb-'))
try {
  chmodSync(root, 0o755)
  for (const map of positionals) {
    const at = map.lastIndexOf('=')
    const [from, to] = [map.slice(0, at), join(root, map.slice(at + 1))]
    mkdirSync(from.endsWith('/') ? to : dirname(to), { recursive: true })
    if (from.endsWith('/')) cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    else copyFileSync(from, to)
  }
  mkdirSync(join(root, 'DEBIAN'))
  writeFileSync(join(root, 'DEBIAN/control'), control())
  for (const [script, file] of [
    ['postinst', o['after-install']],
    ['postrm', o['after-remove']],
  ]) {
    if (!file) continue
    copyFileSync(file, join(root, 'DEBIAN', script))
    chmodSync(join(root, 'DEBIAN', script), 0o755)
  }
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root])
  // One time for all files: what did not change between two versions is the same bytes in both.
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', root, o.package], {
    ...{ stdio: 'ignore', env: { ...process.env, SOURCE_DATE_EPOCH: '1577836800' } },
  })
  writeFileSync(o.package, packed(readFileSync(o.package)))
} finally {
  rmSync(root, { recursive: true, force: true })
}

/**
 * The archive of a package (ar) with its members packed: gzip that begins anew where the content says so, because a PC fetches only the
 * pieces its last package has not (domain/updates/pieces.ts). xz is a quarter smaller and the whole of it is new in each version.
 */
function packed(deb) {
  const level = process.env.DIWAN_PACKAGE_QUICK === '1' ? '-1' : '-9'
  const parts = [deb.subarray(0, 8)]
  for (let at = 8; at < deb.length;) {
    const size = Number(deb.toString('latin1', at + 48, at + 58))
    const [name, rest] = [deb.toString('latin1', at, at + 16).trim(), deb.subarray(at + 16, at + 48)]
    const bytes = deb.subarray(at + 60, at + 60 + size)
    const isTar = name.endsWith('.tar')
    const member = isTar ? gzip(level, bytes) : bytes
    const head = [(isTar ? `${name}.gz` : name).padEnd(16), rest, String(member.length).padEnd(10), '`\n']
    parts.push(...head.map((part) => Buffer.from(part)), member, Buffer.alloc(member.length % 2, '\n'))
    at += 60 + size + (size % 2)
  }
  return Buffer.concat(parts)
}

function gzip(level, input) {
  return execFileSync('gzip', [level, '--rsyncable', '--no-name', '--stdout'], { input, maxBuffer: Infinity })
}

function control() {
  const kilobytes = execFileSync('du', ['-sk', root]).toString().split('\t')[0]
  const [synopsis = '', ...rest] = (o.description ?? '').split('\n')
  const fields = {
    Package: o.name,
    Version: o.version,
    Architecture: o.architecture,
    Maintainer: o.maintainer,
    'Installed-Size': kilobytes,
    Depends: o.d.join(', '),
    Recommends: o['deb-recommends'].join(', '),
    Section: 'misc',
    Priority: o['deb-priority'] ?? 'optional',
    Homepage: o.url,
    Description: [synopsis.trim() || o.name, ...rest.map((line) => line.trim()).filter(Boolean)].join('\n '),
  }
  return Object.entries(fields)
    .filter(([, value]) => value)
    .map(([field, value]) => `${field}: ${value}\n`)
    .join('')
}
