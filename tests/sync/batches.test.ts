import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Change, PushRequest } from '../../contract/wire'
import { sql } from '../../db/core/sql'
import { sha256 } from '../../domain/hash'
import { canonical } from '../../domain/sync/canonical'
import { headText } from '../../domain/sync/change'
import type { Sql, Store } from '../../server/db/connect'
import { Batches1763740800011 } from '../../server/db/migrations/0011-batches'
import { answeredBefore, chainAt, refusedLogins, writersOf } from '../../server/db/operations'
import { changesHeard } from '../../server/db/signatures'
import { streamGenesis } from '../../server/db/streams'
import { pull } from '../../server/sync/pull'
import { push } from '../../server/sync/push'
import { closeDesks, same } from '../fixtures/office'
import { firstPc, Ministry, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

type Mine = { d: number; operation: string; hash: string; result: string; reason: string | null; seq: number }
const mine = (pc: Pc): Promise<Mine[]> =>
  sql(pc.db.read).all('SELECT d, operation, hash, result, reason, seq FROM outbox ORDER BY d')

describe('a request the server keeps', () => {
  it('gives back each operation as it was hashed, its answer, and the chain at each place of the stream', async () => {
    const rabat = await firstPc(ministry)
    for (let i = 0; i < 4; i++) await rabat.writes({ description: `بطاقة ${i}` })
    await rabat.syncs()
    await rabat.writes({ description: 'بعدها' })
    await rabat.syncs()
    const all = await mine(rabat)
    const { device, office } = rabat.desk.app.session.desk
    await ministry.looks(async ({ pool }) => {
      const ds = all.map(({ d }) => d)
      const answered = await answeredBefore(pool, device.id, ds)
      expect(answered).toEqual(all.map(({ d, hash, result, reason, seq }) => ({ d, hash, result, reason, seq })))
      expect(await answeredBefore(pool, device.id, [ds.at(-1) ?? 0, 999_999])).toHaveLength(1)
      const written = await writersOf(
        pool,
        ds.map((d) => ({ device: device.id, d })),
      )
      expect(new Map(written.map(({ d, body }) => [d, body]))).toEqual(new Map(all.map((o) => [o.d, o.operation])))
      expect(await writersOf(pool, [{ device: device.id, d: 999_999 }])).toEqual([])
      let chain = streamGenesis(office.id)
      expect(await chainAt(pool, office.id, 0)).toBeUndefined()
      for (const { hash, seq } of all) {
        chain = sha256(chain + hash)
        expect(await chainAt(pool, office.id, seq)).toBe(chain)
      }
      expect((await pool.all('SELECT 1 FROM operation_batch WHERE device = $1', [device.id])).length).toBeLessThan(
        all.length,
      )
    })
  })

  it.each([
    ['what was known already, in whatever order it was said', true, ''],
    ['what it is padded with', false, ' '.repeat(1_000_000)],
  ])('is kept without %s', async (_, withKnown, padding) => {
    const rabat = await firstPc(ministry)
    await rabat.writes({})
    await rabat.syncs()
    const [known] = (await mine(rabat)).slice(-1)
    await rabat.writes({ description: 'جديدة' })
    const fresh = (await mine(rabat)).filter(({ d }) => d > (known?.d ?? 0))
    const { device } = rabat.desk.app.session.desk
    const last = fresh.at(-1)
    if (!known || !last) throw new Error('nothing to send')
    const raw = ({ d, hash, operation }: Mine) => ({ ...(JSON.parse(operation) as object), d, hash })
    const said = withKnown ? [...fresh, known] : fresh
    const operations = said.map(raw)
    const changes = await sql(rabat.db.read).all<Change>(
      'SELECT id, userId AS user, keyId AS key, signature FROM signedChange',
    )
    const head = { d: last.d, hash: last.hash, signature: device.sign(headText(device.id, last.d, last.hash)) }
    const request: PushRequest = {
      ...{ device: device.id, epoch: null, head, changes, operations },
      ...{ live: 0, backfill: 0, brief: true },
    }
    await ministry.looks(async (store) => {
      const signed = { device: device.id, nonce: v7(), time: 1, path: '/', bodyHash: '', signature: '' }
      const text = padding + JSON.stringify(request)
      const came = { packed: gzipSync(text), size: text.length }
      const { outcomes } = await push(store, device.id, request, signed, 1, came)
      expect(outcomes.map(({ d, result }) => [d, result]).sort()).toEqual(said.map(({ d }) => [d, 'applied']).sort())
      const kept = await store.pool.one<{ body: Buffer }>(
        'SELECT body FROM operation_batch WHERE device = $1 ORDER BY first_d DESC LIMIT 1',
        [device.id],
      )
      const unpacked = gunzipSync(kept?.body ?? '').toString()
      expect(unpacked.length).toBeLessThan(100_000)
      const { operations: there } = JSON.parse(unpacked) as { operations: { d: number }[] }
      expect(there.map(({ d }) => d)).toEqual(fresh.map(({ d }) => d))
    })
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0 })
  })
})

