import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { cursorOf } from '../../db/sync/cursor'
import { pull } from '../../server/sync/pull'
import { asRead } from './kept'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, named, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

async function twoPcs(): Promise<[Pc, Pc]> {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat)
  await bothSync(rabat, lille)
  return [rabat, lille]
}

describe('an office and its server', () => {
  it('the first PC brings its office; nothing waits any more and everything was applied', async () => {
    const rabat = await firstPc(ministry)
    await rabat.registers()
    expect((await rabat.api.sync.status({})).waiting).toBeGreaterThan(10)
    const status = await rabat.syncs()
    expect(status).toMatchObject({ phase: 'idle', waiting: 0, parked: 0, reason: null, conflicts: 0 })
    expect(status.lastContact).toBe(rabat.desk.clock.now())
    expect(new Set((await rabat.outcomes()).map((o) => o.result))).toEqual(new Set(['applied']))
    expect((await rabat.api.sync.queue({ after: 0, limit: 10 })).length).toBe(0)
  })

  it('a second PC joins by a code, opens its own vault and gets everything', async () => {
    const rabat = await firstPc(ministry)
    const contact = await rabat.writes({ phone: '0522 00 11 22' })
    const entry = await rabat.registers({ correspondentId: contact })
    const lille = await secondPc(ministry, rabat)
    expect(await lille.api.session.state({})).toMatchObject({
      phase: 'open',
      me: { login: 'karim' },
      demonstration: false,
    })
    await lille.syncs()
    expect(await lille.api.register.get({ id: entry.id })).toMatchObject({
      numberText: 'و/2026/00001',
      correspondent: { id: contact },
    })
    const { hits } = await lille.api.search.everywhere({ text: 'تعيين استاذين', limit: 5 })
    expect(hits.map((h) => h.id)).toEqual([entry.id])
    const { registers } = lille.api.register
    const verdicts = await lille.api.register.verify({ registerId: (await registers({}))[0]?.id ?? '', year: 2026 })
    expect(verdicts.map((v) => v.result)).toEqual(['whole', 'whole'])
    const again = await lille.desk.restart()
    await logIn(again, 'karim')
    expect((await again.api.register.get({ id: entry.id })).numberText).toBe('و/2026/00001')
  })

  it('who looks after the office is told of its PCs, which of them is this one, and the books each holds', async () => {
    const [rabat, lille] = await twoPcs()
    const devices = await rabat.api.sync.devices({})
    expect(devices.map(({ here, deskCode }) => [here, deskCode === null]).sort()).toEqual([
      [false, false],
      [true, true],
    ])
    expect(devices.every(({ books }) => books.length > 0 && books.every(({ year }) => year === 2026))).toBe(true)
    const there = (await lille.api.sync.devices({})).find(({ here }) => here)
    expect(devices.find(({ here }) => !here)?.id).toBe(there?.id)
  })

  it('the printed secret of the office opens the second PC too', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    // The first PC's secret was shown once; what is sealed on both is sealed to the same public key.
    const sealedTo = async (pc: Pc) =>
      (await sql(pc.db.read).one<{ recoveryKey: string }>('SELECT recoveryKey FROM office'))?.recoveryKey
    const { readFileSync } = await import('node:fs')
    const vault = (pc: Pc) =>
      JSON.parse(readFileSync(`${pc.desk.folder}/vault.json`, 'utf8')) as { recovery: { publicKey: string } }
    expect(await sealedTo(lille)).toBe(await sealedTo(rabat))
    expect(vault(lille).recovery.publicKey).toBe(vault(rabat).recovery.publicKey)
  })

  it('both converge to the same rows, byte for byte', async () => {
    const [rabat, lille] = await twoPcs()
    const contact = await rabat.writes({ city: 'Lyon' })
    await lille.registers({ subject: 'Demande de rapatriement n° 12' })
    await rabat.registers({ correspondentId: contact })
    await bothSync(rabat, lille)
    expect(await lille.rows()).toEqual(await rabat.rows())
    expect((await rabat.rows()).length).toBeGreaterThan(20)
  })
})

