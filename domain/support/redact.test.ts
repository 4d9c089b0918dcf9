import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failedOf, fileOf, roughly } from './redact'

const codes = new Set(['not-found', 'disk-full'])
const thrown = (message: string, more: object = {}): unknown =>
  Object.assign(
    new Error(message),
    { stack: `Error: ${message}\n    at run (/home/karim/diwan/out/main/main.js:10:20)` },
    more,
  )

describe('what of a failure may leave this PC', () => {
  it('its kind, its code, and where in the program it was', () => {
    expect(failedOf(thrown('قضية سرية'), codes)).toEqual({
      name: 'Error',
      code: null,
      frames: ['run out/main/main.js:10:20'],
    })
    expect(failedOf(thrown('x', { name: 'AppError', code: 'not-found' }), codes)).toMatchObject({
      name: 'AppError',
      code: 'not-found',
    })
    expect(failedOf(thrown('x', { code: 'SQLITE_BUSY' }), codes).code).toBe('SQLITE_BUSY')
  })

  it.each([
    ['/home/karim/diwan/out/main/main.js', 'out/main/main.js'],
    [
      'C:\\Users\\Nadia B\\AppData\\Local\\Programs\\Diwan\\resources\\app.asar\\out\\main\\chunk-app-Dn1.js',
      'out/main/chunk-app-Dn1.js',
    ],
    ['file:///opt/Diwan/resources/app.asar/node_modules/typeorm/driver/x.js', 'node_modules/typeorm/driver/x.js'],
    ['node:internal/fs/promises', 'node:internal/fs/promises'],
    ['/home/karim/قضية.pdf', null],
    ['/home/karim/out/secrets/x.js', null],
    ['/home/out/main/ملف سري.js', null],
    ['/x/out/main/../../karim.js', null],
  ])('of a path: %s', (path, kept) => expect(fileOf(path)).toBe(kept))

  it('a message that looks like a place in the program is none', () => {
    const message = 'failed\n    at Khalid (/x/out/main/Benani.js:1:1)\n    at nothing'
    expect(JSON.stringify(failedOf(thrown(message), codes))).not.toMatch(/Khalid|Benani/)
    const other = Object.assign(new Error('y'), { stack: `Error: ${message}` })
    expect(failedOf(other, codes).frames).toEqual([])
    expect(failedOf({ message: '', stack: `Error: ${message}` }, codes).frames).toEqual([])
  })

  it('whatever is thrown, nothing of it is there but words of our own', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }).filter((s) => s.trim().length > 3)
    fc.assert(
      fc.property(fc.array(secret, { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
        const error = thrown(`${a}\n    at ${b} (/home/${c}/out/main/${d}.js:1:1)`, {
          name: e,
          code: f,
          params: { a },
          cause: b,
        })
        const { name, code, frames } = failedOf(error, codes)
        expect([name, code]).toEqual(['unknown', null])
        expect(frames).toEqual(['run out/main/main.js:10:20'])
      }),
    )
  })

  it('anything at all may be thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (error) => {
        expect(failedOf(error, codes).frames.length).toBeLessThanOrEqual(20)
      }),
    )
  })

  it.each([
    [0, '0'],
    [7, 'fewer than 10'],
    [14, 'about 10'],
    [2_941_344, 'about 3000000'],
  ])('how many, roughly: %i', (count, said) => expect(roughly(count)).toBe(said))
})
