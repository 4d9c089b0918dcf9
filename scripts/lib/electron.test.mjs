import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findElectron } from './electron.mjs'

const before = process.env.ELECTRON_OVERRIDE_DIST_PATH
afterEach(() => {
  if (before === undefined) delete process.env.ELECTRON_OVERRIDE_DIST_PATH
  else process.env.ELECTRON_OVERRIDE_DIST_PATH = before
})

function dist(version) {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-electron-'))
  if (version) {
    writeFileSync(join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron'), '')
    writeFileSync(join(folder, 'version'), version)
  }
  process.env.ELECTRON_OVERRIDE_DIST_PATH = folder
  return folder
}

describe.skipIf(process.platform === 'darwin')('which Electron', () => {
  it('the named folder comes first, and it says why', async () => {
    const folder = dist('45.4.1')
    expect(await findElectron({ download: false })).toMatchObject({
      dist: folder,
      version: '45.4.1',
      supported: true,
      why: expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH'),
    })
  })
  it('an old one is named as unsupported', async () => {
    dist('25.1.1')
    expect(await findElectron({ download: false })).toMatchObject({ supported: false })
  })
  it('a folder without an Electron stops with a sentence, and nothing else is tried', async () => {
    dist(null)
    await expect(findElectron({ download: false })).rejects.toThrow(/has no electron/)
  })
})
