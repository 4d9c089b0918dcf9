import { describe, expect, it } from 'vitest'
import type { Proof } from '../../contract/proof'
import type { ReleaseOrder } from '../../contract/updates'
import type { Fields, Plain } from '../../contract/wire'
import { newSigningKey, signer, type SigningKey } from '../trust/keys'
import { prove, provePass, type Trust } from '../trust/proof'
import { orderCounts, proveOrder, proveUpload, uploadCounts } from './order'

const uuid = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const OFFICE = uuid(1)
const [root, nadia, karim] = [newSigningKey(), newSigningKey(), newSigningKey()]
const people = new Map<string, { key: SigningKey; role: string }>([
  [uuid(2), { key: nadia, role: 'administrator' }],
  [uuid(3), { key: karim, role: 'clerk' }],
])
const founder = { by: 'office', key: root.publicKey, as: null, sign: signer(root.seed) }
const rights = (id: string) => {
  const role = people.get(id)?.role ?? ''
  const fields = { login: id, roles: [role], clearance: 'ordinary', active: true }
  return { ...fields, proof: prove(OFFICE, 'user', id, fields, founder, 1) }
}
const trust: Trust = {
  officeId: OFFICE,
  root: root.publicKey,
  keysOf: (id) => {
    const publicKey = people.get(id)?.key.publicKey
    if (!publicKey) return []
    const fields: Fields = { userId: id, publicKey, origin: 'founding', createdAt: 1 }
    const proof = prove(OFFICE, 'userKey', id, fields, founder, 1)
    return [{ id, fields: { ...fields, proof: proof as unknown as Plain } }]
  },
}
const unsigned = (by: string): Omit<Proof, 'signature'> => ({
  ...{ by, key: people.get(by)?.key.publicKey ?? '', at: 5, as: rights(by) },
})
const said = {
  ...{ id: uuid(9), at: 5, version: '1.1.0' },
  rollout: { state: 'running', percent: 10, first: [], last: [], startsAt: 0, forced: false } as const,
}
const order = (by = uuid(2), change: Partial<ReleaseOrder> = {}): ReleaseOrder => {
  const one = { ...said, rollout: { ...said.rollout, first: [], last: [] }, ...change }
  const sign = signer(people.get(by)?.key.seed ?? Buffer.alloc(32))
  return { ...one, proof: proveOrder(OFFICE, one, unsigned(by), sign) }
}

describe('an order about a release', () => {
  it('counts when an administrator of the office signed it, and not when a clerk did', () => {
    expect(orderCounts(trust, order())).toBe(true)
    expect(orderCounts(trust, order(uuid(3)))).toBe(false)
  })

  it('counts for its office only', () => expect(orderCounts({ ...trust, officeId: uuid(8) }, order())).toBe(false))

  it('is refused with anything of it changed', () => {
    const { rollout } = order()
    for (const change of [
      { id: uuid(10) },
      { at: 6 },
      { version: '1.2.0' },
      { rollout: { ...rollout, percent: 100 } },
      { rollout: { ...rollout, first: [OFFICE] } },
    ])
      expect(orderCounts(trust, { ...order(), ...change })).toBe(false)
  })

  it('is no pass, and a pass is no order', () => {
    const pass = { id: said.id, userId: uuid(3), publicKey: karim.publicKey, expiresAt: 9 }
    const proof = provePass(OFFICE, pass, unsigned(uuid(2)), signer(nadia.seed))
    expect(orderCounts(trust, { ...order(), proof })).toBe(false)
  })

  it('is not the office’s own key’s to give', () => {
    const proof = proveOrder(OFFICE, order(), { by: 'office', key: root.publicKey, at: 5, as: null }, founder.sign)
    expect(orderCounts(trust, { ...order(), proof })).toBe(false)
  })
})

describe('a release that is brought', () => {
  const signed = { release: '{}', signatures: [{ key: 'k', signature: 's' }] }
  const upload = (by = uuid(2)) => {
    const one = { id: uuid(9), at: 5, signed }
    const sign = signer(people.get(by)?.key.seed ?? Buffer.alloc(32))
    return { ...one, proof: proveUpload(OFFICE, one, unsigned(by), sign) }
  }

  it('counts when an administrator of the office signed this very one', () => {
    expect(uploadCounts(trust, upload())).toBe(true)
    expect(uploadCounts(trust, upload(uuid(3)))).toBe(false)
    expect(uploadCounts({ ...trust, officeId: uuid(8) }, upload())).toBe(false)
    for (const change of [{ id: uuid(10) }, { at: 6 }, { signed: { ...signed, release: '{ }' } }])
      expect(uploadCounts(trust, { ...upload(), ...change })).toBe(false)
  })

  it('is no order, and an order brings nothing', () => {
    expect(orderCounts(trust, { ...order(), proof: upload().proof })).toBe(false)
    expect(uploadCounts(trust, { ...upload(), proof: order().proof })).toBe(false)
  })
})