describe('numbers on two desks (N3, N7)', () => {
  it('registering on both at once gives each its own book’s number, without clash', async () => {
    const [rabat, lille] = await twoPcs()
    const [here, there] = await Promise.all([rabat.registers(), lille.registers()])
    expect([here.numberText, there.numberText]).toEqual(['و/2026/00001', 'و/2026/RB2/00001'])
    await bothSync(rabat, lille)
    for (const pc of [rabat, lille]) {
      expect((await pc.outcomes()).filter((o) => o.state === 'parked')).toEqual([])
      const [register] = await pc.api.register.registers({})
      const outline = await pc.api.register.outline({
        registerId: register?.id ?? '',
        year: 2026,
        tab: 'all',
        text: '',
      })
      expect(outline.total).toBe(2)
      expect(outline.continuity.map((c) => c.whole)).toEqual([true, true])
    }
  })

  it('a book that passed to another desk takes no entry of the old one: it is parked, kept, and said', async () => {
    const [rabat, lille] = await twoPcs()
    const { id: bookId } = (await sql(rabat.db.read).one<{ id: string }>(
      'SELECT id FROM book WHERE desk IS NULL ORDER BY id',
    )) ?? { id: '' }
    const { takeOver } = await import('../../main/register/books')
    const { bookById } = await import('../../db/register/books')
    await lille.db.write(async (tx) => {
      const book = await bookById(tx, bookId)
      if (book) await takeOver(lille.desk.app.session.desk, tx, book, stampOf(lille))
    })
    await lille.syncs()
    const late = await rabat.registers()
    const status = await rabat.syncs()
    expect(status.parked).toBeGreaterThan(0)
    expect((await rabat.api.sync.parked({})).find((q) => q.entity === 'entry')).toMatchObject({
      reason: 'stale-pen',
      title: late.numberText,
    })
    // What was written stays readable here, and the next number is not taken from a book that is gone.
    expect((await rabat.api.register.get({ id: late.id })).numberText).toBe(late.numberText)
    await expect(rabat.registers()).rejects.toMatchObject({ code: 'no-book' })
    await lille.syncs()
    await expect(lille.api.register.get({ id: late.id })).rejects.toMatchObject({ code: 'not-found' })
    expect((await lille.registers()).numberText).toMatch(/00001$/)
  })
})

