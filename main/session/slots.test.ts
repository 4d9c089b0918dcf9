import { expect, it } from 'vitest'
import { signer, verifySignature } from '../../domain/trust/keys'
import sealed from '../../tests/fixtures/sealed-in-0.1.json'
import { openSlot, signingPublicKey } from './slots'
import { openRecovery, type VaultFile } from './vault-file'

const data = Buffer.alloc(32, 7)

it('a slot of an earlier build opens with its password, and holds the same keys', async () => {
  const found = await openSlot(sealed.officeId, sealed.slot, sealed.password)
  expect(found?.keys).toEqual({ data, next: null })
  expect(found && signingPublicKey(found.person)).toBe(sealed.signingKey)
  expect(await openSlot(sealed.officeId, sealed.slot, 'another password')).toBeNull()
})

it('what an earlier build sealed to the printed secret opens with it, and with no other', () => {
  const vault = { officeId: sealed.officeId, recovery: sealed.recovery } as VaultFile
  expect(openRecovery(vault, Buffer.alloc(32, 3))).toEqual({ data, next: null })
  expect(openRecovery(vault, Buffer.alloc(32, 4))).toBeNull()
})

it('a signature is the same to the bit, and holds; a key that is none never verifies', () => {
  expect(signer(Buffer.alloc(32, 1))('طلب 2026')).toBe(sealed.signed)
  expect(verifySignature(sealed.signingKey, 'طلب 2026', sealed.signed)).toBe(true)
  for (const none of ['', 'AAAA', Buffer.alloc(33, 9).toString('base64')])
    expect(verifySignature(none, 'طلب 2026', sealed.signed)).toBe(false)
})
