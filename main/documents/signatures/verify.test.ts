import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saysSigned } from './byte-ranges'
import { verifySignatures } from './verify'

const folder = join(import.meta.dirname, '../../../tests/fixtures/signed')
const file = (name: string): Buffer => readFileSync(join(folder, name))
const root = file('root.pem').toString()
const now = Date.UTC(2027, 0, 1)
const verify = (bytes: Buffer, issuers = [root], at = now): ReturnType<typeof verifySignatures> =>
  verifySignatures(bytes, issuers, at)
const states = (bytes: Buffer): string[] => verify(bytes).map(({ state }) => state)

/** The same bytes with one piece in place of another of the same length. */
function changed(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.indexOf(from, 0, 'latin1')
  expect(at, `${from} is there`).toBeGreaterThan(0)
  expect(to.length).toBe(from.length)
  const copy = Buffer.from(bytes)
  copy.write(to, at, 'latin1')
  return copy
}

describe('the signature of a document from outside', () => {
  it.each(['rsa.pdf', 'ec.pdf', 'pss.pdf', 'bare.pdf'])('%s, signed by OpenSSL, is whole', (name) => {
    const [signature, another] = verify(file(name))
    expect(another).toBeUndefined()
    expect(signature).toMatchObject({ state: 'intact', issuer: 'trusted' })
  })

  it('names the signer, the issuer, the dates and the time that was said', () => {
    const [signature] = verify(file('rsa.pdf'))
    expect(signature?.signer).toMatchObject({
      subject: 'نادية العلوي, الوزارة المكلفة, MA',
      issuer: 'Autorité d’essai, Direction des essais, MA',
    })
    expect(signature?.signer?.until).toBeGreaterThan(now)
    expect(signature?.signer?.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(signature?.saidAt).toBeGreaterThan(Date.UTC(2026, 0, 1))
    // Without the time among what is signed, the dictionary's, which is signed too.
    expect(verify(file('bare.pdf'))[0]?.saidAt).toBe(Date.UTC(2026, 10, 20, 9, 40))
  })

  it('an issuer nobody here knows is unknown, though the names are the same', () => {
    expect(verify(file('rsa.pdf'), [])[0]).toMatchObject({ state: 'intact', issuer: 'unknown' })
    expect(verify(file('stranger.pdf'))[0]).toMatchObject({ state: 'intact', issuer: 'unknown' })
    expect(verify(file('rsa.pdf'), ['no certificate'])[0]).toMatchObject({ issuer: 'unknown' })
  })

  it('a certificate whose time is over, or has not come, is said to be so', () => {
    expect(verify(file('old.pdf'))[0]).toMatchObject({ state: 'intact', issuer: 'outOfDate' })
    expect(verify(file('rsa.pdf'), [root], 0)[0]).toMatchObject({ issuer: 'outOfDate' })
  })

  it('one letter changed: altered', () => {
    expect(verify(changed(file('rsa.pdf'), 'Decision 417', 'Decision 418'))[0]).toMatchObject({
      state: 'altered',
      issuer: 'unknown',
    })
    expect(states(changed(file('bare.pdf'), 'Decision 417', 'Decision 418'))).toEqual(['altered'])
  })

  it('signed twice: what the first signed is whole, and something was added', () => {
    expect(verify(file('two.pdf'))).toMatchObject([
      { state: 'added', issuer: 'trusted' },
      { state: 'intact', issuer: 'trusted', signer: { subject: 'Second Signer, Prefecture, FR' } },
    ])
    expect(states(changed(file('two.pdf'), 'Decision 417', 'Decision 418'))).toEqual(['altered', 'altered'])
  })

  it('white space behind the end is nothing added; anything else is', () => {
    expect(states(Buffer.concat([file('rsa.pdf'), Buffer.from('\r\n\0\n')]))).toEqual(['intact'])
    expect(states(Buffer.concat([file('rsa.pdf'), Buffer.from('4 0 obj\n<< >>\nendobj\n')]))).toEqual(['added'])
  })

  it('a digest that can be forged proves nothing', () => expect(states(file('sha1.pdf'))).toEqual(['unsupported']))

  it('a kind nobody here can check is said to be so', () =>
    expect(states(changed(file('rsa.pdf'), 'ETSI.CAdES.detached', 'adbe.x509.rsa_sha1 '))).toEqual(['unsupported']))

  describe('attacks', () => {
    const rsa = file('rsa.pdf')
    const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\] */.exec(rsa.toString('latin1'))
    const [said = '', a = '', b = '', c = ''] = range ?? []
    const ranged = (to: string): Buffer => changed(rsa, said, `/ByteRange ${to}`.padEnd(said.length))
    it.each([
      ['does not begin with the first byte', `[9 ${Number(a) - 9} ${b} ${c}]`],
      ['begins behind the head, and says the rest as it is', `[9 ${a} ${b} ${c}]`],
      ['leaves more than the value out, before it', `[0 ${Number(a) - 30} ${b} ${c}]`],
      ['leaves more than the value out, behind it', `[0 ${a} ${Number(b) + 30} ${Number(c) - 30}]`],
      ['leaves nothing out', `[0 ${b} ${b} ${c}]`],
      ['ends behind the file', `[0 ${a} ${b} ${Number(c) + 1}]`],
      ['is larger than any file', `[0 ${a} ${b} 999999999999999]`],
      ['has a negative number', `[0 ${a} ${b} -1]`],
      ['turns back', `[0 ${b} ${a} ${c}]`],
      ['covers nothing', '[0 0 0 0]'],
      ['has six numbers', `[0 ${a} ${b} 10 20 30]`],
      ['is no list', 'null'],
    ])('a range that %s is broken', (_, to) => expect(states(ranged(to))).toEqual(['broken']))

    it('a range that ends before the file does says that something was added', () =>
      expect(states(ranged(`[0 ${a} ${b} ${Number(c) - 40}]`))).toEqual(['altered']))

    it('something else than a value in the hole is broken', () => {
      const hole = rsa.indexOf('/Contents <') + 11
      const copy = Buffer.from(rsa)
      copy.write('> /Kids [3 0 R] /X <', hole + 5000, 'latin1')
      expect(states(copy)).toEqual(['broken'])
    })

    it('rubbish in place of the value is broken', () => {
      const hole = rsa.indexOf('/Contents <') + 11
      for (const fill of ['00', 'ff', '30', '3080', 'a0']) {
        const copy = Buffer.from(rsa)
        copy.write(fill.repeat(6000 / fill.length), hole, 'latin1')
        expect(states(copy)).toEqual(['broken'])
      }
    })

    it("another document's good signature is altered here", () => {
      const [mine, theirs] = [Buffer.from(rsa), file('ec.pdf')]
      const hole = rsa.indexOf('/Contents <') + 11
      theirs.copy(mine, hole, theirs.indexOf('/Contents <') + 11, theirs.indexOf('/Contents <') + 6011)
      expect(states(mine)).toEqual(['altered'])
    })

    it('whatever byte is changed, it is never whole; and nothing crashes', () => {
      const hole = rsa.indexOf('/Contents <')
      fc.assert(
        fc.property(fc.nat(rsa.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
          const copy = Buffer.from(rsa)
          copy[at] = (copy[at] ?? 0) ^ by
          const found = verify(copy)
          // Zeros behind the value are no part of it; a letter may change its case.
          const inValue = at > hole && at < hole + 6020
          if (!inValue) expect(found.filter(({ state }) => state === 'intact' || state === 'added')).toEqual([])
          return true
        }),
        { numRuns: 150 },
      )
    })

    it('a file cut anywhere is never whole', () => {
      fc.assert(
        fc.property(fc.nat(rsa.length - 10), (length) => {
          expect(states(rsa.subarray(0, length))).not.toContain('intact')
        }),
        { numRuns: 60 },
      )
    })
  })

  it('an unsigned file has none, and room left for one is none', () => {
    const unsigned = Buffer.from(
      '%PDF-1.7 /Contents <0000> /ByteRange [0 /********** /********** /**********] /ByteRangeX',
    )
    expect(verify(unsigned)).toEqual([])
    expect(saysSigned(unsigned)).toBe(false)
    expect(saysSigned(file('sha1.pdf'))).toBe(true)
  })
})
