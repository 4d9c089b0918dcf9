import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NAME, openAuthority, PASSPHRASE, type Authority } from '../../../tests/fixtures/authority'
import { verifySignatures } from '../../documents/signatures/verify'
import { accessibilityFaults } from '../../pdf/testing/accessible'
import { judge } from '../../pdf/testing/preflight'
import { lyonReply } from '../../pdf/testing/letters'
import { renderLetter } from '../pdf/letter'
import { ownRoom } from './append'
import type { Identity } from './cms'
import { readP12 } from './p12'
import { signedFile, stampedFile } from './signed-file'

const says = { name: NAME, reason: 'رسالة رقم ص/2026/00230', location: 'الرباط – Rabat', at: Date.UTC(2026, 10, 20, 9) }
let authority: Authority
let letter: Buffer
let rsa: Identity

beforeAll(async () => {
  authority = await openAuthority()
  rsa = await readP12(authority.read('office.p12'), PASSPHRASE)
  letter = (await renderLetter(lyonReply(), { fontsDir: resolve('resources/fonts') })).bytes
}, 120_000)
afterAll(() => authority.close())

/** What poppler's pdfsig, on NSS, says of a file when it trusts the authority. */
function pdfsig(bytes: Buffer): string {
  writeFileSync(join(authority.folder, 'signed.pdf'), bytes)
  const nss = ['-nssdir', 'sql:nss', 'signed.pdf']
  return execFileSync('pdfsig', nss, { cwd: authority.folder, encoding: 'utf8' })
}

describe('the office’s signature in a letter (PAdES)', () => {
  it('a PKCS#12 is opened with its passphrase, Arabic and French ones too; a wrong one, an old protection and no file at all are told apart', async () => {
    expect(rsa.certificate.subject).toContain(NAME)
    expect(rsa.chain).toHaveLength(1)
    const bytes = authority.read('office.p12')
    await expect(readP12(bytes, 'x')).rejects.toMatchObject({ code: 'certificate-passphrase' })
    await expect(readP12(authority.read('old.p12'), PASSPHRASE)).rejects.toMatchObject({ code: 'certificate-old' })
    for (const none of [Buffer.from('no file'), Buffer.alloc(0), bytes.subarray(0, 200)])
      await expect(readP12(none, PASSPHRASE)).rejects.toMatchObject({ code: 'certificate-unreadable' })
  })

  it('B-B: valid to pdfsig and to our own reader, the letter before it byte for byte, the same each time', () => {
    const signed = signedFile(letter, rsa, says)
    expect(signed.subarray(0, letter.length).equals(letter)).toBe(true)
    expect(signedFile(letter, rsa, says).equals(signed)).toBe(true)
    const said = pdfsig(signed)
    expect(said).toContain('Signature is Valid.')
    expect(said).toContain('ETSI.CAdES.detached')
    // signing-certificate-v2, and no time of the signer's own within (EN 319 142-1)
    expect(signed.includes('060b2a864886f70d010910022f')).toBe(true)
    expect(signed.includes('06092a864886f70d010905')).toBe(false)
    expect(said).toContain('SHA-256')
    expect(said).toContain('Certificate is Trusted.')
    expect(said).toContain('Total document signed')
    expect(verifySignatures(signed, [authority.read('root.pem').toString()])).toMatchObject([
      { state: 'intact', issuer: 'trusted', saidAt: says.at },
    ])
  })

  it('stays PDF/A and PDF/UA', { timeout: 60_000 }, async () => {
    const signed = signedFile(letter, rsa, says)
    expect(await accessibilityFaults(signed)).toEqual([])
    expect(
      (await judge(signed)).filter((fault) => !/^3\.1\.11 : .*CIDSet|^7\.11\.2 : .*part must be 1/.test(fault)),
    ).toEqual([])
  })

  it('with the key of an elliptic curve too', () => {
    authority.openssl(
      'req',
      '-x509',
      '-utf8',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'ec.key',
      '-out',
      'ec.pem',
      '-days',
      '30',
      '-subj',
      '/CN=EC',
    )
    authority.openssl('pkcs12', '-export', '-inkey', 'ec.key', '-in', 'ec.pem', '-passout', 'pass:x', '-out', 'ec.p12')
    return readP12(authority.read('ec.p12'), 'x').then((ec) => {
      const signed = signedFile(letter, ec, says)
      expect(pdfsig(signed)).toContain('Signature is Valid.')
      expect(verifySignatures(signed, [])).toMatchObject([{ state: 'intact' }])
    })
  })

  it('only what we would have added ourselves is ours: an update behind it, a changed page within it are not', () => {
    const signed = signedFile(letter, rsa, says)
    expect(ownRoom(signed, letter.length)).not.toBeNull()
    expect(ownRoom(letter, letter.length)).toBeNull()
    expect(ownRoom(Buffer.concat([signed, Buffer.from('9 0 obj\n<< >>\nendobj\n')]), letter.length)).toBeNull()
    const turned = Buffer.from(signed.toString('latin1').replace(/(\/Annots \[\d+ 0 R\])\n>>/, '$1/R 90>>'), 'latin1')
    expect(turned.equals(signed)).toBe(false)
    expect(ownRoom(turned, letter.length)).toBeNull()
  })

  it('B-T: a time stamp comes later, what is signed stays; a server that gives none leaves it as it was', async () => {
    const signed = signedFile(letter, rsa, says)
    authority.answers = false
    await expect(stampedFile(signed, letter.length, authority.url, 5_000)).rejects.toThrow('503')
    authority.answers = true
    const stamped = await stampedFile(signed, letter.length, authority.url, 10_000)
    authority.replays = true
    await expect(stampedFile(signed, letter.length, authority.url, 5_000)).rejects.toThrow('something else')
    authority.replays = false
    expect(stamped.length).toBe(signed.length)
    expect(stamped.equals(signed)).toBe(false)
    const room = ownRoom(stamped, letter.length)
    expect(room).not.toBeNull()
    const { from, to } = room?.hole ?? { from: 0, to: 0 }
    expect(stamped.subarray(0, from).equals(signed.subarray(0, from))).toBe(true)
    expect(stamped.subarray(to).equals(signed.subarray(to))).toBe(true)
    expect(pdfsig(stamped)).toContain('Signature is Valid.')
    expect(verifySignatures(stamped, [])).toMatchObject([{ state: 'intact' }])
    // OpenSSL finds the token over the very signature.
    expect(stamped.toString('latin1', from, to)).toContain('060b2a864886f70d010910020e')
  })
})
