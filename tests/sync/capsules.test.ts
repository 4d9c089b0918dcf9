import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields } from '../../contract/wire'
import { proofFor } from '../../db/outbox/proving'
import { fromRow } from '../../db/outbox/rows'
import { keptIdOf, rowIdOf } from '../../domain/exchange/capsule'
import { newSigningKey, signer } from '../../domain/trust/keys'
import { closeDesks, same } from '../fixtures/office'
import { says, stampOf, type Step } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

/** Rabat has the office; at Lille sits nadia, an ordinary clerk, on a PC with another program on it. */
let ministry: Ministry
let rabat: Pc
let lille: Pc
beforeAll(async () => {
  ministry = await Ministry.open()
  rabat = await firstPc(ministry)
  lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['clerk'], 'ordinary')
  await bothSync(rabat, lille)
})
afterAll(async () => {
  await closeDesks()
  await ministry.close()
})
const reasons = async (pc: Pc, last: number): Promise<(string | null)[]> =>
  (await pc.outcomes()).slice(-last).map(({ state, reason }) => (state === 'parked' ? reason : state))

describe('that a letter left or came as a signed file (ADR 037)', () => {
  const made = (pc: Pc, change: Fields): Step => {
    const { deviceId, userId, at } = stampOf(pc)
    const capsuleId = v7()
    const keptId = keptIdOf('root', capsuleId)
    const fields = { direction: 'out', keptId, capsuleId, at, byId: userId, deviceId, sha256: 'ab'.repeat(32) }
    const row = { ...fields, officeId: null, officeNames: null, ...change }
    return { entity: 'capsule', id: rowIdOf('out', keptId, deviceId), kind: 'create', fields: row }
  }
  const acknowledged = (pc: Pc, id: string, change: Fields = {}): Step => {
    const { userId, at } = stampOf(pc)
    const fields = { ackNames: same('ليون'), ackNumber: 'L/1', ackDate: '2026-11-20', ackAt: at, ackById: userId }
    return { entity: 'capsule', id, kind: 'patch', fields: { ...fields, ...change } }
  }

  it('is said of an entry that is there and seen (A2), by whoever says it, from the PC it is said on', async () => {
    const entry = await lille.registers()
    const hidden = await rabat.registers({ level: 'secret' })
    await bothSync(rabat, lille)
    const [mine, theirs] = [stampOf(lille), stampOf(rabat)]
    await says(lille, [made(lille, { entryId: v7() })])
    await says(lille, [made(lille, { entryId: hidden.id })])
    await says(lille, [made(lille, { entryId: entry.id, byId: theirs.userId })])
    await says(lille, [made(lille, { entryId: entry.id, byId: theirs.userId })], { userId: theirs.userId })
    await says(lille, [made(lille, { entryId: entry.id, deviceId: theirs.deviceId })])
    const own = newSigningKey()
    const invented = { keyId: v7(), publicKey: own.publicKey, sign: signer(own.seed) }
    await says(lille, [made(lille, { entryId: entry.id })], { signer: invented })
    await says(lille, [made(lille, { entryId: entry.id, sha256: 'none' })])
    const honest = made(lille, { entryId: entry.id })
    await says(lille, [honest])
    await says(lille, [{ ...honest, kind: 'patch', fields: { entryId: v7() } }])
    await says(lille, [{ ...honest, kind: 'patch', fields: { sha256: 'cd'.repeat(32) } }])
    await lille.syncs()
    expect(mine.userId).not.toBe(theirs.userId)
    expect(await reasons(lille, 10)).toEqual([
      ...['invalid', 'forbidden', 'forbidden', 'unproven', 'forbidden', 'unproven', 'invalid'],
      ...['sent', 'fixed-field', 'fixed-field'],
    ])
    await bothSync(rabat, lille)
    expect(await rabat.row('capsule', honest.id)).toMatchObject({ entryId: entry.id, byId: mine.userId, ackAt: null })
  })

  it('is acknowledged once, in one’s own name, and only what left', async () => {
    const entry = await lille.registers()
    await bothSync(rabat, lille)
    const left = made(lille, { entryId: entry.id })
    const came = made(lille, {
      ...{ entryId: entry.id, direction: 'in', officeId: v7(), officeNames: same('ليون') },
    })
    await says(lille, [left])
    await says(lille, [came])
    await says(lille, [acknowledged(lille, came.id)])
    await says(lille, [acknowledged(lille, left.id, { ackById: stampOf(rabat).userId })])
    await says(lille, [acknowledged(lille, v7())])
    await says(lille, [acknowledged(lille, left.id)])
    await says(lille, [acknowledged(lille, left.id, { ackNumber: 'L/2' })])
    const nothing = { ackNames: null, ackNumber: null, ackDate: null, ackAt: null }
    await says(lille, [acknowledged(lille, left.id, nothing)])
    await lille.syncs()
    expect(await reasons(lille, 8)).toEqual([
      ...['sent', 'sent', 'wrong-state', 'forbidden', 'missing-row', 'sent', 'wrong-state', 'wrong-state'],
    ])
    await bothSync(rabat, lille)
    expect(await rabat.row('capsule', left.id)).toMatchObject({ ackNumber: 'L/1' })
    expect(await rabat.row('capsule', came.id)).toMatchObject({ ackNumber: null })
  })
})

