import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { entities, entityNames, type EntityName } from '../../domain/entities'
import { CodeRequest, EnrolRequest, PushRequest, type Fields } from '../../contract/wire'
import { AppError } from '../../contract/errors'
import { ReleaseOrder, ReleaseUpload, UpdateReport } from '../../contract/updates'
import { SentReport } from '../../contract/support'
import { addressOf } from '../../main/sync/server-known'
import { Refusal } from '../../main/sync/refusal'
import { Transport } from '../../main/sync/transport'
import { setManagingOffice } from '../../server/db/release-orders'
import { addRelease } from '../../server/releases/add'
import { orderHere } from '../../server/releases/orders'
import type { z } from 'zod'
import { says, type Step } from '../sync/forging'
import { firstPc, Ministry, type Pc } from '../sync/stories'
import { closeDesks } from '../fixtures/office'
import { everybody, makeRelease, makers } from '../fixtures/releases'
import { releaseLine, uploadOf } from '../sync/releasing'
import { inputsOf } from './arbitrary'
import type { Found } from './bridge'

const HASH = 'ab'.repeat(32)

/** Every route of the server, signed as by an enrolled PC: no answer but one of the contract's, nothing unexpected in its log. */
export async function fuzzServer(inputs: number, seed: number): Promise<Found | null> {
  const reported: unknown[] = []
  const ministry = await Ministry.open((_id, error) => reported.push(error))
  try {
    const pc = await firstPc(ministry)
    await pc.registers()
    await pc.syncs()
    const broken = async (where: string, input: unknown, work: () => Promise<unknown>): Promise<Found | null> => {
      const said = await work().then(
        () => null,
        (error: unknown) => error,
      )
      const usual = said === null || said instanceof Refusal || said instanceof AppError
      return usual && reported.length === 0 ? null : { where, input, said: String(reported[0] ?? said) }
    }
    const { sha512, coming } = await releasedTo(ministry, pc)
    const transport = await transportOf(pc)
    const share = Math.ceil(inputs / 3)
    for (const { where, path, method, body } of fc.sample(requests(pc, sha512, coming), { seed, numRuns: share * 2 })) {
      const found = await broken(where, { path, body: body.toString('latin1').slice(0, 2000) }, () =>
        transport.bytes({ method, path, body }),
      )
      if (found) return found
    }
    transport.close()
    // What a real desk could say, in order and signed: judged to the end, and the next change goes on.
    for (const steps of fc.sample(changes, { seed, numRuns: Math.ceil(share / 20) * 20 }).reduce(inTwenties, [])) {
      for (const step of steps) await says(pc, [step])
      const found = await broken('push, signed', steps, async () => {
        const { phase, reason } = await pc.syncs()
        if (phase !== 'idle') throw new Error(`the line says ${phase}: ${reason}`)
      })
      if (found) return found
    }
    return null
  } finally {
    await closeDesks()
    await ministry.close()
  }
}

/** A package that is on its way from this PC. */
type Coming = { id: string; sha512: string }

/** A release everybody is offered, managed by the PC's own office, and another that it is bringing. @returns its package, and that one's */
async function releasedTo(ministry: Ministry, pc: Pc): Promise<{ sha512: string; coming: Coming }> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-makers-'))
  const { signed, pack } = makeRelease(folder, ministry.clock.now(), { size: 300_000 })
  await ministry.administers(async ({ releases }) => {
    const parts = releases()
    await addRelease(parts, signed, folder, 'fuzz')
    await orderHere(parts, '1.1.0', 'fuzz', () => everybody)
    await setManagingOffice(parts.store.pool, pc.desk.app.session.desk.office.id)
  })
  const next = makeRelease(folder, ministry.clock.now(), { version: '1.2.0', size: 300_000 })
  writeFileSync(join(ministry.folder, 'release-keys.json'), JSON.stringify([makers.publicKey]))
  const upload = await uploadOf(pc, next.signed)
  const line = await releaseLine(pc)
  await line.begins(upload)
  line.close()
  rmSync(folder, { recursive: true })
  return { sha512: pack.sha512, coming: { id: upload.id, sha512: next.pack.sha512 } }
}

const inTwenties = (groups: Step[][], step: Step): Step[][] => {
  const last = groups.at(-1)
  if (last && last.length < 20) last.push(step)
  else groups.push([step])
  return groups
}

async function transportOf(pc: Pc): Promise<Transport> {
  const address = await addressOf(pc.db.read)
  if (!address) throw new Error('not enrolled')
  const { id, sign } = pc.desk.app.session.desk.device
  return new Transport(address, { id, sign, now: () => pc.desk.clock.now() }, { connectMs: 5_000, idleMs: 20_000 })
}

type Sent = { where: string; method: 'GET' | 'POST' | 'PUT'; path: string; body: Buffer }