describe('two people, one card', () => {
  it('different fields merge without a word', async () => {
    const [rabat, lille] = await twoPcs()
    const card = await rabat.writes({ city: 'Lyon' })
    await bothSync(rabat, lille)
    await rabat.writes({ id: card, phone: '0522 00 11 22' })
    await lille.writes({ id: card, email: 'aml@example.org' })
    await bothSync(rabat, lille)
    expect(await rabat.card(card)).toMatchObject({ phone: '0522 00 11 22', email: 'aml@example.org', city: 'Lyon' })
    expect(await lille.card(card)).toEqual(await rabat.card(card))
    expect((await lille.outcomes()).at(-1)).toMatchObject({ result: 'applied' })
    expect((await rabat.api.sync.status({})).conflicts).toBe(0)
  })

  it('the same field: the server’s value stays, the other is kept, both desks see it, and a person decides', async () => {
    const [rabat, lille] = await twoPcs()
    const card = await rabat.writes({ phone: '1' })
    await bothSync(rabat, lille)
    await rabat.writes({ id: card, phone: '0522 00 11 22' })
    await lille.writes({ id: card, phone: '0661 99 88 77' })
    await bothSync(rabat, lille)
    for (const pc of [rabat, lille]) {
      expect((await pc.card(card)).phone).toBe('0522 00 11 22')
      expect((await pc.api.sync.status({})).conflicts).toBe(1)
      expect(await pc.api.sync.conflicts({})).toMatchObject([
        {
          entity: 'contact',
          rowId: card,
          group: 'phone',
          title: 'جمعية المغاربة بليون',
          decidedAt: null,
          fields: [{ name: 'phone', server: '0522 00 11 22', other: '0661 99 88 77' }],
          server: { names: { ar: 'المدير' }, device: 'الرباط 1' },
          other: { names: { ar: 'karim' }, device: 'Lille RB2' },
        },
      ])
    }
    expect((await lille.outcomes()).find((o) => o.result === 'conflict')).toMatchObject({ state: 'sent' })
    const [conflict] = await rabat.api.sync.conflicts({})
    await rabat.api.sync.decide({ id: conflict?.id ?? '', keep: 'other' })
    await bothSync(rabat, lille)
    for (const pc of [rabat, lille]) {
      expect((await pc.card(card)).phone).toBe('0661 99 88 77')
      expect((await pc.api.sync.status({})).conflicts).toBe(0)
      expect((await pc.api.sync.conflicts({}))[0]?.fields).toEqual([
        { name: 'phone', server: '0522 00 11 22', other: '0661 99 88 77' },
      ])
    }
    expect(await lille.rows()).toEqual(await rabat.rows())
  })

  it('who may only decide decides: the kept value is not refused for want of other rights', async () => {
    const [rabat, lille] = await twoPcs()
    const card = await rabat.writes({ phone: '1' })
    await addUser(rabat.desk, 'said', ['headOfOffice'], 'secret')
    await bothSync(rabat, lille)
    await rabat.writes({ id: card, phone: '2' })
    await lille.writes({ id: card, phone: '3' })
    await bothSync(rabat, lille)
    await logIn(rabat.desk, 'said')
    const [conflict] = await rabat.api.sync.conflicts({})
    await rabat.api.sync.decide({ id: conflict?.id ?? '', keep: 'other' })
    expect(await rabat.syncs()).toMatchObject({ parked: 0, conflicts: 0 })
    await lille.syncs()
    expect((await lille.card(card)).phone).toBe('3')
  })

  it('one person’s own changes, made offline one after the other, never conflict', async () => {
    const [rabat, lille] = await twoPcs()
    const card = await rabat.writes({ phone: '1' })
    for (const phone of ['2', '3', '4']) await rabat.writes({ id: card, phone })
    await rabat.syncs()
    await rabat.writes({ id: card, phone: '5' })
    await bothSync(rabat, lille)
    expect((await lille.card(card)).phone).toBe('5')
    expect((await lille.api.sync.status({})).conflicts).toBe(0)
  })

  it('what waits stays on the screen while others’ rows come in', async () => {
    const [rabat, lille] = await twoPcs()
    const card = await rabat.writes({ phone: '1' })
    await bothSync(rabat, lille)
    await lille.writes({ id: card, phone: '2', city: 'Paris' })
    await lille.syncs()
    await rabat.writes({ id: card, phone: '3' })
    // The page comes, the push does not: what rabat typed is still what rabat sees.
    const { receive } = await import('../../main/sync/receive')
    const { desk } = rabat.desk.app.session
    const cursor = (await cursorOf(desk.db.read, desk.office.id)) ?? expect.fail('no cursor')
    const page = asRead(await ministry.looks((store) => pull(store, desk.office.id, cursor, 500)))
    await receive(desk, page, null)
    expect(await rabat.card(card)).toMatchObject({ phone: '3', city: 'Paris' })
    // Typed over what rabat saw, which is not what lies under it: lille's value is not written over in silence.
    await rabat.writes({ id: card, phone: '4' })
    await bothSync(rabat, lille)
    const others = (await rabat.api.sync.conflicts({})).map((c) => c.fields[0]?.other)
    expect(others).toEqual(['3', '4'])
    expect(await rabat.card(card)).toMatchObject({ phone: '2', city: 'Paris' })
    expect(await lille.rows()).toEqual(await rabat.rows())
  })

  it('a name merges as a whole, in both scripts', async () => {
    const [rabat, lille] = await twoPcs()
    const card = await rabat.writes({})
    await bothSync(rabat, lille)
    await rabat.writes({ id: card, nameAr: named('جمعية النور') })
    await lille.writes({ id: card, nameLatin: named('Association Lumière') })
    await bothSync(rabat, lille)
    expect(await lille.api.sync.conflicts({})).toMatchObject([{ group: 'name' }])
  })
})
