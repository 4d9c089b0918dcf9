import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Crashes } from './crashes'

const running = { version: '1.0.0', electron: '43', chromium: '150', platform: 'linux', arch: 'x64', system: '6.1' }
const HOUR = 3600_000
let folder: string
let now = Date.UTC(2026, 10, 30)
let crashes: Crashes
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'diwan-crashes-')), 'crashes')
  crashes = new Crashes(folder, running, () => now)
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

describe('reports of what stopped unexpectedly', () => {
  it('are few, not for long, and the same fault again and again says nothing new', () => {
    for (let n = 0; n < 30; n++) crashes.keep('main', { error: new Error(`قضية ${n}`) })
    expect(crashes.unanswered()).toHaveLength(5)
    for (let n = 0; n < 60; n++) {
      now += HOUR
      crashes.keep('window', { reason: 'crashed', exitCode: 5 })
    }
    expect(crashes.unanswered()).toHaveLength(20)
    expect(readdirSync(folder)).toHaveLength(20)
    now += 91 * 24 * HOUR
    expect(crashes.unanswered()).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  it('say what stopped and where, in plain letters, and nothing that was said', () => {
    const error = Object.assign(new RangeError('/home/karim/قضية.pdf'), { code: 'ENOENT' })
    crashes.keep('main', { error })
    crashes.keep('helper', { reason: 'قضية', exitCode: Number.NaN, process: 'karim' })
    const [helper, main] = crashes.unanswered()
    expect(main?.text).toContain('error RangeError ENOENT')
    expect(main?.text).toContain('diwan 1.0.0')
    expect(helper?.text).toContain('reason other\nexit code 0\nprocess other')
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/karim|[^\x20-\x7e\n]/)
  })

  it('answered once; what somebody else put there is no report and goes', () => {
    crashes.keep('main', { error: new Error('x') })
    const [{ id, text } = { id: '', text: '' }] = crashes.unanswered()
    writeFileSync(join(folder, 'x.json'), JSON.stringify({ id, at: now, kind: 'main', text, wanted: true }))
    const forged = {
      id: id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      at: now,
      kind: 'main',
      text: 'قضية',
      wanted: true,
    }
    writeFileSync(join(folder, `${forged.id}.json`), JSON.stringify(forged))
    writeFileSync(join(folder, 'y.json'), 'x'.repeat(1_000_000))
    crashes.want(id)
    crashes.want(id)
    crashes.want('../../etc/passwd')
    expect(crashes.wanted().map((one) => one.id)).toEqual([id])
    expect(readdirSync(folder)).toHaveLength(1)
    crashes.drop(id)
    crashes.drop(id)
    expect(crashes.wanted()).toEqual([])
  })

  it('a folder that cannot be written is no fault of its own', () => {
    writeFileSync(folder, 'a file')
    expect(() => crashes.keep('main', { error: new Error('x') })).not.toThrow()
    expect(crashes.unanswered()).toEqual([])
  })
})
