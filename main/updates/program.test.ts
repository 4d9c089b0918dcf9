import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { programIn } from './program'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'diwan-program-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const env = { DIWAN_VERSION: '9.0.0', DIWAN_FAILS: 'start' }
function program(diwan: object, packaged: boolean, said: NodeJS.ProcessEnv = env) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', diwan }))
  return programIn({ folder, packaged, resources: folder, platform: 'linux', arch: 'x64', env: said })
}

describe('what a test tells the program', () => {
  it('is heeded in a checkout and in a package made for tests', () => {
    const told = { version: '9.0.0', fails: 'start', development: true }
    expect(program({}, false)).toMatchObject(told)
    expect(program({ development: true }, true)).toMatchObject(told)
    expect(program({ development: true, fails: 'opening' }, true, {})).toMatchObject({
      version: '1.0.0',
      fails: 'opening',
    })
    expect(program({}, false, { DIWAN_VERSION: 'none', DIWAN_FAILS: 'none' })).toMatchObject({
      version: '1.0.0',
      fails: null,
    })
  })

  it('is nothing in a package an office was given, whatever stands beside it', () => {
    expect(program({ fails: 'start' }, true)).toMatchObject({ version: '1.0.0', fails: null, development: false })
  })
})