/** As it stood with 0010, in a transaction that is undone. */
async function before(work: (tx: Sql) => Promise<void>): Promise<void> {
  const undone = new Error('undone')
  await ministry
    .looks((store: Store) =>
      store.write(async (tx) => {
        for (const made of [
          'DROP TABLE operation_batch, login_refused',
          'DROP INDEX uq_office_row_stream_seq',
          `CREATE INDEX ix_operation_login_taken ON operation (stream, seq) WHERE reason = 'login-taken'`,
          `CREATE TABLE row_feed (scope uuid NOT NULL, entity text NOT NULL, row_id uuid NOT NULL, stream uuid NOT NULL,
             seq bigint NOT NULL, state text NOT NULL, PRIMARY KEY (scope, entity, row_id))`,
        ])
          await tx.run(made)
        await work(tx)
        throw undone
      }),
    )
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
}

it('a server of before keeps what it has: operations, answers, chain, refused logins, rows and their feed', async () => {
  const [office, device, change, row] = [v7(), v7(), v7(), v7()]
  const hashes = ['a'.repeat(64), 'b'.repeat(64)]
  const fields = { login: 'karim', names: same('كريم') }
  const body = canonical({ kind: 'create', id: row, fields, time: 7, user: null })
  await before(async (tx) => {
    await tx.run(
      `INSERT INTO office_head (stream, seq, chain, epoch, created_at) VALUES ($1, 2, 'chain 2', 'epoch', 1)`,
      [office],
    )
    await tx.run(
      `INSERT INTO device (id, office, name, public_key, last_d, last_hash, enrolled_at) VALUES ($1, $2, 'x', 'k', 2, $3, 1)`,
      [device, office, hashes[1]],
    )
    await tx.run(
      `INSERT INTO operation (device, d, stream, seq, body, hash, outcome, reason, chain, received_at, change) VALUES
         ($1, 1, $2, 1, $3, $4, 'applied', NULL, 'chain 1', 1, $6), ($1, 2, $2, 2, $3, $5, 'parked', 'login-taken', 'chain 2', 1, $6)`,
      [device, office, body, ...hashes, change],
    )
    await tx.run(
      `INSERT INTO signed_change (office, id, device, first_d, last_d, signature, received_at) VALUES ($1, $2, $3, 1, 2, 's', 1)`,
      [office, change, device],
    )
    await tx.run(
      `INSERT INTO office_row (stream, entity, id, seq, fields, versions) VALUES ($1, 'unit', $2, 1, '{"n":1}', '{}')`,
      [office, row],
    )
    await tx.run(
      `INSERT INTO row_feed (scope, entity, row_id, stream, seq, state) VALUES ($1, 'unit', $2, $1, 1, 'present')`,
      [office, row],
    )
    await new Batches1763740800011().up({ query: (statement: string) => tx.run(statement) } as never)
    expect(await answeredBefore(tx, device, [1, 2])).toEqual([
      { d: 1, seq: 1, hash: hashes[0], result: 'applied', reason: null },
      { d: 2, seq: 2, hash: hashes[1], result: 'parked', reason: 'login-taken' },
    ])
    expect(await writersOf(tx, [{ device, d: 2 }])).toEqual([{ device, d: 2, body }])
    expect(await chainAt(tx, office, 1)).toBe('chain 1')
    expect(await chainAt(tx, office, 9)).toBe('chain 2')
    expect(await refusedLogins(tx, office, 5)).toEqual([{ device, body }])
    expect(await changesHeard(tx, office, [change])).toEqual([{ id: change, device, firstD: 1 }])
    const here = { snapshot: <T>(work: (sql: Sql) => Promise<T>) => work(tx) } as unknown as Store
    expect((await pull(here, office, { live: 0, backfill: 0 }, 10)).rows).toMatchObject([
      { entity: 'unit', id: row, seq: 1, state: 'present', fields: '{"n":1}' },
    ])
  })
})
