import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newSigningKey, signer, verifySignature } from '../trust/keys'
import { codeText, keyIdOf, printLetterCode, readLetterCode } from './code'

const key = newSigningKey()
const code = {
  number: 'ص/2026/00230',
  date: '2026-11-20',
  sender: 'مكتب الضبط المركزي',
  frozen: 'ab'.repeat(32),
  pages: 2,
  keyId: keyIdOf('01890000-0000-7000-8000-000000000001'),
}
const printed = printLetterCode(code, signer(key.seed))

const genuine = (payload: string): boolean => {
  const read = readLetterCode(payload)
  return read !== null && read !== 'misread' && verifySignature(key.publicKey, read.text, read.signature)
}
const asLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const asWindows1252 = (text: string): string => new TextDecoder('windows-1252').decode(Buffer.from(text, 'utf8'))

describe('the code of a letter', () => {
  it.each([
    ['as it was printed', printed],
    ['with a direction mark before the number', printed.replace('ص', '\u200fص')],
    ['isolated by a phone', `\u2068${printed}\u2069`],
    ['read as Latin-1', asLatin1(printed)],
    ['read as Windows-1252', asWindows1252(printed)],
    ['broken over two lines', `${printed.slice(0, 70)}\n${printed.slice(70)}`],
    ['broken inside its signature, with an indent', `${printed.slice(0, -20)}\r\n   ${printed.slice(-20)}`],
    ['with spaces around', `  ${printed} `],
  ])('%s is genuine', (_how, payload) => {
    expect(genuine(payload)).toBe(true)
  })

  it('marks anywhere and a break anywhere never make it forged: genuine, or not read well', () => {
    const mark = fc.constantFrom('\u200f', '\u200e', '\u2068', '\u2069', '\u202b', '\u202c', '\u061c', '\n', '\r\n')
    const places = fc.array(fc.tuple(fc.nat(printed.length), mark), { maxLength: 6 })
    fc.assert(
      fc.property(places, (put) => {
        let payload = printed
        for (const [at, char] of [...put].sort((a, b) => b[0] - a[0]))
          payload = payload.slice(0, at) + char + payload.slice(at)
        expect(readLetterCode(payload) === 'misread' || genuine(payload)).toBe(true)
      }),
    )
  })

  it('a character lost or changed is misread, and no page of somebody else’s is ours', () => {
    for (let at = 4; at < printed.length - 89; at += 3) {
      const read = readLetterCode(printed.slice(0, at) + '#' + printed.slice(at + 1))
      expect(read).toBe('misread')
    }
    expect(readLetterCode(printed.slice(0, 40))).toBe('misread')
    expect(readLetterCode('https://example.org')).toBeNull()
  })

  it('another number under a check of its own is read, and its signature does not fit', () => {
    const forged = printLetterCode({ ...code, number: 'ص/2026/00231' }, () => printed.split('|').at(-1) ?? '')
    expect(readLetterCode(forged)).toMatchObject({ code: { number: 'ص/2026/00231' } })
    expect(genuine(forged)).toBe(false)
    expect(codeText(code)).not.toContain('\n')
  })
})
