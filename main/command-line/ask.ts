import type { ReadStream } from 'node:tty'

const ENTER = /[\r\n\u0004]/
const BACKSPACE = new Set(['\u0008', '\u007f'])
const CTRL_C = '\u0003'

type Input = Pick<ReadStream, 'on' | 'off' | 'pause' | 'resume' | 'setEncoding'> &
  Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>

/** What was read beyond one answer, for the next: a pipe brings both lines at once. */
const ahead = new WeakMap<Input, string>()

/** Asks on stderr for one line. `hidden`: nothing of it is shown in the terminal, not even its length. */
export function ask(question: string, { hidden = false, input = process.stdin as Input } = {}): Promise<string> {
  process.stderr.write(question)
  const raw = hidden && input.isTTY === true
  return new Promise((done, failed) => {
    let typed = ''
    const end = (finish: () => void): void => {
      input.off('data', take)
      input.off('end', close)
      if (raw) {
        input.setRawMode?.(false)
        process.stderr.write('\n')
      }
      input.pause()
      finish()
    }
    const close = (): void => end(() => done(typed))
    const take = (text: string): void => {
      for (const [at, char] of [...text].entries()) {
        if (char === CTRL_C) return end(() => failed(new Error('stopped')))
        if (ENTER.test(char)) {
          ahead.set(input, [...text].slice(at + 1).join(''))
          return close()
        }
        typed = BACKSPACE.has(char) ? [...typed].slice(0, -1).join('') : typed + char
      }
    }
    if (raw) input.setRawMode?.(true)
    input.setEncoding('utf8')
    input.on('data', take)
    input.on('end', close)
    const before = ahead.get(input) ?? ''
    ahead.delete(input)
    if (before) take(before.replace(/^\n/, ''))
    input.resume()
  })
}