function requests(pc: Pc, sha512: string, coming: Coming): fc.Arbitrary<Sent> {
  const { id } = pc.desk.app.session.desk.device
  const ids = [id, pc.desk.app.session.desk.office.id]
  const posted = (path: string, schema: z.ZodType): fc.Arbitrary<Sent> =>
    fc
      .oneof(
        { weight: 8, arbitrary: inputsOf(schema, ids).map((value) => Buffer.from(jsonOf(value))) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => gzipSync(bytes)) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('[', '{"a":', '"', '9', '[0,').map((one) => Buffer.from(one.repeat(50))),
        },
      )
      .map((body) => ({ where: path, method: 'POST', path, body }))
  const odd = fc.constantFrom('0', '-1', '1', '99999999999999999999', '1e9', 'NaN', '%00', '..%2f', '٣', '')
  const got = (path: string): fc.Arbitrary<Sent> =>
    fc.tuple(odd, odd).map(([a, b]) => ({
      where: path,
      method: 'GET',
      path: path.replace('A', a).replace('B', b),
      body: Buffer.alloc(0),
    }))
  return fc.oneof(
    { weight: 3, arbitrary: posted('/sync/v1/push', PushRequest) },
    posted('/sync/v1/codes', CodeRequest),
    posted('/sync/v1/enrol', EnrolRequest),
    got('/sync/v1/pull?live=A&backfill=B'),
    got('/sync/v1/pull?live=A&backfill=0&limit=B'),
    got(`/sync/v1/files/${HASH}/A?count=B`),
    got('/sync/v1/files/A/B'),
    got('/sync/v1/files/A'),
    got('/sync/v1/A'),
    posted('/updates/v1/report', UpdateReport),
    posted('/updates/v1/orders', ReleaseOrder),
    posted('/support/v1/reports', SentReport),
    posted('/updates/v1/uploads', ReleaseUpload),
    got(`/updates/v1/packages/${sha512}?from=A`),
    got(`/updates/v1/packages/${sha512}?from=A&most=B`),
    got('/updates/v1/packages/A?from=B'),
    got('/updates/v1/packages/A/pieces'),
    got('/updates/v1/offer?version=1.0.0&kind=deb&arch=x64&channel=general&more=A'),
    got('/updates/v1/offer?version=A&kind=deb&arch=B&channel=pilot'),
    got('/updates/v1/overview?A=B'),
    got('/updates/v1/A'),
    odd.map((a) => put(`/sync/v1/files/${HASH}/${a}`, 64)),
    // Mostly where its package stopped, so that bytes do come in, and at last are not those that were signed.
    fc
      .tuple(
        fc.constantFrom(coming.id, coming.id, coming.id, id, '..', '%00'),
        fc.constantFrom(coming.sha512, coming.sha512, coming.sha512, sha512, '..%2f', 'A'),
        fc.oneof(fc.nat(300_010).map(String), fc.constant('0'), odd),
        fc.constantFrom(0, 1, 64, 150_000, 256 * 1024, 256 * 1024 + 1),
      )
      .map(([a, b, from, size]) => put(`/updates/v1/uploads/${a}/${b}?from=${from}`, size)),
    fc.constantFrom(coming.id, id, '..', '%00').map((a): Sent => {
      const path = `/updates/v1/uploads/${a}/end`
      return { where: path, method: 'POST', path, body: Buffer.from('{}') }
    }),
  )
}

const put = (path: string, size: number): Sent => ({ where: path, method: 'PUT', path, body: randomBytes(size) })

/** What JSON cannot say is left out, or said as a float: the server has to read it all the same. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value, (_k, v: unknown) => (typeof v === 'bigint' ? Number(v) : v)) ?? ''
  } catch {
    return '{}'
  }
}

/** Steps of any entity: fields as their schema says, or not at all so. Only what a chain can carry: no floats, no lone surrogates. */
const changes: fc.Arbitrary<Step> = fc.oneof(...entityNames.map(changesOf))

function changesOf(entity: EntityName): fc.Arbitrary<Step> {
  const fields = Object.fromEntries(
    Object.entries(entities[entity].fields).map(([name, field]) => [name, inputsOf(field.value, [])]),
  )
  return fc
    .record({
      id: fc.uuid({ version: 7 }),
      kind: fc.constantFrom('create', 'create', 'patch', 'merge'),
      fields: fc.record(fields, { requiredKeys: [] }),
    })
    .map(({ id, kind, fields: said }) => ({ entity, id, kind, fields: plain(said) as Fields }))
}

function plain(value: unknown): unknown {
  return JSON.parse(
    jsonOf(value)
      .replace(/-?\d+(\.\d+)?e[+-]?\d+|-?\d+\.\d+|-?\d{16,}/gi, '0')
      .replace(/\\u(d[89a-f][0-9a-f]{2}|0000)/gi, '?'),
  )
}
