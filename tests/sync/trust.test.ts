import { existsSync } from 'node:fs'
import { request } from 'node:https'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../contract/errors'
import { v7 } from 'uuid'
import { printCode, readCode } from '../../domain/sync/code'
import { headText } from '../../domain/sync/change'
import { headers, signedText } from '../../domain/sync/request'
import { addressOf } from '../../main/sync/server-known'
import { Transport } from '../../main/sync/transport'
import { Wire } from '../../main/sync/wire'
import { nextToSend } from '../../db/outbox/sending'
import { cursorOf } from '../../db/sync/cursor'
import { addUser, closeDesks, PASSWORD, pdfFile, startDesk } from '../fixtures/office'
import { codeFor, firstPc, joins, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

/** The desk's own way to the server, for saying what the desk would not say. */
async function transportOf(
  pc: Pc,
  change: Partial<ConstructorParameters<typeof Transport>[1]> = {},
): Promise<Transport> {
  const address = await addressOf(pc.db.read)
  if (!address) expect.fail('not enrolled')
  const { id, sign } = pc.desk.app.session.desk.device
  return new Transport(
    address,
    { id, sign, now: () => pc.desk.clock.now(), ...change },
    { connectMs: 2_000, idleMs: 5_000 },
  )
}
const pull = (t: Transport) => t.bytes({ method: 'GET', path: '/sync/v1/pull?live=0&backfill=0' })

describe('enrolling', () => {
  it('a code whose fingerprint is another server’s is refused before anything is said', async () => {
    const rabat = await firstPc(ministry)
    const userId = await addUser(rabat.desk, 'karim', ['clerk'])
    await rabat.syncs()
    const desk = startDesk({ line: { automatic: false } })
    const real = readCode(await codeFor(rabat, userId))
    const code = printCode({ ...real, f: 'ab'.repeat(32) })
    const join = { code, password: PASSWORD, deskCode: 'RB2', deviceName: 'x', language: 'fr' as const }
    await expect(desk.api.session.joinOffice(join)).rejects.toMatchObject({ code: 'certificate-mismatch' })
    expect((await desk.api.session.state({})).phase).toBe('empty')
  })

  it('a certificate that changes after the enrolment is not followed', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    const { generate } = await import('selfsigned')
    const other = await generate([{ name: 'commonName', value: 'diwan-server' }], {
      keyType: 'ec',
      algorithm: 'sha256',
    })
    await rabat.registers()
    await ministry.somebodyElseAnswers(
      200,
      '{}',
      async () => {
        expect(await rabat.syncs()).toMatchObject({ reason: 'certificate-mismatch', waiting: 2 })
      },
      { key: other.private, cert: other.cert },
    )
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', reason: null })
  })

  it('a code works once, for a quarter of an hour, and nonsense never', async () => {
    const rabat = await firstPc(ministry)
    const userId = await addUser(rabat.desk, 'karim', ['clerk'])
    await rabat.syncs()
    const used = await codeFor(rabat, userId)
    await joins(used, 'RB2')
    await expect(joins(used, 'RB3')).rejects.toMatchObject({ code: 'enrolment-code-invalid' })
    const late = await codeFor(rabat, userId)
    ministry.clock.tick(15 * 60_000 + 1)
    await expect(joins(late, 'RB3')).rejects.toMatchObject({ code: 'enrolment-code-expired' })
    await expect(joins('DIWAN1.nonsense', 'RB3')).rejects.toMatchObject({ code: 'enrolment-code-invalid' })
    const invented = printCode({ ...readCode(late), s: 'A'.repeat(27) })
    await expect(joins(invented, 'RB3')).rejects.toMatchObject({ code: 'enrolment-code-invalid' })
    ministry.clock.at = rabat.desk.clock.at
  })

  it('a join that was cut before its vault stood gives its code back to the same PC, and to no other', async () => {
    const rabat = await firstPc(ministry)
    const userId = await addUser(rabat.desk, 'karim', ['clerk'])
    await rabat.syncs()
    const code = await codeFor(rabat, userId)
    const desk = startDesk({ line: { automatic: false, timing: { connectMs: 2_000, idleMs: 2_000 } } })
    const join = { code, password: PASSWORD, deskCode: 'RB2', deviceName: 'x', language: 'fr' as const }
    // Enrolled, the office read, and the PC is switched off before its vault stands.
    vi.spyOn(desk.app.session.vault, 'create').mockRejectedValueOnce(new AppError('disk-full'))
    await expect(desk.api.session.joinOffice(join)).rejects.toMatchObject({ code: 'disk-full' })
    await expect(joins(code, 'RB3')).rejects.toMatchObject({ code: 'enrolment-code-invalid' })
    await desk.api.session.joinOffice({ ...join, deskCode: 'RB4' })
    expect((await desk.api.session.state({})).me?.login).toBe('karim')
    expect(await desk.api.sync.tryNow({})).toMatchObject({ phase: 'idle', waiting: 0 })
    expect(existsSync(`${desk.folder}/joining`)).toBe(false)
  })

  it('a desk code that another PC has is said, and the enrolment code is not used up for it', async () => {
    const rabat = await firstPc(ministry)
    await secondPc(ministry, rabat)
    const userId = await addUser(rabat.desk, 'nadia', ['clerk'])
    await rabat.syncs()
    const code = await codeFor(rabat, userId)
    await expect(joins(code, 'RB2')).rejects.toMatchObject({ code: 'invalid-input', params: { field: 'deskCode' } })
    expect((await (await joins(code, 'RB3')).api.session.state({})).me?.login).toBe('nadia')
  })

  it('a code without an office lets nobody into one that is there', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    const code = await ministry.server.newCode({})
    const desk = startDesk({ line: { automatic: false } })
    const join = { code, password: PASSWORD, deskCode: 'RB2', deviceName: 'x', language: 'fr' as const }
    await expect(desk.api.session.joinOffice(join)).rejects.toMatchObject({ code: 'enrolment-code-invalid' })
    await expect(rabat.api.sync.enrol({ code, deviceName: 'again' })).rejects.toMatchObject({
      code: 'already-enrolled',
    })
  })
})

