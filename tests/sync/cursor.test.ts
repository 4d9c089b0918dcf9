import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields, Operation, Plain } from '../../contract/wire'
import { canonical } from '../../domain/sync/canonical'
import { changeText, headText } from '../../domain/sync/change'
import { deviceGenesis, seal } from '../../domain/sync/operation'
import { newSigningKey, signer, type SigningKey } from '../../domain/trust/keys'
import { prove } from '../../domain/trust/proof'
import type { Store } from '../../server/db/connect'
import { insertDevice } from '../../server/db/devices'
import { createHead } from '../../server/db/streams'
import { pull } from '../../server/sync/pull'
import { push } from '../../server/sync/push'
import { same } from '../fixtures/office'
import { Ministry } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())

type Person = { id: string; keyId: string; key: SigningKey }

/** A device of an office, as the server sees one: it numbers, chains, signs and sends. */
function writer(store: Store, office: string, id: string, person: Person) {
  const deviceKey = signer(DEVICE.seed)
  const sign = signer(person.key.seed)
  let d = 0
  let previous = deviceGenesis(id)
  return async (count: number): Promise<string[]> => {
    const change = v7()
    const texts: string[] = []
    const operations = Array.from({ length: count }, (): Operation => {
      const fields = { names: same('وحدة'), position: ++d }
      const said = { change, entity: 'unit', id: v7(), kind: 'create', fields, before: {}, time: 1, user: person.id }
      const { text, hash } = seal(said, d, previous)
      previous = hash
      texts.push(text)
      return { ...said, d, hash }
    })
    const who = { id: change, user: person.id, key: person.keyId }
    const changes = [{ ...who, signature: sign(changeText(office, who, texts)) }]
    const head = { d, hash: previous, signature: deviceKey(headText(id, d, previous)) }
    const request = { device: id, epoch: null, head, changes, operations, live: 0, brief: false, backfill: 0 }
    const sent = { device: id, nonce: v7(), time: 1, path: '/', bodyHash: '', signature: '' }
    // An older desk does not say `brief`: its own rows are told in full.
    expect((await push(store, id, request, sent, 1)).own).toEqual([])
    return operations.map((o) => o.id)
  }
}
const DEVICE = newSigningKey()

/** An office with one administrator, whose key the office's own key stands behind. */
async function officeOf(store: Store, office: string): Promise<Person> {
  const root = newSigningKey()
  const person = { id: v7(), keyId: v7(), key: newSigningKey() }
  await createHead(store.pool, { stream: office, epoch: 'epoch', rootKey: root.publicKey, at: 1 })
  const by = { by: 'office', key: root.publicKey, as: null, sign: signer(root.seed) }
  const proven = (entity: 'user' | 'userKey', id: string, fields: Fields) => ({
    entity,
    id,
    seq: 0,
    fields: { ...fields, proof: prove(office, entity, id, fields, by, 1) as unknown as Plain },
    versions: {},
  })
  const rights = { login: 'a', names: same('a'), roles: ['administrator'], clearance: 'secret', active: true }
  const own = { userId: person.id, deviceId: v7(), publicKey: person.key.publicKey, createdAt: 1, origin: 'founding' }
  const rows = [
    proven('user', person.id, { ...rights, unitId: null, createdAt: 1 }),
    proven('userKey', person.keyId, own),
  ]
  // Below the feed's first place: they are known, not news.
  for (const row of rows)
    await store.pool.run(
      'INSERT INTO office_row (stream, entity, id, seq, fields, versions) VALUES ($1, $2, $3, 0, $4, $5)',
      [office, row.entity, row.id, canonical(row.fields), '{}'],
    )
  return person
}

describe('many desks at once', () => {
  it('a desk that follows the cursor while ten others write misses no row and sees them in one order', async () => {
    await ministry.looks(async (store) => {
      const office = v7()
      const person = await officeOf(store, office)
      const devices = Array.from({ length: 10 }, () => v7())
      for (const id of devices) {
        const device = {
          id,
          office,
          name: 'x',
          publicKey: DEVICE.publicKey,
          deskCode: null,
          lastHash: deviceGenesis(id),
        }
        await insertDevice(store.pool, { ...device, userId: null, at: 1 })
      }
      let writing = true
      const seen = new Map<string, number>()
      const follow = async (): Promise<void> => {
        for (let live = 0, head = -1; writing || live < head;) {
          const page = await pull(store, office, { live, backfill: 0 }, 50)
          for (const row of page.rows) {
            expect(row.seq).toBeGreaterThan(live)
            seen.set(row.id, row.seq)
          }
          live = page.live
          head = writing ? Number.MAX_SAFE_INTEGER : (await pull(store, office, { live, backfill: 0 }, 1)).head
        }
      }
      const following = follow()
      const written = await Promise.all(
        devices.map(async (id) => {
          const sends = writer(store, office, id, person)
          const ids: string[] = []
          for (let batch = 0; batch < 12; batch++) ids.push(...(await sends(1 + (batch % 7))))
          return ids
        }),
      )
      writing = false
      await following
      expect(seen.size).toBe(written.flat().length)
      expect(new Set(seen.values()).size).toBe(seen.size)
    })
  })

  it('a page is bounded in bytes too: rows of a megabyte come one or two at a time, upward and downward, and all of them', async () => {
    await ministry.looks(async (store) => {
      const office = v7()
      const person = await officeOf(store, office)
      const id = v7()
      const device = { id, office, name: 'x', publicKey: DEVICE.publicKey, deskCode: null, lastHash: deviceGenesis(id) }
      await insertDevice(store.pool, { ...device, userId: null, at: 1 })
      const written = await writer(store, office, id, person)(7)
      await store.pool.run(
        `UPDATE office_row SET fields = '{"x":"' || repeat('a', 900000) || '"}' WHERE stream = $1 AND id = ANY($2::uuid[])`,
        [office, written],
      )
      for (const start of [
        { live: 0, backfill: 0 },
        { live: 0, backfill: -1 },
      ]) {
        const seen = new Set<string>()
        for (let cursor = start, more = true; more;) {
          const page = await pull(store, office, cursor, 500)
          expect(page.rows.filter((r) => written.includes(r.id)).length).toBeLessThanOrEqual(2)
          for (const row of page.rows) seen.add(row.id)
          more = page.live < page.head || page.backfill > 0
          cursor = { live: page.live, backfill: page.backfill }
        }
        for (const row of written) expect(seen).toContain(row)
      }
    })
  })
})
