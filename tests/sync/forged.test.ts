import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Fields, Plain, RowVersion } from '../../contract/wire'
import { sql } from '../../db/core/sql'
import { patchRow } from '../../db/outbox/changes'
import { fromRow } from '../../db/outbox/rows'
import { applyRows } from '../../db/sync/apply'
import { entryIdOf } from '../../domain/letters/issuing'
import { newSigningKey, signer } from '../../domain/trust/keys'
import { prove } from '../../domain/trust/proof'
import { receiverOf } from '../../main/sync/receive'
import { addUser, closeDesks, logIn, PASSWORD, same } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

/** Rabat has the office; at Lille sits nadia, an ordinary clerk, on a PC of her own. */
async function clerksPc(): Promise<{ rabat: Pc; lille: Pc; adminId: string; clerkId: string }> {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['clerk'])
  await bothSync(rabat, lille)
  const adminId = rabat.desk.app.session.actor.userId
  return { rabat, lille, adminId, clerkId: lille.desk.app.session.actor.userId }
}

const rolesOf = async (pc: Pc, id: string): Promise<unknown> =>
  JSON.parse(String((await pc.row('user', id))?.['roles']))
const last = async (pc: Pc) => (await pc.outcomes()).at(-1)

describe('an ordinary clerk’s PC, with another program on it', () => {
  it('does not make itself administrator: not in its own name, not in the administrator’s, not signed by a key of its own', async () => {
    const { rabat, lille, adminId, clerkId } = await clerksPc()
    const fields = { roles: ['administrator'] }
    const step = { entity: 'user', id: clerkId, kind: 'patch', fields, before: { roles: ['clerk'] } }
    await says(lille, [step])
    await says(lille, [step], { userId: adminId })
    const own = newSigningKey()
    const invented = { keyId: v7(), publicKey: own.publicKey, sign: signer(own.seed) }
    await says(lille, [step], { userId: adminId, signer: invented })
    await lille.syncs()
    expect((await lille.outcomes()).slice(-3).map((o) => o.state)).toEqual(['parked', 'parked', 'parked'])
    await rabat.syncs()
    expect(await rolesOf(rabat, clerkId)).toEqual(['clerk'])
  })

  it('does not certify a key of the administrator’s for itself', async () => {
    const { rabat, lille, adminId, clerkId } = await clerksPc()
    const own = newSigningKey()
    const keyId = v7()
    const { officeId, deviceId, at } = stampOf(lille)
    const key: Fields = { userId: adminId, deviceId, publicKey: own.publicKey, createdAt: at, origin: 'own' }
    const by = { by: adminId, key: own.publicKey, as: null, sign: signer(own.seed) }
    const proof = prove(officeId, 'userKey', keyId, key, by, at) as unknown as Plain
    const promotion = { entity: 'user', id: clerkId, kind: 'patch', fields: { roles: ['administrator'] } }
    const stolen = { keyId, publicKey: own.publicKey, sign: signer(own.seed) }
    await says(lille, [{ entity: 'userKey', id: keyId, kind: 'create', fields: { ...key, proof } }, promotion], {
      userId: adminId,
      signer: stolen,
    })
    await lille.syncs()
    expect((await lille.outcomes()).slice(-2)).toMatchObject([
      { state: 'parked', reason: 'unproven' },
      { state: 'parked', reason: 'unproven' },
    ])
    await rabat.syncs()
    expect(await rabat.row('userKey', keyId)).toBeUndefined()
    expect(await rolesOf(rabat, clerkId)).toEqual(['clerk'])
  })

  it('does not send an old promotion again: neither the change nor the proof that was in it', async () => {
    const { rabat, lille, clerkId } = await clerksPc()
    const update = (roles: ['clerk'] | ['administrator', 'clerk']) =>
      rabat.api.users.update({
        id: clerkId,
        names: same('نادية'),
        roles,
        clearance: 'secret',
        unitId: null,
        active: true,
      })
    await update(['administrator', 'clerk'])
    await bothSync(rabat, lille)
    const promoted = fromRow('user', (await lille.row('user', clerkId)) ?? {})
    rabat.desk.clock.tick(60_000)
    await update(['clerk'])
    await bothSync(rabat, lille)
    await says(lille, [
      {
        entity: 'user',
        id: clerkId,
        kind: 'patch',
        fields: { roles: promoted['roles'] ?? null, proof: promoted['proof'] ?? null },
        before: { roles: ['clerk'] },
      },
    ])
    await lille.syncs()
    expect(await last(lille)).toMatchObject({ state: 'parked' })
    await rabat.syncs()
    expect(await rolesOf(rabat, clerkId)).toEqual(['clerk'])
  })

  it('registers in nobody else’s name, outside no book, under no number of another shape (N1, N3)', async () => {
    const { lille, adminId } = await clerksPc()
    const entry = await lille.registers()
    await lille.syncs()
    const honest = fromRow('entry', (await lille.row('entry', entry.id)) ?? {})
    const others: Fields[] = [
      { registeredById: adminId, seq: 2, numberText: 'و/2026/RB2/00002' },
      { seq: 2, numberText: 'و/2026/00002' },
      { seq: 2, numberText: 'و/2026/RB2/00417' },
    ]
    for (const change of others)
      await says(lille, [{ entity: 'entry', id: v7(), kind: 'create', fields: { ...honest, ...change } }])
    await lille.syncs()
    expect((await lille.outcomes()).slice(-3).every((o) => o.state === 'parked')).toBe(true)
  })

  it('an act never lands without its row, nor a row without its act (I2, I5)', async () => {
    const { rabat, lille } = await clerksPc()
    const entry = await lille.registers()
    await bothSync(rabat, lille)
    const subject = { entity: 'entry', id: entry.id, kind: 'patch', fields: { subject: 'مزور' } }
    await says(lille, [{ ...subject, before: { subject: entry.subject } }])
    await lille.syncs()
    expect(await last(lille)).toMatchObject({ state: 'parked', reason: 'incomplete' })
    await rabat.syncs()
    expect((await rabat.api.register.get({ id: entry.id })).subject).toBe(entry.subject)
  })

  it('hands over no receipt under another number, and names no entry as a slip that was not made with it; nothing is handed over or posted that was not (C5, C6, D5)', async () => {
    const { rabat, lille, clerkId } = await clerksPc()
    const entry = await lille.registers()
    // The entry is there already when its receipt comes.
    await lille.syncs()
    const given = v7()
    await lille.api.receipts.issue({ id: given, entryId: entry.id, depositor: 'Khadija', deadline: null })
    await bothSync(rabat, lille)
    const honest = fromRow('receipt', (await rabat.row('receipt', given)) ?? {})
    expect(honest).toMatchObject({ entryId: entry.id, copy: 0 })
    const facts = honest['facts'] as Fields
    const changes: Fields[] = [{ numberText: 'و/2026/00001' }, { businessDate: '2020-01-01' }]
    for (const change of changes)
      await says(lille, [
        { entity: 'receipt', id: v7(), kind: 'create', fields: { ...honest, copy: 1, facts: { ...facts, ...change } } },
      ])
    const pieces = [{ entryId: null, what: 'x', count: 1 }]
    const slip = {
      entryId: entry.id,
      sentAt: stampOf(lille).at,
      sentById: clerkId,
      deviceId: lille.desk.app.session.desk.device.id,
    }
    const rest = { unitId: null, addressee: 'x', action: 'filing', note: '', pieces }
    const open = { dischargedAt: null, dischargedBy: null, dischargeNote: null, dischargedById: null }
    await says(lille, [{ entity: 'slip', id: v7(), kind: 'create', fields: { ...slip, ...rest, ...open } }])
    await lille.syncs()
    expect((await lille.outcomes()).slice(-3)).toMatchObject(
      ['invalid', 'invalid', 'invalid'].map((reason) => ({ state: 'parked', reason })),
    )

    // D5: nothing is handed over that is not there, nothing posted that did not leave.
    const { deviceId, at } = stampOf(lille)
    const day = '2026-11-20'
    const line = {
      day,
      enteredAt: at,
      enteredById: clerkId,
      deviceId,
      messenger: '',
      unitId: null,
      addressee: 'x',
      pieces: 1,
    }
    const item = { listId: v7(), place: 1, day, postNumber: 'RR1', postedAt: at, postedById: clerkId, deviceId }
    await says(lille, [{ entity: 'delivery', id: v7(), kind: 'create', fields: { ...line, entryId: v7() } }])
    // It arrived: nobody posted it.
    await says(lille, [{ entity: 'posting', id: v7(), kind: 'create', fields: { ...item, entryId: entry.id } }])
    await says(lille, [
      { entity: 'delivery', id: v7(), kind: 'create', fields: { ...line, entryId: entry.id, dischargedAt: at } },
    ])
    await says(lille, [{ entity: 'delivery', id: v7(), kind: 'create', fields: { ...line, entryId: entry.id } }])
    await lille.syncs()
    expect((await lille.outcomes()).slice(-4)).toMatchObject([
      { state: 'parked', reason: 'invalid' },
      { state: 'parked', reason: 'invalid' },
      { state: 'parked', reason: 'forbidden' },
      { state: 'sent' },
    ])
  })

  it('takes no book that is another’s, and opens none in its name (N7)', async () => {
    const { rabat, lille, clerkId } = await clerksPc()
    const [book] = await sql(rabat.db.read).all<Record<string, unknown>>('SELECT * FROM book WHERE desk IS NULL')
    const { deviceId } = stampOf(lille)
    const taken = { holderId: deviceId, epoch: 2 }
    await lille.db.write((tx) => patchRow(tx, 'book', String(book?.['id']), taken, stampOf(lille)))
    await lille.syncs()
    expect(await last(lille)).toMatchObject({ state: 'parked', reason: 'forbidden' })
    expect(clerkId).toBeTruthy()
    await rabat.syncs()
    expect((await rabat.row('book', String(book?.['id'])))?.['holderId']).toBe(book?.['holderId'])
  })

  it('what a device may do by itself is the page of a letter it issued, and nothing else', async () => {
    const { rabat, lille } = await clerksPc()
    const entry = await rabat.registers()
    await bothSync(rabat, lille)
    const { device } = lille.desk.app.session.desk
    const asDevice = { userId: null, signer: { keyId: null, publicKey: device.publicKey, sign: device.sign } }
    const card = await lille.writes({ phone: '1' })
    await lille.syncs()
    const file = {
      entryId: entry.id,
      name: 'x.pdf',
      mediaType: 'application/pdf',
      size: 10,
      sha256: 'ab'.repeat(32),
      version: 1,
      position: 0,
      replacedById: null,
      createdAt: 1,
      createdById: stampOf(lille).userId,
    }
    await says(lille, [{ entity: 'contact', id: card, kind: 'patch', fields: { phone: '2' } }], asDevice)
    await says(lille, [{ entity: 'file', id: v7(), kind: 'create', fields: file }], asDevice)
    await lille.syncs()
    expect((await lille.outcomes()).slice(-2).map((o) => o.state)).toEqual(['parked', 'parked'])
  })
})

