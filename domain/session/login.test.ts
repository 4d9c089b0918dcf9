import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Login } from '../../contract/session'
import { loginKey, sameLogin } from './login'

const arab = (text: string): string => text.replace(/[0-9]/g, (d) => String.fromCharCode(0x660 + Number(d)))
const persian = (text: string): string => text.replace(/[0-9]/g, (d) => String.fromCharCode(0x6f0 + Number(d)))
const wide = (text: string): string => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const hands: ((text: string) => string)[] = [
  arab,
  persian,
  wide,
  (t) => t.toUpperCase(),
  (t) => t.normalize('NFD'),
  (t) => t.normalize('NFC'),
  (t) => ` ${t} `,
]
const login = fc
  .stringMatching(/^[a-z0-9._éèç\u0621-\u063a\u0641-\u064a-]{2,20}$/)
  .filter((text) => Login.safeParse(text).success)

describe('what a login is known by', () => {
  it('one person’s login is one login, by whatever hand it is typed', () => {
    fc.assert(
      fc.property(login, fc.array(fc.constantFrom(...hands), { maxLength: 4 }), (text, written) => {
        const typed = written.reduce((now, hand) => hand(now), text)
        expect(loginKey(typed)).toBe(loginKey(text))
      }),
    )
  })

  it('it is known by what it is known by', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (text) => loginKey(loginKey(text)) === loginKey(text),
      ),
      // A sign that is a space and a mark when it is written out.
      { examples: [['\u1fdd']] },
    )
  })

  it('two logins that differ by a letter or a digit are two', () => {
    for (const [one, other] of [
      ['nadia1', 'nadia2'],
      ['nadia', 'nadja'],
      ['سعيد', 'سعد'],
    ] as const)
      expect(sameLogin(one, other)).toBe(false)
  })
})
