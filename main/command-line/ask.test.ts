import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { ask } from './ask'

type Given = Parameters<typeof ask>[1]
const terminal = () => {
  const input = new PassThrough()
  const setRawMode = vi.fn()
  return { input, setRawMode, given: { input: Object.assign(input, { isTTY: true, setRawMode }) } as unknown as Given }
}

describe('the command line’s questions', () => {
  it('a password is typed with the terminal’s echo off, and its deletions count', async () => {
    const { input, setRawMode, given } = terminal()
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const answer = ask('password: ', { ...given, hidden: true })
    input.write('سرx\u007f طويل\r')
    expect(await answer).toBe('سر طويل')
    expect(setRawMode.mock.calls).toEqual([[true], [false]])
    expect(written.mock.calls.flat().join('')).not.toContain('سر')
    written.mockRestore()
  })

  it('a pipe brings login and password at once', async () => {
    const input = new PassThrough()
    const given = { input } as unknown as Given
    input.write('admin\r\nكلمة سر طويلة\n')
    expect(await ask('', given)).toBe('admin')
    expect(await ask('', { ...given, hidden: true })).toBe('كلمة سر طويلة')
  })

  it('a pipe that ends answers with what it had', async () => {
    const input = new PassThrough()
    input.end('admin')
    expect(await ask('', { input } as unknown as Given)).toBe('admin')
  })
})