describe('letters (W2, A4)', () => {
  async function withLetter() {
    const { rabat, lille, adminId, clerkId } = await clerksPc()
    const headId = await addUser(rabat.desk, 'said', ['headOfOffice'], 'secret')
    await addUser(rabat.desk, 'karim', ['officer'], 'secret')
    const entry = await rabat.registers()
    await logIn(rabat.desk, 'karim')
    const id = rabat.desk.app.session.desk.newId()
    const letter = await rabat.api.letters.reply({ id, entryId: entry.id, secondLanguage: 'fr' })
    const paragraphs = letter.paragraphs.map((p) => ({ ...p, ar: p.ar || 'نص', other: p.other || 'texte' }))
    const both = { ar: 'س', other: 'x' }
    await rabat.api.letters.save({
      id,
      content: { ...letter, paragraphs, addressee: both, subject: both },
      basedOn: letter.updatedAt,
    })
    await rabat.api.letters.submit({ id })
    await bothSync(rabat, lille)
    return { rabat, lille, adminId, clerkId, headId, id }
  }

  it('a clerk’s PC does not sign in the head’s name, nor issue what nobody signed', async () => {
    const { rabat, lille, headId, id } = await withLetter()
    const { at, deviceId } = stampOf(lille)
    const signed = {
      state: 'signed',
      signedAt: at,
      signedById: headId,
      frozen: { facts: {}, page: 'x' },
      frozenHash: 'ab'.repeat(32),
      signature: 'AAAA',
    }
    await says(lille, [{ entity: 'letter', id, kind: 'patch', fields: signed, before: { state: 'submitted' } }], {
      userId: headId,
    })
    const entry = await lille.registers()
    const honest = fromRow('entry', (await lille.row('entry', entry.id)) ?? {})
    const out = entryIdOf(id)
    await says(lille, [
      { entity: 'entry', id: out, kind: 'create', fields: { ...honest, letterId: id, deviceId } },
      {
        entity: 'letter',
        id,
        kind: 'patch',
        fields: { state: 'issued', issuedEntryId: out },
        before: { state: 'signed' },
      },
    ])
    await lille.syncs()
    const states = (await lille.outcomes()).map((o) => o.state)
    expect([states.at(-5), ...states.slice(-2)]).toEqual(['parked', 'parked', 'parked'])
    await bothSync(lille, rabat)
    for (const pc of [rabat, lille]) expect((await pc.row('letter', id))?.['state']).toBe('submitted')
  })

  it('every step that is not in the table is refused by the server, whoever asks', async () => {
    const { rabat, id } = await withLetter()
    await logIn(rabat.desk, 'said')
    const steps: Fields[] = [
      { state: 'issued', issuedEntryId: v7() },
      { state: 'void', voidedAt: 1, voidReason: 'x' },
      { content: { secondLanguage: 'fr' } },
      { state: 'signed', signedAt: 1, signedById: stampOf(rabat).userId, content: {} },
      { state: 'nonsense' },
    ]
    for (const fields of steps)
      await says(rabat, [{ entity: 'letter', id, kind: 'patch', fields, before: { state: 'submitted' } }])
    await rabat.syncs()
    const outcomes = (await rabat.outcomes()).slice(-steps.length)
    expect(outcomes.map((o) => o.state)).toEqual(steps.map(() => 'parked'))
  })
})

