import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Starts } from './starts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-starts-'))
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})
/** Another one on the same file is the next start; of the one before nothing goes on. */
function start(version = '1.1.0'): Starts {
  vi.clearAllTimers()
  return new Starts(join(folder, 'office/starts.json'), version)
}

describe('starts on the disk', () => {
  it('two that died before their window, or while they opened the office: the third asks first', () => {
    expect(start().asksFirst).toBe(false)
    const second = start()
    second.window()
    second.opening()
    expect(second.asksFirst).toBe(false)
    const third = start()
    expect(third.asksFirst).toBe(true)
    third.tryAgain()
    expect(start().asksFirst).toBe(false)
  })

  it('one whose page did not come up: the next asks first; one whose page is up does not count', () => {
    const up = start()
    up.window()
    up.pageBroken()
    const broken = start()
    expect(broken.asksFirst).toBe(false)
    broken.pageBroken()
    expect(start().asksFirst).toBe(true)
  })

  it('killed ten seconds after the office was open, or closed by a person before, counts for nothing', () => {
    for (let n = 0; n < 4; n++) {
      const killed = start()
      killed.window()
      killed.opening()
      killed.opened()
      vi.advanceTimersByTime(10_000)
      const closed = start()
      closed.window()
      closed.opening()
      closed.opened()
      closed.closed()
    }
    expect(start().asksFirst).toBe(false)
  })

  it('killed before that counts: the window may have been gone at once', () => {
    for (let n = 0; n < 2; n++) {
      const one = start()
      one.window()
      one.opening()
      one.opened()
      vi.advanceTimersByTime(9_000)
    }
    expect(start().asksFirst).toBe(true)
  })

  it('an office that could not be opened, and said why, is no crash; a window that never came is one, closed by hand too', () => {
    for (let n = 0; n < 3; n++) {
      const one = start()
      one.window()
      one.opening()
      one.notOpened()
      one.closed()
    }
    expect(start().asksFirst).toBe(false)
    start().closed()
    expect(start().asksFirst).toBe(true)
  })

  it('a way back that was begun is remembered for this version, and forgotten by the one it led to', () => {
    start().goBack({ to: '1.0.0', aside: 'replaced-x' })
    expect(start().back).toEqual({ to: '1.0.0', aside: 'replaced-x' })
    expect(start().asksFirst).toBe(true)
    expect(start('1.0.0').back).toBeNull()
    expect(start('1.1.0').back).toBeNull()
  })

  it('a file that is spoilt, or cannot be written, keeps nobody from starting', () => {
    start()
    const file = join(folder, 'office/starts.json')
    writeFileSync(file, '{"version":')
    expect(start().asksFirst).toBe(false)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '1.1.0', failed: 0 })
    writeFileSync(join(folder, 'taken'), '')
    expect(() => new Starts(join(folder, 'taken/starts.json'), '1.1.0')).not.toThrow()
  })
})
