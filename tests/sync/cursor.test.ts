import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Operation } from '../../contract/sync'
import { deviceGenesis, seal, type Unhashed } from '../../domain/sync/operation'
import type { Store } from '../../server/db/connect'
import { insertDevice } from '../../server/db/devices'
import { createHead } from '../../server/db/streams'
import { pull } from '../../server/sync/pull'
import { push, readOperations } from '../../server/sync/push'
import { Ministry } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())

/** A device of an office, as the server sees one: it numbers, chains and sends. */
function writer(store: Store, id: string) {
  let d = 0
  let previous = deviceGenesis(id)
  return async (count: number): Promise<string[]> => {
    const operations = Array.from({ length: count }, (): Operation => {
      const op: Unhashed = {
        d: ++d,
        entity: 'unit',
        id: v7(),
        kind: 'create',
        base: 0,
        fields: { names: {}, position: d },
        before: {},
        time: 1,
        user: id,
      }
      const { hash } = seal(op, previous)
      previous = hash
      return { ...op, hash }
    })
    const request = { device: id, epoch: null, operations, live: 0, backfill: 0 }
    await push(store, id, readOperations(request, request), 1)
    return operations.map((o) => o.id)
  }
}

describe('many desks at once', () => {
  it('a desk that follows the cursor while ten others write misses no row and sees them in one order', async () => {
    await ministry.looks(async (store) => {
      const office = v7()
      await createHead(store.pool, office, 'epoch', 1)
      const devices = Array.from({ length: 10 }, () => v7())
      for (const id of devices) {
        const device = { id, office, name: 'x', publicKey: 'x', deskCode: null, lastHash: deviceGenesis(id) }
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
          const sends = writer(store, id)
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
})