describe('an office whose letters are believed (ADR 037)', () => {
  const partner = (pc: Pc, change: Fields = {}): Step => {
    const fields = { rootKey: newSigningKey().publicKey, names: same('ليون'), acceptedAt: stampOf(pc).at, active: true }
    return { entity: 'partner', id: v7(), kind: 'create', fields: { ...fields, ...change } }
  }
  /** Signed by whoever sits there, rightly, whatever they may. */
  async function signed(pc: Pc, step: Step, row: Fields = step.fields): Promise<Step> {
    const proof = await pc.db.write((tx) => proofFor(tx, 'partner', step.id, row, stampOf(pc)))
    return { ...step, fields: { ...step.fields, proof } }
  }

  it('is accepted by an administrator’s own word, and by nobody else’s', async () => {
    const adminId = stampOf(rabat).userId
    await says(lille, [partner(lille)])
    await says(lille, [await signed(lille, partner(lille))])
    await says(lille, [await signed(lille, partner(lille))], { userId: adminId })
    await lille.syncs()
    expect(await reasons(lille, 3)).toEqual(['forbidden', 'forbidden', 'unproven'])
    const borrowed = await signed(rabat, partner(rabat))
    await says(lille, [borrowed])
    await says(rabat, [partner(rabat)])
    await says(rabat, [await signed(rabat, partner(rabat), partner(rabat).fields)])
    await bothSync(rabat, lille)
    expect(await reasons(lille, 1)).toEqual(['forbidden'])
    expect(await reasons(rabat, 2)).toEqual(['unproven', 'unproven'])
    expect(await lille.rows().then((rows) => rows.filter((row) => row.startsWith('partner ')))).toEqual([])
  })

  it('keeps the key it was accepted under; a clerk neither withdraws nor restores it, nor is an old word said again', async () => {
    const accepted = await signed(rabat, partner(rabat))
    const { id } = accepted
    await says(rabat, [accepted])
    await bothSync(rabat, lille)
    const stands = fromRow('partner', (await lille.row('partner', id)) ?? {})
    expect(stands).toMatchObject({ active: true, rootKey: accepted.fields['rootKey'] })
    const patch = (pc: Pc, change: Fields): Promise<Step> =>
      signed(pc, { entity: 'partner', id, kind: 'patch', fields: change }, { ...stands, ...change })
    const other = { rootKey: newSigningKey().publicKey }
    rabat.desk.clock.tick(1_000)
    await says(lille, [{ entity: 'partner', id, kind: 'patch', fields: { active: false } }])
    await says(lille, [await patch(lille, { active: false })])
    await says(lille, [await patch(lille, other)])
    await says(rabat, [await patch(rabat, other)])
    await says(rabat, [{ entity: 'partner', id, kind: 'patch', fields: { active: false } }])
    await says(rabat, [await patch(rabat, { active: false })])
    await bothSync(rabat, lille)
    expect(await reasons(lille, 3)).toEqual(['forbidden', 'forbidden', 'fixed-field'])
    expect(await reasons(rabat, 3)).toEqual(['fixed-field', 'unproven', 'sent'])
    const again = { active: true, proof: stands['proof'] ?? null }
    await says(rabat, [{ entity: 'partner', id, kind: 'patch', fields: again, before: { active: false } }])
    await bothSync(rabat, lille)
    expect(await reasons(rabat, 1)).toEqual(['unproven'])
    for (const pc of [rabat, lille])
      expect(fromRow('partner', (await pc.row('partner', id)) ?? {})).toMatchObject({
        ...{ active: false, rootKey: accepted.fields['rootKey'] },
      })
  })
})
