import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LimitedLog, openLog } from './log'

const folder = (): string => mkdtempSync(join(tmpdir(), 'diwan-log-'))

describe('the log', () => {
  it('never grows beyond its limit, and keeps the three before it', () => {
    const at = folder()
    const log = new LimitedLog(join(at, 'diwan.log'), 1000)
    for (let n = 0; n < 200; n++) log.write(`${n} ${'x'.repeat(90)}\n`)
    log.write('y'.repeat(50_000))
    expect(readdirSync(at).sort()).toEqual(['diwan.log', 'diwan.log.1', 'diwan.log.2', 'diwan.log.3'])
    for (const name of readdirSync(at)) expect(statSync(join(at, name)).size).toBeLessThanOrEqual(1000)
  })

  it('is read by its owner only, also one that others could read before', () => {
    const at = folder()
    const file = join(at, 'diwan.log')
    writeFileSync(file, 'old\n', { mode: 0o644 })
    openLog(at).error({ password: 'كلمة', input: { subject: 'سر' } }, 'unexpected')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toMatch(/كلمة|سر/)
  })
})