describe('a server that says what nobody said', () => {
  const pulled = (entity: string, id: string, fields: Fields, seq = 10_000): RowVersion => ({
    entity,
    id,
    seq,
    state: 'present',
    fields,
    versions: {},
  })
  const takes = (pc: Pc, rows: RowVersion[]) => {
    const { desk } = pc.desk.app.session
    return pc.db.write((tx) => applyRows(tx, rows, receiverOf(desk)))
  }

  it('rights, keys, pens, policy and signatures that nobody gave are kept aside and shown; nothing is acted on', async () => {
    const { rabat, lille, adminId, clerkId } = await clerksPc()
    const user = fromRow('user', (await rabat.row('user', clerkId)) ?? {})
    const admin = fromRow('user', (await rabat.row('user', adminId)) ?? {})
    const office = rabat.desk.app.session.desk.office.id
    const policy = fromRow('office', (await rabat.row('office', office)) ?? {})
    const [bookRow] = await sql(rabat.db.read).all<Record<string, unknown>>('SELECT * FROM book WHERE desk IS NULL')
    const book = fromRow('book', bookRow ?? {})
    const bookId = String(bookRow?.['id'])
    const own = newSigningKey()
    const keyId = v7()
    await takes(rabat, [
      pulled('user', clerkId, { ...user, roles: ['administrator'] }),
      pulled('user', adminId, { ...admin, active: false }),
      pulled('office', office, { ...policy, ownApprovalAllowed: true }),
      pulled('book', bookId, { ...book, holderId: stampOf(lille).deviceId, epoch: 2 }),
      pulled('userKey', keyId, {
        userId: adminId,
        deviceId: v7(),
        publicKey: own.publicKey,
        createdAt: 1,
        origin: 'enrolment',
        proof: null,
      }),
    ])
    expect(await rolesOf(rabat, clerkId)).toEqual(['clerk'])
    expect((await rabat.row('user', adminId))?.['active']).toBe(1)
    expect((await rabat.row('office', office))?.['ownApprovalAllowed']).toBe(0)
    expect((await rabat.row('book', bookId))?.['holderId']).toBe(book['holderId'])
    expect(await rabat.row('userKey', keyId)).toBeUndefined()
    expect(await rabat.api.sync.aside({})).toHaveLength(5)
    // No slot was lost and no number: the administrator logs in, the book goes on.
    await logIn(rabat.desk, 'admin')
    expect((await rabat.registers()).numberText).toBe('و/2026/00001')
  })

  it('an older word on somebody’s rights is not news', async () => {
    const { rabat, clerkId } = await clerksPc()
    const before = fromRow('user', (await rabat.row('user', clerkId)) ?? {})
    rabat.desk.clock.tick(1000)
    const shown = (await rabat.api.users.list({})).find((u) => u.id === clerkId)
    if (!shown) expect.fail('nobody')
    await rabat.api.users.update({ ...shown, roles: ['officer'] })
    await rabat.syncs()
    await takes(rabat, [pulled('user', clerkId, before)])
    expect(await rolesOf(rabat, clerkId)).toEqual(['officer'])
    expect(await rabat.api.sync.aside({})).toMatchObject([{ rowId: clerkId, reason: 'older' }])
  })

  it('what is written once stays what it was, and nobody takes away what a PC keeps', async () => {
    const { rabat, clerkId } = await clerksPc()
    const entry = await rabat.registers()
    await rabat.syncs()
    const fields = fromRow('entry', (await rabat.row('entry', entry.id)) ?? {})
    await takes(rabat, [
      pulled('entry', entry.id, { ...fields, numberText: 'و/2026/00999' }),
      { ...pulled('user', clerkId, {}), state: 'gone' },
    ])
    await takes(rabat, [{ ...pulled('entry', entry.id, {}), state: 'gone' }])
    expect((await rabat.api.register.get({ id: entry.id })).numberText).toBe(entry.numberText)
    expect(await rabat.row('user', clerkId)).toBeDefined()
  })

  it('values nobody could store, and sizes nobody has, are put aside and the page goes on', async () => {
    const { rabat } = await clerksPc()
    const entry = await rabat.registers()
    await rabat.syncs()
    const fields = fromRow('entry', (await rabat.row('entry', entry.id)) ?? {})
    const unit = v7()
    const file = { entryId: entry.id, name: 'x', mediaType: 'application/pdf', size: 10 ** 15, sha256: 'ab'.repeat(32) }
    await takes(rabat, [
      pulled('file', v7(), { ...file, version: 1, position: 0, replacedById: null, createdAt: 1, createdById: v7() }),
      pulled('entry', entry.id, { ...fields, letterDate: 'tomorrow' }),
      pulled('unit', unit, { names: same('وحدة'), position: 3 }),
    ])
    expect(await rabat.row('unit', unit)).toBeDefined()
    expect((await rabat.api.sync.aside({})).map((a) => a.reason)).toEqual(['invalid', 'invalid'])
    expect((await rabat.api.register.get({ id: entry.id })).letterDate).toBe(entry.letterDate)
  })
})