describe('every request is signed', () => {
  it('by the device’s key, over all of it, once', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    const honest = await transportOf(rabat)
    await expect(pull(honest)).resolves.toBeInstanceOf(Buffer)
    const forged = await transportOf(rabat, { sign: () => Buffer.alloc(64).toString('base64') })
    await expect(pull(forged)).rejects.toMatchObject({ code: 'unauthorised' })
    const stranger = await transportOf(rabat, { id: v7() })
    await expect(pull(stranger)).rejects.toMatchObject({ code: 'unauthorised' })
    let signature = ''
    const { sign } = rabat.desk.app.session.desk.device
    const kept = await transportOf(rabat, { sign: (text) => (signature ||= sign(text)) })
    await pull(kept)
    await expect(kept.bytes({ method: 'GET', path: '/sync/v1/reference' })).rejects.toMatchObject({
      code: 'unauthorised',
    })
    for (const t of [honest, forged, stranger, kept]) t.close()
  })

  it('a request sent again by somebody who saw it is refused', async () => {
    const rabat = await firstPc(ministry)
    const address = await addressOf(rabat.db.read)
    const { device } = rabat.desk.app.session.desk
    const path = '/sync/v1/pull?live=0&backfill=0'
    const nonce = 'seen-on-the-way-once'
    const time = ministry.clock.now()
    const seen = {
      [headers.device]: device.id,
      [headers.time]: String(time),
      [headers.nonce]: nonce,
      [headers.signature]: device.sign(signedText('GET', path, time, nonce, Buffer.alloc(0))),
    }
    const send = (): Promise<number> =>
      new Promise((answered, failed) => {
        const req = request(new URL(path, address?.url), { ca: address?.certificate, headers: seen }, (response) => {
          response.resume().on('end', () => answered(response.statusCode ?? 0))
        })
        req.on('error', failed).end()
      })
    expect([await send(), await send()]).toEqual([200, 401])
  })

  it('one device does not push in another’s name', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    const t = await transportOf(rabat)
    const body = Buffer.from(
      JSON.stringify({
        device: lille.desk.app.session.actor.deviceId,
        epoch: null,
        head: null,
        changes: [],
        operations: [],
        live: 0,
        backfill: 0,
      }),
    )
    await expect(t.bytes({ method: 'POST', path: '/sync/v1/push', body })).rejects.toMatchObject({
      code: 'unauthorised',
    })
    t.close()
  })

  it('a clock years off is measured and shown, and refuses nobody', async () => {
    const rabat = await firstPc(ministry)
    rabat.desk.clock.tick(-3 * 365 * 24 * 3600_000)
    await rabat.writes({ city: 'Lyon' })
    const status = await rabat.syncs()
    expect(status).toMatchObject({ phase: 'idle', waiting: 0, reason: null })
    expect(Math.round((status.driftMs ?? 0) / 86_400_000)).toBe(-1095)
  })

  it('a revoked PC is told so, stops, and keeps its work', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    const { revokeDevice } = await import('../../server/db/devices')
    await ministry.looks(({ pool }) => revokeDevice(pool, rabat.desk.app.session.actor.deviceId, 1))
    const entry = await rabat.registers()
    expect(await rabat.syncs()).toMatchObject({ phase: 'revoked', reason: 'device-revoked', waiting: 2 })
    expect((await rabat.api.register.get({ id: entry.id })).numberText).toBe('و/2026/00001')
  })

  it('a body that unpacks into more than a batch is refused halfway', async () => {
    const rabat = await firstPc(ministry)
    const t = await transportOf(rabat)
    await expect(
      t.bytes({ method: 'POST', path: '/sync/v1/push', body: Buffer.alloc(64 * 1024 * 1024), packed: true }),
    ).rejects.toMatchObject({ code: 'too-large' })
    await expect(
      t.bytes({ method: 'POST', path: '/sync/v1/push', body: Buffer.from('{"operations":1.5}') }),
    ).rejects.toMatchObject({ code: 'bad-request' })
    await expect(t.bytes({ method: 'GET', path: '/sync/v1/../../etc/passwd' })).rejects.toMatchObject({
      code: 'not-found',
    })
    t.close()
  })

  it('bytes that are not what their name says are forgotten, whole', async () => {
    const rabat = await firstPc(ministry)
    const staged = await rabat.api.documents.stage({ path: pdfFile(rabat.desk.folder) })
    await rabat.registers({ fileIds: [staged.id] })
    const wire = new Wire(await transportOf(rabat))
    const { desk } = rabat.desk.app.session
    const cursor = (await cursorOf(desk.db.read, desk.office.id)) ?? expect.fail('no cursor')
    const waiting = await nextToSend(desk.db.read, { operations: 500, characters: 500_000 })
    const last = waiting.operations.at(-1) ?? expect.fail('nothing waits')
    const head = {
      d: last.d,
      hash: last.hash,
      signature: desk.device.sign(headText(desk.device.id, last.d, last.hash)),
    }
    await wire.push(desk.device.id, cursor, waiting, head)
    const other = Buffer.alloc(staged.size, 'x')
    await expect(wire.putChunk(staged, 0, other)).rejects.toMatchObject({ code: 'hash-mismatch' })
    expect(await wire.uploadStatus(staged)).toEqual({
      size: staged.size,
      complete: false,
      missing: [0],
      lacking: 1,
    })
    await expect(wire.getChunk(staged, 0)).rejects.toMatchObject({ code: 'not-found' })
    wire.close()
    expect((await rabat.syncs()).files.waiting).toBe(0)
  })

  it('a scan no row of the office names is neither taken nor given', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    const t = await transportOf(rabat)
    const path = `/sync/v1/files/${'ab'.repeat(32)}/0`
    await expect(t.bytes({ method: 'PUT', path, body: Buffer.from('x') })).rejects.toMatchObject({ code: 'not-found' })
    await expect(t.bytes({ method: 'GET', path })).rejects.toMatchObject({ code: 'not-found' })
    t.close()
  })
})