describe('keys', () => {
  it('an administrator who sets a password does not sign with it: the key is changed first, and marked for good', async () => {
    const rabat = await firstPc(ministry)
    const id = await addUser(rabat.desk, 'said', ['clerk', 'headOfOffice'], 'secret')
    await rabat.api.users.setPassword({ id, password: PASSWORD })
    await logIn(rabat.desk, 'said')
    expect((await rabat.api.session.state({})).me).toMatchObject({ mustChangePassword: true })
    await expect(rabat.registers()).rejects.toMatchObject({ code: 'password-to-change' })
    await rabat.api.session.changePassword({ current: PASSWORD, next: `${PASSWORD} الجديدة` })
    await rabat.registers()
    expect(await rabat.syncs()).toMatchObject({ parked: 0, waiting: 0 })
    const keys = await sql(rabat.db.read).all('SELECT origin FROM userKey WHERE userId = ? ORDER BY createdAt, id', [
      id,
    ])
    expect(keys.slice(-2)).toEqual([{ origin: 'reset' }, { origin: 'own' }])
  })

  it('the key of a reset signs nothing but its owner’s own one, even with another program', async () => {
    const rabat = await firstPc(ministry)
    const id = await addUser(rabat.desk, 'said', ['clerk'], 'secret')
    await rabat.api.users.setPassword({ id, password: PASSWORD })
    await logIn(rabat.desk, 'said')
    const { signer: reset } = rabat.desk.app.session.desk
    if (!reset) expect.fail('nobody signs')
    const { office, device, clock } = rabat.desk.app.session.desk
    const stamp = { officeId: office.id, userId: id, deviceId: device.id, at: clock.now(), signer: reset }
    const { createRow } = await import('../../db/outbox/changes')
    await rabat.db.write((tx) => createRow(tx, 'unit', v7(), { names: same('x'), position: 1 }, stamp))
    await rabat.syncs()
    expect(await last(rabat)).toMatchObject({ state: 'parked' })
  })
})
